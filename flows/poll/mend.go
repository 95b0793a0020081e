package poll

import (
	"cmp"
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/store"
)

// Who enters papers mistypes now and then, or enters one for the wrong door. Until the
// closing whoever may enter papers puts that right, or strikes what was entered: the
// voter is told, the log has who did it, and the result says how many there were. The
// photo stays with it.

// What was done to a paper that had been entered.
const (
	Mended Fate = "mended" // it says something else, as the paper does
	Struck Fate = "struck" // it is gone, as if it had never been entered
)

// Mending is a paper as it should have been entered; nothing of it stays where it is
// struck.
type Mending struct {
	Strike bool  `json:"strike,omitempty"`
	Marks  Marks `json:"marks,omitempty"`
}

// MendVoterPaper puts right the paper of a person or a home in an open poll.
func MendVoterPaper(tx store.Tx, id string, whom Whom, m Mending, by directory.Person) error {
	p, err := forVoters(tx, id, by)
	if err != nil {
		return err
	}
	who, err := p.held(tx, whom, by)
	if err != nil {
		return err
	}
	v, voted := VotedIn(tx, p, who)
	if p.Secret || !voted || v.Hand.Way != Paper || p.gaveUp(tx, v) {
		return bot.Refuse("%s没有登记着的纸质票。", p.called(tx, who, by))
	}
	if !m.Strike {
		if m.Marks, err = p.checkPaper(m.Marks); err != nil {
			return err
		}
	}
	if err := p.mend(tx, v, m, by); err != nil {
		return err
	}
	p.tellVoter(tx, who, p.mendedWords(m, p.you()+"的"))
	return nil
}

// MendPaper puts right the paper of a part in an owners' vote.
func MendPaper(tx store.Tx, id, unit string, m Mending, by directory.Person) error {
	p, err := ForOwnersPaper(tx, id, by)
	if err != nil {
		return err
	}
	part, there := p.part(tx, unit)
	v, voted := roll.Get(tx, store.Key(id, unit))
	switch {
	case !p.Takes(tx.Now()):
		return p.notYet()
	case !there || !voted || v.Hand.Way != Paper:
		return bot.Refuse("%s没有登记着的纸质票。", unit)
	}
	if !m.Strike {
		if len(m.Marks) != len(p.Options) {
			return bot.Refuse("每一项都要登记。")
		}
		if err := p.checkStances(m.Marks, spoilt); err != nil {
			return err
		}
	}
	if err := p.mend(tx, v, m, by); err != nil {
		return err
	}
	p.tellOwner(tx, part, "改正了纸质票", p.mendedWords(m, part.Unit+"的"))
	return nil
}

// mend has a ballot that came on paper say something else, or takes it out.
func (p *Poll) mend(tx store.Tx, v Voted, m Mending, by directory.Person) error {
	was, ok := BallotAt(tx, *p, v.Receipt)
	if !ok {
		return bot.Refuse("没有找到这张票，请再试一次。")
	}
	done := overrule{Poll: p.ID, Unit: v.Voice, Lost: v.Hand, Stands: v.Hand, Marks: was.Marks, Done: Mended, By: by.ID}
	switch {
	case m.Strike:
		done.Done, done.Stands = Struck, Hand{}
		p.strike(tx, v, was)
	case slices.Equal(was.Marks, m.Marks):
		return bot.Refuse("和原来登记的一样，没有改。")
	default:
		b := was
		if b.Marks = p.queued(tx, was.Marks, m.Marks); !p.AsksWhy(b.Marks) {
			b.Reason = ""
		}
		putBallot(tx, b)
		p.moveUp(tx, was, b)
	}
	done.No = store.Next(tx, "overrule")
	overrules.Put(tx, done)
	directory.Log(tx, by.ID, string(done.Done)+" paper ballot", p.For.Place, p.ID+" "+v.Voice)
	stir(tx, *p)
	return nil
}

// strike takes a ballot out, with the line of the roll; who had signed up for a seat
// has withdrawn.
func (p *Poll) strike(tx store.Tx, v Voted, b Ballot) {
	switch {
	case p.Info().Shape == Queue:
		p.withdraw(tx, v)
		return
	case p.ByPart():
		part, _ := p.part(tx, v.Voice)
		p.untook(tx, part)
		p.recount(tx, part, v, -1)
	default:
		e, _ := electors.Get(tx, store.Key(p.ID, v.Voice))
		count(tx, p.ID, e.Part, p.firstBallot(tx, v).negative())
	}
	tx.Delete(ballotTable, b.key())
	struck(tx, p.ID)
	roll.Delete(tx, store.Key(v.Poll, v.Voice))
}

// untook takes out a part whose only ballot was struck: its owner takes part no more,
// unless by another of their parts.
func (p *Poll) untook(tx store.Tx, part owners.Part) {
	less := Part{Took: -1, Area: -part.Area}
	others := slices.ContainsFunc(p.holding(tx, part), func(unit string) bool {
		_, voted := roll.Get(tx, store.Key(p.ID, unit))
		return voted && unit != part.Unit
	})
	if key := store.Key(p.ID, part.Holder); !others {
		mark, _ := partOwners.Get(tx, key)
		partOwners.Delete(tx, key)
		count(tx, p.ID, cmp.Or(mark.At, p.buildingOf(part)), Part{Persons: -1})
	}
	count(tx, p.ID, p.buildingOf(part), less)
}

func (p Part) negative() Part {
	return Part{Took: -p.Took, Quiet: -p.Quiet, Trusted: p.Trusted.times(-1)}
}

// mendedWords tell a voter what was put right for them.
func (p *Poll) mendedWords(m Mending, whose string) string {
	if m.Strike {
		return "工作人员把" + whose + "纸质票划掉了：登记错了。现在还没有投，要投请回复「投票」，或者再交一张纸质票。"
	}
	said := p.Says(m.Marks)
	if p.ByPart() {
		said = p.StanceWords(m.Marks)
	}
	return "工作人员登记" + whose + "纸质票时写错了，改过来了：" + said + "。\n要是不对，请马上告诉社区。"
}

// mendedLines are what the result says of papers that were put right or struck.
func (p *Poll) mendedLines(mended []overrule, masked func(voice string) string) (lines []string) {
	if len(mended) == 0 {
		return nil
	}
	lines = []string{fmt.Sprintf("登记时写错、截止前改正的纸质票，一共%d张：", len(mended))}
	for _, o := range mended {
		lines = append(lines, masked(o.Unit)+"："+o.words()+"。")
	}
	return lines
}

func (o overrule) words() string {
	if o.Done == Struck {
		return "登记错了，划掉了"
	}
	return "登记时写错了，改过来了"
}
