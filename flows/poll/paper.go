package poll

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// PaperBallot is a paper as staff enter it.
type PaperBallot struct {
	Unit  string `json:"unit"`
	Marks Marks  `json:"marks"`
	Proxy bool   `json:"proxy"` // a proxy has signed it
	Photo string `json:"photo"`
}

// EnterPaper counts a paper ballot, by the same rules as one that came online.
// Who entered it, and the photo, are kept with it.
func EnterPaper(tx store.Tx, codes Codes, id string, paper PaperBallot, by directory.Person) (PartVote, error) {
	p, err := ForOwnersPaper(tx, id, by)
	part, there := p.part(tx, paper.Unit)
	switch {
	case err != nil:
		return PartVote{}, err
	case !p.Takes(tx.Now()):
		return PartVote{}, p.notYet()
	case !there:
		return PartVote{}, bot.Refuse("名册里没有「%s」。", paper.Unit)
	case !p.register(tx).Counts(part):
		return PartVote{}, bot.Refuse("%s是车位，这个小区的车位不计票。", paper.Unit)
	case paper.Photo == "":
		return PartVote{}, bot.Refuse("纸质票要有照片。请拍一张再登记。")
	case len(paper.Marks) != len(p.Options):
		return PartVote{}, bot.Refuse("每一项都要登记。")
	}
	if err := p.checkStances(paper.Marks, spoilt); err != nil {
		return PartVote{}, err
	}
	if paper.Proxy && !p.hasMandate(tx, part) {
		return PartVote{}, bot.Refuse("%s没有登记过委托，代投的票不能算。先登记委托书。", paper.Unit)
	}
	cast := p.castPart(tx, codes, part, Hand{Way: Paper, Proxy: paper.Proxy, By: by.ID, Photo: paper.Photo}, paper.Marks)
	directory.Log(tx, by.ID, "paper ballot "+string(cast.Fate), p.For.Place, p.ID+" "+part.Unit)
	p.tellOwner(tx, part, "登记了纸质票", p.paperWords(part.Unit, paper.Marks, cast))
	stir(tx, p)
	return cast, nil
}

// tellOwner tells who votes for a part what somebody else did for it: nothing that
// is not theirs goes unnoticed.
func (p *Poll) tellOwner(tx store.Tx, part owners.Part, title, text string) {
	if part.Home == "" {
		return
	}
	for who := range (directory.Audience{Place: part.Home, Owners: true}).People(tx) {
		if p.votesFor(tx, who, part.Unit) {
			outbox.Tell(tx, who.ID, bot.Out{Text: p.Head() + "\n\n" + text, Title: title, Fields: fields(*p)})
		}
	}
}

func (p *Poll) hasMandate(tx store.Tx, part owners.Part) bool {
	m, ok := mandates.Get(tx, store.Key(p.ID, part.Holder))
	return ok && !m.Revoked
}

// UnitSlip is a part as staff see it who hold a paper of it.
type UnitSlip struct {
	Unit     string `json:"unit,omitempty"`
	Stands   string `json:"stands,omitempty"`   // the ballot that there is
	Own      bool   `json:"own,omitempty"`      // the owner's own
	Mandated bool   `json:"mandated,omitempty"` // a proxy may have signed
	Paper    bool   `json:"paper,omitempty"`    // it came on paper
	Why      string `json:"why,omitempty"`      // there is no such part

	Building  string `json:"building,omitempty"`  // of who carries ballots there
	Delivered bool   `json:"delivered,omitempty"` // it was handed over before
}

// FindUnit finds the part that words name.
func (p *Poll) FindUnit(tx store.Tx, words string, _ directory.Person) UnitSlip {
	part, err := p.partNamed(tx, words)
	if err != nil {
		return UnitSlip{Why: err.Error()}
	}
	if !p.register(tx).Counts(part) {
		return UnitSlip{Why: part.Unit + "是车位，这个小区的车位不计票。请写别的。"}
	}
	s := UnitSlip{Unit: part.Unit, Mandated: p.hasMandate(tx, part)}
	if v := p.voiceOf(tx, part, false); v.Voted {
		s.Stands, s.Own, s.Paper = v.Hand.words(), !v.Hand.Proxy, v.Hand.Way == Paper
	}
	return s
}

// FindDoor is a part as those see it who carry ballots to its door.
func (p *Poll) FindDoor(tx store.Tx, words string, by directory.Person) UnitSlip {
	s := p.FindUnit(tx, words, by)
	if s.Why != "" {
		return s
	}
	part, _ := p.part(tx, s.Unit)
	at := p.buildingOf(part)
	if !directory.May(by, directory.CarryBallot, at) {
		return UnitSlip{Why: notYours(s.Unit)}
	}
	return UnitSlip{Unit: s.Unit, Building: at, Delivered: p.silence(tx, part) == tally.Silent}
}

func notYours(unit string) string {
	return unit + "不在您负责的楼里，请那里的楼栋长去送。"
}
