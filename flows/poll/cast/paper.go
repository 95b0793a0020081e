package cast

import (
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
)

// ForOwnersPaper finds an owners' vote that takes ballots and whose papers somebody may
// enter.
func ForOwnersPaper(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	switch {
	case !ok || !p.ByPart() || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管的业主投票。")
	case p.State != poll.Announced && !p.Takes(tx.Now()):
		return p, bot.Refuse("%s已经截止了，不能再登记。", p.Name())
	case !p.Frozen:
		return p, bot.Refuse("%s正在准备名册，准备好了再登记。", p.Name())
	}
	return p, nil
}

// PaperBallot is a paper as staff enter it.
type PaperBallot struct {
	Unit  string     `json:"unit"`
	Marks poll.Marks `json:"marks"`
	Proxy bool       `json:"proxy"` // a proxy has signed it
	Photo string     `json:"photo"`
}

// EnterPaper counts a paper ballot, by the same rules as one that came online.
// Who entered it, and the photo, are kept with it.
func EnterPaper(tx store.Tx, codes poll.Codes, id string, paper PaperBallot, by directory.Person) (PartVote, error) {
	p, err := ForOwnersPaper(tx, id, by)
	part, there := voice.Part(tx, p, paper.Unit)
	switch {
	case err != nil:
		return PartVote{}, err
	case !p.Takes(tx.Now()):
		return PartVote{}, notYet(p)
	case !there:
		return PartVote{}, bot.Refuse("名册里没有「%s」。", paper.Unit)
	case !voice.Register(tx, p).Counts(part):
		return PartVote{}, bot.Refuse("%s是车位，这个小区的车位不计票。", paper.Unit)
	case paper.Photo == "":
		return PartVote{}, bot.Refuse("纸质票要有照片。请拍一张再登记。")
	case len(paper.Marks) != len(p.Options):
		return PartVote{}, bot.Refuse("每一项都要登记。")
	}
	if err := ballot.CheckStances(p, paper.Marks, poll.Spoilt); err != nil {
		return PartVote{}, err
	}
	if paper.Proxy && !voice.HasMandate(tx, p, part) {
		return PartVote{}, bot.Refuse("%s没有登记过委托，代投的票不能算。先登记委托书。", paper.Unit)
	}
	cast := CastPart(tx, p, codes, part, poll.Hand{Way: poll.Paper, Proxy: paper.Proxy, By: by.ID, Photo: paper.Photo}, paper.Marks)
	audit.Log(tx, by.ID, "paper ballot "+string(cast.Fate), p.For.Place, p.ID+" "+part.Unit)
	tell.Owner(tx, p, part, "登记了纸质票", paperWords(p, part.Unit, paper.Marks, cast))
	tell.Stir(tx, p)
	return cast, nil
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
func FindUnit(tx store.Reader, p poll.Poll, words string, _ directory.Person) UnitSlip {
	part, err := voice.PartNamed(tx, p, words)
	if err != nil {
		return UnitSlip{Why: err.Error()}
	}
	if !voice.Register(tx, p).Counts(part) {
		return UnitSlip{Why: part.Unit + "是车位，这个小区的车位不计票。请写别的。"}
	}
	s := UnitSlip{Unit: part.Unit, Mandated: voice.HasMandate(tx, p, part)}
	if v := voice.PartVoiceOf(tx, p, part, false); v.Voted {
		s.Stands, s.Own, s.Paper = v.Hand.Words(), !v.Hand.Proxy, v.Hand.Way == poll.Paper
	}
	return s
}

// FindDoor is a part as those see it who carry ballots to its door.
func FindDoor(tx store.Reader, p poll.Poll, words string, by directory.Person) UnitSlip {
	s := FindUnit(tx, p, words, by)
	if s.Why != "" {
		return s
	}
	part, _ := voice.Part(tx, p, s.Unit)
	at := voice.BuildingOf(p, part)
	if !directory.May(by, directory.CarryBallot, at) {
		return UnitSlip{Why: notYours(s.Unit)}
	}
	return UnitSlip{Unit: s.Unit, Building: at, Delivered: voice.Silence(tx, p, part) == tally.Silent}
}

func notYours(unit string) string {
	return unit + "不在您负责的楼里，请那里的楼栋长去送。"
}
