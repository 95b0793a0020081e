package cast

import (
	"cmp"
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Mending is a paper as it should have been entered; nothing of it stays where it is
// struck.
type Mending struct {
	Strike bool       `json:"strike,omitempty"`
	Marks  poll.Marks `json:"marks,omitempty"`
}

// MendVoterPaper puts right the paper of a person or a home in an open poll.
func MendVoterPaper(tx store.Tx, id string, whom voice.Whom, m Mending, by directory.Person) error {
	p, err := forVoters(tx, id, by)
	if err != nil {
		return err
	}
	who, err := voice.Held(tx, p, whom, by)
	if err != nil {
		return err
	}
	v, voted := voice.VotedIn(tx, p, who)
	if p.Secret || !voted || v.Hand.Way != poll.Paper || voice.GaveUp(tx, p, v) {
		return bot.Refuse("%s没有登记着的纸质票。", voice.Called(tx, p, who, by))
	}
	if !m.Strike {
		if m.Marks, err = ballot.CheckPaper(p, m.Marks); err != nil {
			return err
		}
	}
	if err := mend(tx, p, v, m, by); err != nil {
		return err
	}
	tell.Voter(tx, p, who, mendedWords(p, m, p.You()+"的"))
	return nil
}

// MendPaper puts right the paper of a part in an owners' vote.
func MendPaper(tx store.Tx, id, unit string, m Mending, by directory.Person) error {
	p, err := ForOwnersPaper(tx, id, by)
	if err != nil {
		return err
	}
	part, there := voice.Part(tx, p, unit)
	v, voted := poll.Roll.Get(tx, store.Key(id, unit))
	switch {
	case !p.Takes(tx.Now()):
		return notYet(p)
	case !there || !voted || v.Hand.Way != poll.Paper:
		return bot.Refuse("%s没有登记着的纸质票。", unit)
	}
	if !m.Strike {
		if len(m.Marks) != len(p.Options) {
			return bot.Refuse("每一项都要登记。")
		}
		if err := ballot.CheckStances(p, m.Marks, poll.Spoilt); err != nil {
			return err
		}
	}
	if err := mend(tx, p, v, m, by); err != nil {
		return err
	}
	tell.Owner(tx, p, part, "改正了纸质票", mendedWords(p, m, part.Unit+"的"))
	return nil
}

// mend has a ballot that came on paper say something else, or takes it out.
func mend(tx store.Tx, p poll.Poll, v poll.Voted, m Mending, by directory.Person) error {
	was, ok := poll.BallotAt(tx, p, v.Receipt)
	if !ok {
		return bot.Refuse("没有找到这张票，请再试一次。")
	}
	done := poll.Overrule{Poll: p.ID, Unit: v.Voice, Lost: v.Hand, Stands: v.Hand, Marks: was.Marks, Done: poll.Mended, By: by.ID}
	switch {
	case m.Strike:
		done.Done, done.Stands = poll.Struck, poll.Hand{}
		strike(tx, p, v, was)
	case slices.Equal(was.Marks, m.Marks):
		return bot.Refuse("和原来登记的一样，没有改。")
	default:
		b := was
		if b.Marks = ballot.Queued(tx, p, was.Marks, m.Marks); !ballot.AsksWhy(p, b.Marks) {
			b.Reason = ""
		}
		poll.PutBallot(tx, b)
		moveUp(tx, p, was, b)
	}
	done.No = store.Next(tx, "overrule")
	poll.Overrules.Put(tx, done)
	audit.Log(tx, by.ID, string(done.Done)+" paper ballot", p.For.Place, p.ID+" "+v.Voice)
	tell.Stir(tx, p)
	return nil
}

// strike takes a ballot out, with the line of the roll; who had signed up for a seat
// has withdrawn.
func strike(tx store.Tx, p poll.Poll, v poll.Voted, b poll.Ballot) {
	if p.Info().Seats {
		withdraw(tx, p, v)
		return
	}
	poll.By(p, unvote, unvote, unvotePart)(tx, p, v)
	tx.Delete(poll.BallotTable, b.Key())
	tell.Struck(tx, p.ID)
	poll.Roll.Delete(tx, store.Key(v.Poll, v.Voice))
}

// unvote takes out what the first ballot of a voter added.
func unvote(tx store.Tx, p poll.Poll, v poll.Voted) {
	e, _ := voice.Electors.Get(tx, store.Key(p.ID, v.Voice))
	poll.AddTo(tx, p.ID, e.Part, voice.FirstBallot(tx, p, v).Negative())
}

func unvotePart(tx store.Tx, p poll.Poll, v poll.Voted) {
	part, _ := voice.Part(tx, p, v.Voice)
	untook(tx, p, part)
	recount(tx, p, part, v, -1)
}

// untook takes out a part whose only ballot was struck: its owner takes part no more,
// unless by another of their parts.
func untook(tx store.Tx, p poll.Poll, part owners.Part) {
	less := poll.Part{Took: -1, Area: -part.Area}
	others := slices.ContainsFunc(voice.Holding(tx, p, part), func(unit string) bool {
		_, voted := poll.Roll.Get(tx, store.Key(p.ID, unit))
		return voted && unit != part.Unit
	})
	if key := store.Key(p.ID, part.Holder); !others {
		mark, _ := partOwners.Get(tx, key)
		partOwners.Delete(tx, key)
		poll.AddTo(tx, p.ID, cmp.Or(mark.At, voice.BuildingOf(p, part)), poll.Part{Persons: -1})
	}
	poll.AddTo(tx, p.ID, voice.BuildingOf(p, part), less)
}

// mendedWords tell a voter what was put right for them.
func mendedWords(p poll.Poll, m Mending, whose string) string {
	if m.Strike {
		return "工作人员把" + whose + "纸质票划掉了：登记错了。现在还没有投，要投请回复「投票」，或者再交一张纸质票。"
	}
	said := poll.By(p, ballot.Says, ballot.Says, ballot.StanceWords)(p, m.Marks)
	return "工作人员登记" + whose + "纸质票时写错了，改过来了：" + said + "。\n要是不对，请马上告诉社区。"
}

// A ballot may be changed until closing, unless the organiser has said that what is
// given stays. Who signed up for a seat can always give it back.

// stays refuses to change a ballot where what is given stays. The same given again
// is no change; of a secret one nobody can say.
func stays(p poll.Poll, was, m poll.Marks) error {
	if !p.Final || was != nil && slices.Equal(was, m) {
		return nil
	}
	return bot.Refuse("%s已经投过了，算进去了。这次投票投了就不能改。", p.You())
}
