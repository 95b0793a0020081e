package cast

import (
	"errors"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// VoterSlip is a poll as one voter sees it.
type VoterSlip struct {
	Poll  poll.Poll  `json:"poll"`
	Voted bool       `json:"voted,omitempty"`
	Marks poll.Marks `json:"marks,omitempty"` // what they voted, where that is known
	Why   string     `json:"why,omitempty"`   // they cannot vote
	You   string     `json:"you,omitempty"`   // what they are called to whoever votes
	Cared string     `json:"cared,omitempty"` // what was voted for them, and by whom: their own is to come
}

// VoterSlipOf reads a poll for a voter.
func VoterSlipOf(tx store.Reader, id string, who directory.Person) (VoterSlip, error) {
	p, err := mayCast(tx, id, who)
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		return VoterSlip{Why: string(refusal)}, nil
	}
	s := VoterSlip{Poll: p, You: who.You()}
	v, voted := voice.VotedIn(tx, p, who)
	if refusal, ok := errors.AsType[bot.Refusal](voice.OnPaper(p, v)); ok {
		return VoterSlip{Why: string(refusal)}, nil
	}
	s.Voted, s.Marks = voted, poll.MarksOf(tx, p, v)
	if v.By != "" && who.Via == "" {
		s.Voted, s.Marks, s.Cared = false, nil, tell.CastBy(tx, v)+"替您投了，"+ballot.Says(p, s.Marks)+"。您自己投一次，就按您的算。\n"
	}
	if err := stays(p, nil, nil); voted && err != nil {
		s.Why = err.Error()
	}
	return s, nil
}

// AskWords asks for the ballot: who has given one, for another.
func (s VoterSlip) AskWords() string {
	p := s.Poll
	if s.Marks != nil && len(p.Keys(s.Marks)) > 0 {
		return s.You + "现在" + ballot.Says(p, s.Marks) + "。要改成什么？"
	}
	return s.Cared + ballot.AskWords(p)
}

// PartSlip is an owners' vote as one voter sees it.
type PartSlip struct {
	Poll   poll.Poll         `json:"poll"`
	Voices []voice.PartVoice `json:"voices,omitempty"`
	Why    string            `json:"why,omitempty"`   // they cannot vote
	Named  bool              `json:"named,omitempty"` // as Vote.Named
}

// PartSlipOf reads an owners' vote for a voter.
func PartSlipOf(tx store.Reader, id string, who directory.Person) (PartSlip, error) {
	p, err := mayCast(tx, id, who)
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		return PartSlip{Why: string(refusal)}, nil
	}
	s := PartSlip{Poll: p, Voices: voice.BallotsFor(tx, p, who), Named: tell.Several(tx, who)}
	if p.Final {
		s.Voices = slices.DeleteFunc(s.Voices, func(v voice.PartVoice) bool { return v.Voted && v.Hand.Person == who.ID })
	}
	if err == nil && len(s.Voices) == 0 {
		s.Why = stays(p, nil, nil).Error()
	}
	return s, err
}
