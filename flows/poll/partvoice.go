package poll

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/store"
)

// PartVoice is a part that somebody may vote for: their own, or one whose owner
// gave them a mandate.
type PartVoice struct {
	Part  owners.Part `json:"part"`
	Unit  string      `json:"unit"`
	Proxy bool        `json:"proxy,omitempty"`
	Voted bool        `json:"voted,omitempty"`
	Hand  Hand        `json:"hand,omitzero"` // of the ballot that stands
	Marks Marks       `json:"marks,omitempty"`
}

// stands says whether the ballot for a part cannot be changed by this voter.
func (v PartVoice) stands(who string) bool {
	return v.Voted && (v.Hand.Way == Paper || v.Hand.Person != who) && (v.Proxy || !v.Hand.Proxy)
}

// ballotsFor are the parts that somebody may vote for, their own first.
func (p *Poll) ballotsFor(tx store.Tx, who directory.Person) []PartVoice {
	var list []PartVoice
	for _, part := range owners.Voter(tx, p.register(tx), who) {
		list = append(list, p.voiceOf(tx, part, false))
	}
	for _, m := range p.mandatesOf(tx, who.ID) {
		for _, unit := range m.Units {
			if part, ok := p.part(tx, unit); ok {
				list = append(list, p.voiceOf(tx, part, true))
			}
		}
	}
	return list
}

func (p *Poll) voiceOf(tx store.Tx, part owners.Part, proxy bool) PartVoice {
	v := PartVoice{Part: part, Unit: part.Unit, Proxy: proxy}
	line, voted := roll.Get(tx, store.Key(p.ID, part.Unit))
	if voted {
		v.Voted, v.Hand, v.Marks = true, line.Hand, MarksOf(tx, *p, line)
	}
	return v
}

// PartSlip is an owners' vote as one voter sees it.
type PartSlip struct {
	Poll   Poll        `json:"poll"`
	Voices []PartVoice `json:"voices,omitempty"`
	Why    string      `json:"why,omitempty"` // they cannot vote
}

// PartSlipOf reads an owners' vote for a voter.
func PartSlipOf(tx store.Tx, id string, who directory.Person) (PartSlip, error) {
	p, err := mayCast(tx, id, who)
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		return PartSlip{Why: string(refusal)}, nil
	}
	s := PartSlip{Poll: p, Voices: p.ballotsFor(tx, who)}
	if p.Final {
		s.Voices = slices.DeleteFunc(s.Voices, func(v PartVoice) bool { return v.Voted && v.Hand.Person == who.ID })
	}
	if err == nil && len(s.Voices) == 0 {
		s.Why = p.stays(nil, nil).Error()
	}
	return s, err
}

// mayVoteFor says whether somebody may vote in an owners' vote, and if not, why.
func (p *Poll) mayVoteFor(tx store.Tx, who directory.Person) (bool, string) {
	if len(p.ballotsFor(tx, who)) > 0 {
		return true, ""
	}
	return false, strings.Join(owners.WhyNot(tx, p.register(tx), who), "\n")
}

// votedFor finds the roll's line of somebody who has voted for all they may.
func (p *Poll) votedFor(tx store.Tx, who directory.Person) (Voted, bool) {
	list := p.ballotsFor(tx, who)
	if len(list) == 0 || slices.ContainsFunc(list, func(v PartVoice) bool { return !v.Voted }) {
		return Voted{}, false
	}
	return roll.Get(tx, store.Key(p.ID, list[0].Unit))
}

// PartsLines says for each part of somebody how it stands.
func (p *Poll) PartsLines(tx store.Tx, who directory.Person) (lines []string) {
	for _, v := range p.ballotsFor(tx, who) {
		switch said := p.StanceWords(v.Marks); {
		case !v.Voted:
			lines = append(lines, v.Unit+"：还没有投。")
		case v.Hand.Person == who.ID:
			line, _ := roll.Get(tx, store.Key(p.ID, v.Unit))
			b, _ := BallotAt(tx, *p, line.Receipt)
			lines = append(lines, v.Unit+"："+said+"。"+b.code())
		case v.Proxy:
			lines = append(lines, v.Unit+"：业主自己投过了。")
		default:
			lines = append(lines, fmt.Sprintf("%s：%s，%s。", v.Unit, v.Hand.words(), said))
		}
	}
	return lines
}

// MayWords tells somebody for which parts they may vote: their own, and by a mandate.
func (p *Poll) MayWords(tx store.Tx, who directory.Person) string {
	var own, others []string
	for _, v := range p.ballotsFor(tx, who) {
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

// ForOwnersPaper finds an owners' vote that takes ballots and whose papers somebody may
// enter.
func ForOwnersPaper(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	switch {
	case !ok || !p.ByPart() || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管的业主投票。")
	case p.State != Announced && !p.Takes(tx.Now()):
		return p, bot.Refuse("%s已经截止了，不能再登记。", p.Name())
	case !p.Frozen:
		return p, bot.Refuse("%s正在准备名册，准备好了再登记。", p.Name())
	}
	return p, nil
}

// Label is a part as a voter chooses it, with how it stands.
func (v PartVoice) Label(who string) string {
	label := v.Unit
	if v.Proxy {
		label = "代投：" + v.Unit
	}
	switch {
	case v.stands(who):
		return label + "（有一张" + v.Hand.words() + "）"
	case v.Voted && v.Hand.Person == who:
		return label + "（投过了，要改）"
	case v.Voted:
		return label + "（代投过了）"
	}
	return label
}
