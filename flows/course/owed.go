package course

import (
	"fmt"
	"slices"
	"strings"

	"yishi/store"
)

// Received is what was received from a pupil. Records of former days say only that
// the share was paid.
func (p Pupil) Received() int {
	if p.Paid {
		return p.Share
	}
	return p.Got
}

// Owes is what a pupil has still to pay; less than nothing is theirs to get back.
func (p Pupil) Owes() int { return p.Share - p.Received() }

// Charge sets what is a pupil's to pay. What was received stays.
func (p Pupil) Charge(share int) Pupil {
	p.Got, p.Paid = p.Received(), false
	p.Share = share
	return p
}

// EverIn are the pupils of a course and those who have left it, each person once.
func EverIn(tx store.Reader, c Course) []Pupil {
	return slices.Concat(Line(tx, c, In), Line(tx, c, Gone))
}

// Uneven are those of a course with whom the money is not even.
func Uneven(tx store.Reader, c Course) []Pupil {
	return slices.DeleteFunc(EverIn(tx, c), func(p Pupil) bool { return p.Owes() == 0 })
}

// Unpaid are those who have not paid.
func Unpaid(tx store.Reader, c Course) []Pupil {
	return slices.DeleteFunc(Uneven(tx, c), func(p Pupil) bool { return p.Owes() < 0 })
}

// Account is the fee of a course to the last fen:
// Got - Back + Owed + Gap = Fee.
type Account struct {
	Fee  int
	Got  int // received
	Back int // of it to be given back
	Owed int // not paid yet
	Gap  int // nobody's to pay; less than nothing is more than the fee
}

// AccountOf adds up what became of a course's fee. One that was cancelled has none.
func AccountOf(tx store.Reader, c Course) Account {
	a := Account{Fee: c.Fee}
	if c.State == Cancelled {
		a.Fee = 0
	}
	for _, p := range EverIn(tx, c) {
		a.Got += p.Received()
		a.Owed += max(0, p.Owes())
		a.Back += max(0, -p.Owes())
	}
	a.Gap = a.Fee - a.Got + a.Back - a.Owed
	return a
}

// String says it in one line: 课时费2400元，收到120元，还差2280元。
func (a Account) String() string {
	words := fmt.Sprintf("课时费%s，收到%s", Yuan(a.Fee), Yuan(a.Got))
	if a.Back > 0 {
		words += fmt.Sprintf("（其中%s要退）", Yuan(a.Back))
	}
	if a.Owed > 0 {
		words += "，还差" + Yuan(a.Owed)
	}
	switch {
	case a.Gap > 0:
		words += fmt.Sprintf("，另外%s没有人出", Yuan(a.Gap))
	case a.Gap < 0:
		words += fmt.Sprintf("，比课时费多%s", Yuan(-a.Gap))
	case a.Owed == 0 && a.Back == 0:
		words += "，收齐了"
	}
	return words + "。"
}

// MoneyWords says what somebody and a course owe each other, "" if nothing.
func MoneyWords(p Pupil) string {
	switch owes := p.Owes(); {
	case owes > 0:
		return fmt.Sprintf("课费还有%s没有交。%s", Yuan(owes), PayWords)
	case owes < 0:
		return fmt.Sprintf("要退给您课费%s，请找社区工作人员当面取。", Yuan(-owes))
	}
	return ""
}

// OpenWords names those with whom the money is not even.
func OpenWords(tx store.Reader, c Course) string {
	var lines []string
	unpaid := Unpaid(tx, c)
	if len(unpaid) > 0 {
		lines = append(lines, fmt.Sprintf("没交的%d人：%s", len(unpaid), Names(tx, unpaid)))
	}
	back := slices.DeleteFunc(Uneven(tx, c), func(p Pupil) bool { return p.Owes() > 0 })
	var given []string
	for _, p := range back {
		given = append(given, NameOf(tx, p)+" "+Yuan(-p.Owes()))
	}
	if len(back) > 0 {
		lines = append(lines, fmt.Sprintf("要退的%d人：%s", len(back), strings.Join(given, "、")))
	}
	return strings.Join(lines, "\n")
}

// PayWords says where money goes, and where it never does.
const PayWords = "课费请当面交给社区工作人员。这里不收钱，也不发收款码。"
