package voice

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// A poll may let those vote for somebody who act for them, if the person has agreed to
// that, too (directory.Care.Votes). One's own ballot replaces such a one, and after it
// nobody votes for them any more. Owners' votes are never given so: the law wants a
// written mandate (mandate.go). As many as by mandates one person may vote for.

// mayCastFor refuses who may not vote for whom they act for.
func mayCastFor(tx store.Reader, p poll.Poll, who directory.Person) error {
	care, _ := directory.GetCare(tx, who.ID, who.Via)
	by, _ := directory.GetPerson(tx, who.Via)
	v, voted := VotedIn(tx, p, who)
	switch {
	case !p.Carers:
		return bot.Refuse("这次投票要本人投，别人不能替。")
	case !care.Holds(tx.Now()) || !care.Votes:
		return bot.Refuse("%s还没有同意投票也由您替。请他回复「我的家人」，选「投票也请%s代投」；不用手机的，一起到社区说一声。", who.Name, by.Name)
	case by.Trust < p.For.MinTrust:
		return bot.Refuse("您自己还没有核实过，这次投票不能替别人投。%s", ToBeVouched)
	case voted && v.By == "":
		return bot.Refuse("%s自己投过了，就按他自己的算，您不用再替。", who.Name)
	case voted && v.By != who.Via:
		return bot.Refuse("已经有人替%s投过了。", who.Name)
	case !voted && castFor(tx, p, who.Via) >= MostMandates:
		return bot.Refuse("您已经替%d位投过了，一个人最多替%d位。", MostMandates, MostMandates)
	}
	return nil
}

// castFor is for how many somebody has voted in a poll.
func castFor(tx store.Reader, p poll.Poll, by string) (n int) {
	for range poll.Roll.By(tx, "by", store.Key(p.ID, by)) {
		n++
	}
	return n
}
