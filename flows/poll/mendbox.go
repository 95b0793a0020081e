package poll

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// In a secret poll a paper out of the box is found by the receipt that was written on
// it, and handing one out by who is said to have taken it. What was entered first is
// not kept: of such a paper nothing is known but what it says.

// MendBoxed puts right what was entered of a paper out of the box, or takes it out.
func MendBoxed(tx store.Tx, id, receipt string, m Mending, by directory.Person) error {
	p, err := ForBox(tx, id, by)
	if err != nil {
		return err
	}
	b, ok := BallotAt(tx, p, receipt)
	if !ok || !b.boxed(tx) {
		return bot.Refusal(NoSuchPaper)
	}
	x := boxOf(tx, id)
	if m.Strike {
		tx.Delete(ballotTable, b.key())
		tx.Delete(boxedTable, b.key())
		struck(tx, id)
		x.Entered--
	} else {
		if m.Marks, err = p.checkPaper(m.Marks); err != nil {
			return err
		}
		if slices.Equal(b.Marks, m.Marks) {
			return bot.Refuse("和原来登记的一样，没有改。")
		}
		b.Marks = m.Marks
		putBallot(tx, b)
	}
	x.Mended++
	boxes.Put(tx, x)
	directory.Log(tx, by.ID, "mend from ballot box", p.For.Place, id)
	return nil
}

// NoSuchPaper is said to a receipt that no paper out of the box has.
const NoSuchPaper = "票箱里登记过的票，没有这个回执码。登记的时候写在那张票上，一共8个字母和数字。"

// Boxes says whether a receipt is that of a paper out of the box.
func (p *Poll) Boxes(tx store.Tx, receipt string) bool {
	b, ok := BallotAt(tx, *p, receipt)
	return ok && b.boxed(tx)
}

// TakeBack strikes from the roll who was noted to have taken a paper and did not: they
// may vote. No more are struck than papers that have not come back.
func TakeBack(tx store.Tx, id string, whom Whom, by directory.Person) (Holder, error) {
	p, err := ForBox(tx, id, by)
	if err != nil {
		return Holder{}, err
	}
	who, err := p.held(tx, whom, by)
	if err != nil {
		return Holder{}, err
	}
	h := Holder{Whom: whom, Called: p.called(tx, who, by)}
	v, voted := VotedIn(tx, p, who)
	x := boxOf(tx, id)
	switch {
	case !voted || v.Hand.Way != Paper:
		return h, bot.Refuse("%s没有登记过领票，不用划。", h.Called)
	case x.out() == 0:
		return h, bot.Refuse("领出去的纸质票都登记回来了，说明领票的人已经投了，不能再划。")
	}
	e, _ := electors.Get(tx, store.Key(id, v.Voice))
	count(tx, id, e.Part, p.firstBallot(tx, v).negative())
	roll.Delete(tx, store.Key(id, v.Voice))
	x.Handed, x.Since, x.Back = x.Handed-1, max(0, x.Since-1), x.Back+1
	boxes.Put(tx, x)
	directory.Log(tx, by.ID, "take back paper ballot", p.For.Place, id+" "+v.Voice)
	p.tellVoter(tx, who, "工作人员登记"+p.you()+"领过纸质票，是登记错了，已经划掉。现在还没有投，要投请回复「投票」。")
	stir(tx, p)
	return h, nil
}

// mendedLines are what the result says of what was put right at the box.
func (b box) mendedLines() (lines []string) {
	if b.Mended > 0 {
		lines = append(lines, fmt.Sprintf("票箱里的票登记时写错、截止前改正的：%d张。", b.Mended))
	}
	if b.Back > 0 {
		lines = append(lines, fmt.Sprintf("领票登记错了人、划掉的：%d张。", b.Back))
	}
	return lines
}
