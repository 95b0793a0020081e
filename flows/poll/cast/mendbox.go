package cast

import (
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
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
	b, ok := poll.BallotAt(tx, p, receipt)
	if !ok || !b.Boxed(tx) {
		return bot.Refusal(NoSuchPaper)
	}
	x := voice.BoxOf(tx, id)
	if m.Strike {
		tx.Delete(poll.BallotTable, b.Key())
		tx.Delete(poll.BoxedTable, b.Key())
		tell.Struck(tx, id)
		x.Entered--
	} else {
		if m.Marks, err = ballot.CheckPaper(p, m.Marks); err != nil {
			return err
		}
		if slices.Equal(b.Marks, m.Marks) {
			return bot.Refuse("和原来登记的一样，没有改。")
		}
		b.Marks = m.Marks
		poll.PutBallot(tx, b)
	}
	x.Mended++
	voice.Boxes.Put(tx, x)
	audit.Log(tx, by.ID, "mend from ballot box", p.For.Place, id)
	return nil
}

// NoSuchPaper is said to a receipt that no paper out of the box has.
const NoSuchPaper = "票箱里登记过的票，没有这个回执码。登记的时候写在那张票上，一共8个字母和数字。"

// Boxes reports whether a receipt is that of a paper out of the box.
func Boxes(tx store.Reader, p poll.Poll, receipt string) bool {
	b, ok := poll.BallotAt(tx, p, receipt)
	return ok && b.Boxed(tx)
}

// TakeBack strikes from the roll who was noted to have taken a paper and did not: they
// may vote. No more are struck than papers that have not come back.
func TakeBack(tx store.Tx, id string, whom voice.Whom, by directory.Person) (voice.Holder, error) {
	p, who, h, err := atBox(tx, id, whom, by)
	if err != nil {
		return h, err
	}
	v, voted := voice.VotedIn(tx, p, who)
	x := voice.BoxOf(tx, id)
	switch {
	case !voted || v.Hand.Way != poll.Paper:
		return h, bot.Refuse("%s没有登记过领票，不用划。", h.Called)
	case x.Out() == 0:
		return h, bot.Refuse("领出去的纸质票都登记回来了，说明领票的人已经投了，不能再划。")
	}
	unvote(tx, p, v)
	poll.Roll.Delete(tx, store.Key(id, v.Voice))
	x.Handed, x.Since, x.Back = x.Handed-1, max(0, x.Since-1), x.Back+1
	voice.Boxes.Put(tx, x)
	audit.Log(tx, by.ID, "take back paper ballot", p.For.Place, id+" "+v.Voice)
	tell.Voter(tx, p, who, "工作人员登记"+p.You()+"领过纸质票，是登记错了，已经划掉。现在还没有投，要投请回复「投票」。")
	tell.Stir(tx, p)
	return h, nil
}
