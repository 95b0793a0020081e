package poll

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/store"
)

// Way is how a ballot for an exclusive part came.
type Way string

// The ways. "" is online: by chat or on a page.
const (
	Online Way = ""
	Paper  Way = "paper" // entered by staff, with a photo
)

// Hand is whose hand a ballot of an owners' vote came from.
type Hand struct {
	Person string `json:"person,omitempty"` // who said it; "" on paper, which names the part alone
	Way    Way    `json:"way,omitempty"`
	Proxy  bool   `json:"proxy,omitempty"` // not the owner's own
	By     string `json:"by,omitempty"`    // of paper: who entered it
	Photo  string `json:"photo,omitempty"`
}

func (h Hand) words() string {
	words := "业主网上投的票"
	switch {
	case h.Proxy && h.Way == Paper:
		words = "代投人填的纸质票"
	case h.Proxy:
		words = "代投人网上投的票"
	case h.Way == Paper:
		words = "业主填的纸质票"
	}
	return words
}

// Fate is what came of a ballot for one part.
type Fate string

// Which of several ballots for a part wins is told in every announcement: the
// owner's own beats that of a proxy; else the first stands, and only who gave it
// online may change it.
const (
	Counted  Fate = "counted"
	Altered  Fate = "altered"  // the same hand says something else now
	Same     Fate = "same"     // the same hand says the same again
	Replaced Fate = "replaced" // the owner's own instead of a proxy's
	Aside    Fate = "aside"    // another stands
)

// overrule is one ballot that was put aside for another of the same voice, or a paper
// that had been entered wrongly. It is shown in the result.
type overrule struct {
	Poll   string `json:"poll"`
	No     uint64 `json:"no"`
	Unit   string `json:"unit"`
	Stands Hand   `json:"stands"`
	Lost   Hand   `json:"lost"`
	Marks  Marks  `json:"marks"` // of the one that lost

	// Of a paper that was put right or struck: which of the two, and who did it.
	Done Fate   `json:"done,omitempty"`
	By   string `json:"by,omitempty"`
}

var overrules = store.NewTable("overrule", func(o *overrule) string { return store.Key(o.Poll, int(o.No)) })

// overruled are the ballots of a poll that were put aside, and the papers that were
// put right or struck, in the order they were.
func overruled(tx store.Tx, id string) (aside, mended []overrule) {
	from, to := store.Under(store.Key(id))
	for o := range overrules.Range(tx, from, to) {
		if o.Done == "" {
			aside = append(aside, o)
		} else {
			mended = append(mended, o)
		}
	}
	return aside, mended
}

// PartVote is what came of a ballot for one part.
type PartVote struct {
	Unit    string `json:"unit"`
	Receipt string `json:"receipt,omitempty"` // of the ballot that counts, where it is theirs
	Fate    Fate   `json:"fate"`
	Stands  Hand   `json:"stands"`
}

// CastParts gives one answer for some of the parts that a person may vote for.
func CastParts(tx store.Tx, codes Codes, id string, who directory.Person, units []string, m Marks) ([]PartVote, error) {
	p, err := mayCast(tx, id, who)
	if err != nil {
		return nil, err
	}
	if m, err = p.CheckMarks(m); err != nil {
		return nil, err
	}
	theirs := slices.DeleteFunc(p.ballotsFor(tx, who), func(v PartVoice) bool { return !slices.Contains(units, v.Unit) })
	if len(units) == 0 || len(theirs) != len(units) {
		return nil, bot.Refuse("这里面有不归您投的。回复「投票」，重新选一次。")
	}
	for _, v := range theirs {
		if v.Voted && v.Hand.Way == Online && v.Hand.Person == who.ID {
			if err := p.stays(v.Marks, m); err != nil {
				return nil, err
			}
		}
	}
	var cast []PartVote
	for _, v := range theirs {
		one := p.castPart(tx, codes, v.Part, Hand{Person: who.ID, Proxy: v.Proxy}, m)
		if v.Proxy && one.Fate != Aside && one.Fate != Same {
			p.tellOwner(tx, v.Part, "有人替您投了票", who.Name+"按您的委托，替您投了"+v.Unit+"的票："+p.StanceWords(m)+"。\n不是这个意思，请您自己投，就按您的算：回复「投票」。")
		}
		cast = append(cast, one)
	}
	stir(tx, p)
	return cast, nil
}

// castPart puts the ballot for a part where it belongs by the rule of which wins.
func (p *Poll) castPart(tx store.Tx, codes Codes, part owners.Part, from Hand, m Marks) PartVote {
	was, voted := roll.Get(tx, store.Key(p.ID, part.Unit))
	if !voted {
		p.took(tx, part)
		return p.enterPart(tx, codes, part, from, m, Counted)
	}
	b, _ := BallotAt(tx, *p, was.Receipt)
	switch {
	case was.Hand.Person == from.Person && was.Hand.Way == Online && from.Way == Online && was.Hand.Proxy == from.Proxy:
		return p.alter(tx, was, b, m)
	case was.Hand.Proxy && !from.Proxy:
		p.overrule(tx, part.Unit, from, was.Hand, b.Marks)
		tx.Delete(ballotTable, b.key())
		p.recount(tx, part, was, -1)
		if was.Hand.Person != "" {
			outbox.Tell(tx, was.Hand.Person, bot.Out{Text: p.Head() + "\n\n" + part.Unit + "的业主自己投了，您代投的那一票不算了。"})
		}
		return p.enterPart(tx, codes, part, from, m, Replaced)
	}
	p.overrule(tx, part.Unit, was.Hand, from, m)
	return PartVote{Unit: part.Unit, Fate: Aside, Stands: was.Hand}
}

func (p *Poll) enterPart(tx store.Tx, codes Codes, part owners.Part, from Hand, m Marks, fate Fate) PartVote {
	b := Ballot{Poll: p.ID, Receipt: fresh(tx, codes, p.ID), Marks: m, Part: part.No}
	putBallot(tx, b)
	v := Voted{Poll: p.ID, Voice: part.Unit, Person: from.Person, Receipt: b.Receipt, Hand: from, Trust: p.trustOf(tx, from)}
	roll.Put(tx, v)
	p.recount(tx, part, v, 1)
	return PartVote{Unit: part.Unit, Receipt: b.Receipt, Fate: fate, Stands: from}
}

// trustOf is how well the hand is known that a ballot for a part came from: an owner's
// papers were seen.
func (p *Poll) trustOf(tx store.Tx, from Hand) directory.Trust {
	if !from.Proxy {
		return directory.Verified
	}
	proxy, _ := directory.GetPerson(tx, from.Person)
	return min(proxy.Trust, directory.Vouched)
}

// recount adds a line of the roll to how well voters are known, or takes it out.
func (p *Poll) recount(tx store.Tx, part owners.Part, v Voted, n int) {
	count(tx, p.ID, p.buildingOf(part), Part{Trusted: v.trusted().times(n)})
}

func (p *Poll) alter(tx store.Tx, was Voted, b Ballot, m Marks) PartVote {
	v := PartVote{Unit: was.Voice, Receipt: was.Receipt, Fate: Altered, Stands: was.Hand}
	if slices.Equal(b.Marks, m) {
		v.Fate = Same
	}
	b.Marks = m
	putBallot(tx, b)
	return v
}

func (p *Poll) overrule(tx store.Tx, unit string, stands, lost Hand, m Marks) {
	overrules.Put(tx, overrule{Poll: p.ID, No: store.Next(tx, "overrule"), Unit: unit, Stands: stands, Lost: lost, Marks: m})
}

// partOwner marks that an owner takes part, by whichever of their parts.
type partOwner struct {
	Poll  string `json:"poll"`
	Owner string `json:"owner"`
	At    string `json:"at,omitempty"` // where they are counted
}

var partOwners = store.NewTable("partowner", func(o *partOwner) string { return store.Key(o.Poll, o.Owner) })

// took counts a part whose first ballot came.
func (p *Poll) took(tx store.Tx, part owners.Part) {
	more := Part{Took: 1, Area: part.Area}
	mark := partOwner{p.ID, part.Holder, p.buildingOf(part)}
	if _, known := partOwners.Get(tx, store.Key(mark.Poll, mark.Owner)); !known {
		partOwners.Put(tx, mark)
		more.Persons = 1
	}
	count(tx, p.ID, p.buildingOf(part), more)
}
