package ballot

import (
	"yishi/bot/talk"
	"yishi/flows/tally"
)

// bar is one of the things that it may take to decide, as the organiser chooses it.
type bar struct {
	opt          talk.Opt
	quorum, line tally.Bar
}

func (k choice) bars() []bar {
	return []bar{
		{opt: talk.Opt{Key: "most", Label: "票最多的就行"}},
		{talk.Opt{Key: "half", Label: "要过半数的人投票"}, tally.Half, tally.Bar{}},
		{talk.Opt{Key: "third", Label: "要三分之二以上的人投票"}, tally.TwoThirds, tally.Bar{}},
		{talk.Opt{Key: "line", Label: "要过半数的人投票，得票也要过半"}, tally.Half, tally.Half},
	}
}

// bars are none where the law says what it takes.
func (k proposal) bars() []bar {
	if k.Assembles() {
		return nil
	}
	return []bar{
		{talk.Opt{Key: "yes", Label: "投票的人里过半数同意", Wide: true}, tally.Bar{}, tally.Half},
		{talk.Opt{Key: "yes3", Label: "投票的人里三分之二以上同意", Wide: true}, tally.Bar{}, tally.TwoThirds},
		{talk.Opt{Key: "line", Label: "过半数的人投票，其中过半数同意", Wide: true}, tally.Half, tally.Half},
	}
}
