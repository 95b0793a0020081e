package course

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/store"
)

// dueFee reminds, once, of what is not paid yet.
const dueFee = "course.fee"

// payWithin is how long after they were told their fee pupils are left in peace.
const payWithin = 7 * 24 * time.Hour

// got is what was received from a pupil. Records of former days say only that
// the share was paid.
func (p Pupil) got() int {
	if p.Paid {
		return p.Share
	}
	return p.Got
}

// Owes is what a pupil has still to pay; less than nothing is theirs to get back.
func (p Pupil) Owes() int { return p.Share - p.got() }

// charge sets what is a pupil's to pay. What was received stays.
func (p Pupil) charge(share int) Pupil {
	p.Got, p.Paid = p.got(), false
	p.Share = share
	return p
}

// all are the pupils of a course and those who have left it, each person once.
func all(tx store.Tx, c Course) []Pupil { return slices.Concat(Line(tx, c, In), Line(tx, c, Gone)) }

// uneven are those of a course with whom the money is not even.
func uneven(tx store.Tx, c Course) []Pupil {
	return slices.DeleteFunc(all(tx, c), func(p Pupil) bool { return p.Owes() == 0 })
}

// Unpaid are those who have not paid.
func Unpaid(tx store.Tx, c Course) []Pupil {
	return slices.DeleteFunc(uneven(tx, c), func(p Pupil) bool { return p.Owes() < 0 })
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
func AccountOf(tx store.Tx, c Course) Account {
	a := Account{Fee: c.Fee}
	if c.State == Cancelled {
		a.Fee = 0
	}
	for _, p := range all(tx, c) {
		a.Got += p.got()
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

// MarkPaid notes with whom the money is even now: they have paid, or were given
// back. Without paid it was noted by mistake. Each is told.
func MarkPaid(tx store.Tx, id string, who []string, paid bool, by directory.Person) (Course, error) {
	c, t, err := taught(tx, id, by)
	if err != nil {
		return c, err
	}
	for _, p := range all(tx, c) {
		if !slices.Contains(who, p.Person) || paid == (p.Owes() == 0) {
			continue
		}
		was := p.Owes()
		p.Got, p.Paid, p.Had = p.Had, false, p.got()
		if paid {
			p.Got = p.Share
		}
		pupils.Put(tx, p)
		tellPupil(tx, c, p, paidOut(tx, c, p, was, by))
	}
	directory.Log(tx, by.ID, "mark paid", t.For.Place, id)
	return c, nil
}

// paidOut is the receipt, or that the last one was a mistake. was is what was open before.
func paidOut(tx store.Tx, c Course, p Pupil, was int, by directory.Person) bot.Out {
	var text string
	switch now := p.Owes(); {
	case now > 0:
		text = fmt.Sprintf("刚才记错了：您%s的课费还有%s没有交。%s", title(tx, c), Yuan(now), payWords)
	case now < 0:
		text = fmt.Sprintf("刚才记错了：您%s的课费要退给您%s，还没有退。", title(tx, c), Yuan(-now))
	case was > 0:
		text = fmt.Sprintf("收到您%s的课费%s，交清了。\n经手：%s，%s。", title(tx, c), Yuan(was), by.Name, bot.Day(tx.Now()))
	default:
		text = fmt.Sprintf("%s的课费，退给您%s了。\n经手：%s，%s。没有拿到的话，回复「人工」。", title(tx, c), Yuan(-was), by.Name, bot.Day(tx.Now()))
	}
	return bot.Out{Text: text, Title: "课费", Fields: append(fields(c), bot.Field{Name: "课费", Value: Yuan(p.Share)})}
}

// feeDue reminds who has not paid. Nobody is reminded twice.
func feeDue(tx store.Tx, e agenda.Entry) error {
	c, ok := Get(tx, e.Ref)
	if !ok {
		return nil
	}
	for _, p := range Unpaid(tx, c) {
		if p.Nudged || tx.Now().Before(p.Told.Add(payWithin)) {
			continue
		}
		p.Nudged = true
		pupils.Put(tx, p)
		tellPupil(tx, c, p, bot.Out{
			Text:  fmt.Sprintf("提醒您：%s的课费%s，还没有交。%s\n交过了，请告诉工作人员，给您补记。", title(tx, c), Yuan(p.Owes()), payWords),
			Title: "课费", Fields: append(fields(c), bot.Field{Name: "课费", Value: Yuan(p.Owes())}),
		})
	}
	return nil
}

// remindToPay sets the one reminder of a fee that a pupil is told now.
func (p Pupil) remindToPay(tx store.Tx, c Course) Pupil {
	p.Told = tx.Now()
	if p.Owes() > 0 {
		agenda.Set(tx, bot.Awake(p.Told.Add(payWithin)), dueFee, c.ID())
	}
	return p
}

// moneyWords says what somebody and a course owe each other, "" if nothing.
func moneyWords(p Pupil) string {
	switch owes := p.Owes(); {
	case owes > 0:
		return fmt.Sprintf("课费还有%s没有交。%s", Yuan(owes), payWords)
	case owes < 0:
		return fmt.Sprintf("要退给您课费%s，请找社区工作人员当面取。", Yuan(-owes))
	}
	return ""
}

// fees says what a person's courses cost them, and what of it is open.
func fees(tx store.Tx, who directory.Person) string {
	var lines []string
	open := 0
	for _, c := range Mine(tx, who, In, Gone) {
		p := Find(tx, c, who)
		held := p.State == In && (c.State == Confirmed || c.State == Over)
		switch owes := p.Owes(); {
		case owes > 0:
			lines = append(lines, fmt.Sprintf("%s　%s，还没有交", title(tx, c), Yuan(owes)))
		case owes < 0:
			lines = append(lines, fmt.Sprintf("%s　%s，要退给您", title(tx, c), Yuan(-owes)))
		case held && p.Share > 0:
			lines = append(lines, fmt.Sprintf("%s　%s，交清了", title(tx, c), Yuan(p.Share)))
		case held:
			lines = append(lines, title(tx, c)+"　不收费")
		}
		open += max(0, p.Owes())
	}
	switch {
	case len(lines) == 0:
		return "您没有要交的课费。"
	case open > 0:
		lines = append(lines, "", "一共要交"+Yuan(open)+"。"+payWords)
	}
	return "您的课费：\n" + strings.Join(lines, "\n")
}

// unpaidWords tells staff, of a course that is over, what is still open.
func unpaidWords(tx store.Tx, c Course) string {
	a := AccountOf(tx, c)
	if a.Owed == 0 && a.Back == 0 {
		return ""
	}
	return fmt.Sprintf("%s上完了。%s\n%s\n收了、退了，回复「收课费」记一记。", title(tx, c), a, openWords(tx, c))
}

// openWords names those with whom the money is not even.
func openWords(tx store.Tx, c Course) string {
	var lines []string
	unpaid := Unpaid(tx, c)
	if len(unpaid) > 0 {
		lines = append(lines, fmt.Sprintf("没交的%d人：%s", len(unpaid), names(tx, unpaid)))
	}
	back := slices.DeleteFunc(uneven(tx, c), func(p Pupil) bool { return p.Owes() > 0 })
	var given []string
	for _, p := range back {
		given = append(given, nameOf(tx, p)+" "+Yuan(-p.Owes()))
	}
	if len(back) > 0 {
		lines = append(lines, fmt.Sprintf("要退的%d人：%s", len(back), strings.Join(given, "、")))
	}
	return strings.Join(lines, "\n")
}
