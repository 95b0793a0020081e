package cast

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// CastWords tells a voter what became of their ballots; named, of which poll.
func CastWords(p poll.Poll, named bool, cast []PartVote, m poll.Marks) string {
	counted := slices.ContainsFunc(cast, func(v PartVote) bool { return v.Fate != poll.Aside })
	text := "投好了，" + ballot.StanceWords(p, m) + "。"
	if named {
		text = "投好了。" + which(p, named) + "：" + ballot.StanceWords(p, m) + "。"
	}
	if !counted {
		text = "这一票没有算。"
	}
	for _, v := range cast {
		text += "\n" + castLine(v)
	}
	if !counted {
		return text
	}
	return text + "\n" + tell.Changes(p) + tell.WordsWords(p, "")
}

func castLine(v PartVote) string {
	receipt := "，回执码：" + poll.Receipt(v.Receipt)
	switch v.Fate {
	case poll.Altered:
		return v.Unit + "：改好了" + receipt
	case poll.Same:
		return v.Unit + "：和原来一样" + receipt
	case poll.Replaced:
		return v.Unit + "：按您自己的算，代投的不算了" + receipt
	case poll.Aside:
		return v.Unit + "：已经有一张" + v.Stands.Words() + "，那一张算数。有疑问请告诉社区。"
	}
	return v.Unit + receipt
}

// paperWords tells an owner that a paper was entered for their part.
func paperWords(p poll.Poll, unit string, m poll.Marks, cast PartVote) string {
	text := fmt.Sprintf("工作人员登记了%s的一张纸质票：%s。", unit, ballot.StanceWords(p, m))
	if cast.Fate == poll.Aside {
		text += "\n这一套先有一张" + cast.Stands.Words() + "，那一张算数。"
	}
	return text + "\n这张纸质票要是不对，请马上告诉社区。"
}

// Entered tells staff what became of a paper.
func (v PartVote) Entered() string {
	switch v.Fate {
	case poll.Aside:
		return fmt.Sprintf("%s已经有一张%s，那一张算数。这张纸质票没有算，结果里会写明。", v.Unit, v.Stands.Words())
	case poll.Replaced:
		return fmt.Sprintf("登记好了：%s。代投的那张不算了，结果里会写明。\n回执码：%s，请抄给业主。", v.Unit, poll.Receipt(v.Receipt))
	}
	return fmt.Sprintf("登记好了：%s。\n回执码：%s，请抄给业主。", v.Unit, poll.Receipt(v.Receipt))
}

// PartVote is what came of a ballot for one part.
type PartVote struct {
	Unit    string    `json:"unit"`
	Receipt string    `json:"receipt,omitempty"` // of the ballot that counts, where it is theirs
	Fate    poll.Fate `json:"fate"`
	Stands  poll.Hand `json:"stands"`
}

// CastParts gives one answer for some of the parts that a person may vote for.
func CastParts(tx store.Tx, codes poll.Codes, id string, who directory.Person, units []string, m poll.Marks) ([]PartVote, error) {
	p, err := mayCast(tx, id, who)
	if err != nil {
		return nil, err
	}
	if m, err = ballot.CheckMarks(p, m); err != nil {
		return nil, err
	}
	theirs := slices.DeleteFunc(voice.BallotsFor(tx, p, who), func(v voice.PartVoice) bool { return !slices.Contains(units, v.Unit) })
	if len(units) == 0 || len(theirs) != len(units) {
		return nil, bot.Refuse("这里面有不归您投的。回复「投票」，重新选一次。")
	}
	for _, v := range theirs {
		if v.Voted && v.Hand.Way == poll.Online && v.Hand.Person == who.ID {
			if err := stays(p, v.Marks, m); err != nil {
				return nil, err
			}
		}
	}
	var cast []PartVote
	for _, v := range theirs {
		one := CastPart(tx, p, codes, v.Part, poll.Hand{Person: who.ID, Proxy: v.Proxy}, m)
		if v.Proxy && one.Fate != poll.Aside && one.Fate != poll.Same {
			tell.Owner(tx, p, v.Part, "有人替您投了票", who.Name+"按您的委托，替您投了"+v.Unit+"的票："+ballot.StanceWords(p, m)+"。\n不是这个意思，请您自己投，就按您的算：回复「投票」。")
		}
		cast = append(cast, one)
	}
	tell.Stir(tx, p)
	return cast, nil
}

// CastPart puts the ballot for a part where it belongs by the rule of which wins.
func CastPart(tx store.Tx, p poll.Poll, codes poll.Codes, part owners.Part, from poll.Hand, m poll.Marks) PartVote {
	was, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit))
	if !voted {
		took(tx, p, part)
		return enterPart(tx, p, codes, part, from, m, poll.Counted)
	}
	b, _ := poll.BallotAt(tx, p, was.Receipt)
	switch {
	case was.Hand.Person == from.Person && was.Hand.Way == poll.Online && from.Way == poll.Online && was.Hand.Proxy == from.Proxy:
		return alter(tx, p, was, b, m)
	case was.Hand.Proxy && !from.Proxy:
		overrule(tx, p, part.Unit, from, was.Hand, b.Marks)
		tx.Delete(poll.BallotTable, b.Key())
		recount(tx, p, part, was, -1)
		if was.Hand.Person != "" {
			outbox.Tell(tx, was.Hand.Person, bot.Out{Text: p.Head() + "\n\n" + part.Unit + "的业主自己投了，您代投的那一票不算了。"})
		}
		return enterPart(tx, p, codes, part, from, m, poll.Replaced)
	}
	overrule(tx, p, part.Unit, was.Hand, from, m)
	return PartVote{Unit: part.Unit, Fate: poll.Aside, Stands: was.Hand}
}

func enterPart(tx store.Tx, p poll.Poll, codes poll.Codes, part owners.Part, from poll.Hand, m poll.Marks, fate poll.Fate) PartVote {
	b := poll.Ballot{Poll: p.ID, Receipt: poll.Fresh(tx, codes, p.ID), Marks: m, Part: part.No}
	poll.PutBallot(tx, b)
	v := poll.Voted{Poll: p.ID, Voice: part.Unit, Person: from.Person, Receipt: b.Receipt, Hand: from, Trust: voice.TrustOf(tx, p, from)}
	poll.Roll.Put(tx, v)
	recount(tx, p, part, v, 1)
	return PartVote{Unit: part.Unit, Receipt: b.Receipt, Fate: fate, Stands: from}
}

// recount adds a line of the roll to how well voters are known, or takes it out.
func recount(tx store.Tx, p poll.Poll, part owners.Part, v poll.Voted, n int) {
	poll.AddTo(tx, p.ID, voice.BuildingOf(p, part), poll.Part{Trusted: v.Trusted().Times(n)})
}

func alter(tx store.Tx, p poll.Poll, was poll.Voted, b poll.Ballot, m poll.Marks) PartVote {
	v := PartVote{Unit: was.Voice, Receipt: was.Receipt, Fate: poll.Altered, Stands: was.Hand}
	if slices.Equal(b.Marks, m) {
		v.Fate = poll.Same
	}
	b.Marks = m
	poll.PutBallot(tx, b)
	return v
}

func overrule(tx store.Tx, p poll.Poll, unit string, stands, lost poll.Hand, m poll.Marks) {
	poll.Overrules.Put(tx, poll.Overrule{Poll: p.ID, No: store.Next(tx, "overrule"), Unit: unit, Stands: stands, Lost: lost, Marks: m})
}

// partOwner marks that an owner takes part, by whichever of their parts.
type partOwner struct {
	Poll  string `json:"poll"`
	Owner string `json:"owner"`
	At    string `json:"at,omitempty"` // where they are counted
}

var partOwners = store.NewTable("partowner", func(o *partOwner) string { return store.Key(o.Poll, o.Owner) })

// took counts a part whose first ballot came.
func took(tx store.Tx, p poll.Poll, part owners.Part) {
	more := poll.Part{Took: 1, Area: part.Area}
	mark := partOwner{p.ID, part.Holder, voice.BuildingOf(p, part)}
	if _, known := partOwners.Get(tx, store.Key(mark.Poll, mark.Owner)); !known {
		partOwners.Put(tx, mark)
		more.Persons = 1
	}
	poll.AddTo(tx, p.ID, voice.BuildingOf(p, part), more)
}
