package voice

import (
	"slices"
	"strings"

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

// mayVoteFor reports whether somebody may vote in an owners' vote, and if not, why.
func mayVoteFor(tx store.Reader, p poll.Poll, who directory.Person) (bool, string) {
	if len(BallotsFor(tx, p, who)) > 0 {
		return true, ""
	}
	return false, strings.Join(owners.WhyNot(tx, Register(tx, p), who), "\n")
}

// votedFor finds the roll's line of somebody who has voted for all they may.
func votedFor(tx store.Reader, p poll.Poll, who directory.Person) (poll.Voted, bool) {
	list := BallotsFor(tx, p, who)
	if len(list) == 0 || slices.ContainsFunc(list, func(v PartVoice) bool { return !v.Voted }) {
		return poll.Voted{}, false
	}
	return poll.Roll.Get(tx, store.Key(p.ID, list[0].Unit))
}

// MayWords tells somebody for which parts they may vote: their own, and by a mandate.
func MayWords(tx store.Reader, p poll.Poll, who directory.Person) string {
	var own, others []string
	for _, v := range BallotsFor(tx, p, who) {
		if v.Proxy {
			others = append(others, v.Unit)
		} else {
			own = append(own, v.Unit)
		}
	}
	var lines []string
	if len(own) > 0 {
		lines = append(lines, "您能投："+strings.Join(own, "、")+"。")
	}
	if len(others) > 0 {
		lines = append(lines, "您能替业主投："+strings.Join(others, "、")+"。")
	}
	return strings.Join(lines, "\n")
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
	if !p.ByPart() {
		return nil
	}
	for _, part := range owners.Voter(tx, Register(tx, p), owner) {
		if HasMandate(tx, p, part) {
			units = append(units, part.Unit)
		}
	}
	return units
}
