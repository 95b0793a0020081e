package voice

import (
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/store"
)

// PartVoice is a part that somebody may vote for: their own, or one whose owner
// gave them a mandate.
type PartVoice struct {
	Part  owners.Part `json:"part"`
	Unit  string      `json:"unit"`
	Proxy bool        `json:"proxy,omitempty"`
	Voted bool        `json:"voted,omitempty"`
	Hand  poll.Hand   `json:"hand,omitzero"` // of the ballot that stands
	Marks poll.Marks  `json:"marks,omitempty"`
}

// stands reports whether the ballot for a part cannot be changed by this voter.
func (v PartVoice) stands(who string) bool {
	return v.Voted && (v.Hand.Way == poll.Paper || v.Hand.Person != who) && (v.Proxy || !v.Hand.Proxy)
}

// BallotsFor are the parts that somebody may vote for, their own first.
func BallotsFor(tx store.Reader, p poll.Poll, who directory.Person) []PartVoice {
	var list []PartVoice
	for _, part := range owners.Voter(tx, Register(tx, p), who) {
		list = append(list, PartVoiceOf(tx, p, part, false))
	}
	for _, m := range mandatesOf(tx, p, who.ID) {
		for _, unit := range m.Units {
			if part, ok := Part(tx, p, unit); ok {
				list = append(list, PartVoiceOf(tx, p, part, true))
			}
		}
	}
	return list
}

// PartVoiceOf is a part with the ballot that stands for it.
func PartVoiceOf(tx store.Reader, p poll.Poll, part owners.Part, proxy bool) PartVoice {
	v := PartVoice{Part: part, Unit: part.Unit, Proxy: proxy}
	line, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit))
	if voted {
		v.Voted, v.Hand, v.Marks = true, line.Hand, poll.MarksOf(tx, p, line)
	}
	return v
}

// parts are the exclusive parts of an estate, which have a vote each. Owners stand in the
// register of owners; what came for a part on paper its rule of which ballot wins says.
type parts struct{ persons }

func (e parts) mayVote(tx store.Reader, who directory.Person) error {
	if len(BallotsFor(tx, e.Poll, who)) > 0 {
		return nil
	}
	return bot.Refusal(strings.Join(owners.WhyNot(tx, Register(tx, e.Poll), who), "\n"))
}

func (e parts) onPaper(poll.Voted) error { return nil }

func (e parts) masked(tx store.Reader, unit string) string {
	part, _ := Part(tx, e.Poll, unit)
	return directory.FullName(tx, BuildingOf(e.Poll, part)) + "的一户"
}

func (e parts) counted(tx store.Reader, place string) string {
	if at, _ := directory.GetPlace(tx, place); at.Kind == directory.Estate {
		return "不在楼里的"
	}
	return directory.FullName(tx, place)
}

func (e parts) by(string, string, poll.Voted) bool { return true }

// voted finds the roll's line of somebody who has voted for all they may.
func (e parts) voted(tx store.Reader, who directory.Person) (poll.Voted, bool) {
	p := e.Poll
	list := BallotsFor(tx, p, who)
	if len(list) == 0 || slices.ContainsFunc(list, func(v PartVoice) bool { return !v.Voted }) {
		return poll.Voted{}, false
	}
	return poll.Roll.Get(tx, store.Key(p.ID, list[0].Unit))
}

// Label is a part as a voter chooses it, with how it stands.
func (v PartVoice) Label(who string) string {
	label := v.Unit
	if v.Proxy {
		label = "代投：" + v.Unit
	}
	switch {
	case v.stands(who):
		return label + "（有一张" + v.Hand.Words() + "）"
	case v.Voted && v.Hand.Person == who:
		return label + "（投过了，要改）"
	case v.Voted:
		return label + "（代投过了）"
	}
	return label
}

// Mandated are the parts of somebody for which others vote by their mandate.
func Mandated(tx store.Reader, p poll.Poll, owner directory.Person) (units []string) {
	if p.Register == "" {
		return nil
	}
	for _, part := range owners.Voter(tx, Register(tx, p), owner) {
		if HasMandate(tx, p, part) {
			units = append(units, part.Unit)
		}
	}
	return units
}
