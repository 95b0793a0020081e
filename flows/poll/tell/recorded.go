package tell

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Everybody is told with the result whether a ballot is recorded for them, so that one
// for somebody who was away does not go unnoticed. It says what they voted nowhere:
// others may read along.

// Recorded tells one person whether a ballot is recorded for them.
func Recorded(tx store.Reader, id string, who directory.Person) string {
	p, ok := poll.Get(tx, id)
	if !ok || p.Info().Seats { // who signed up is told by name
		return ""
	}
	return of(p).recorded(tx, who)
}

func (e persons) recorded(tx store.Reader, who directory.Person) string {
	p := e.Poll
	v, voted := voice.VotedIn(tx, p, who)
	you := p.You()
	switch {
	case !voted:
		return you + "这次没有投。要是投过，请马上回复「人工」。"
	case v.Hand.Way == poll.Paper && p.Secret:
		return "记着" + you + "领过一张纸质票。没有领过的话，请马上回复「人工」。"
	case v.Hand.Way == poll.Paper:
		return "记着" + you + "投了一张纸质票。没有投过的话，请马上回复「人工」。"
	}
	return "记着" + you + "投了一张票。没有投过的话，请马上回复「人工」。"
}

// recorded tells an owner for how many of their parts a ballot is recorded. Who
// has none that they vote for is told where they can ask.
func (e parts) recorded(tx store.Reader, who directory.Person) string {
	p := e.Poll
	own, voted := 0, 0
	for _, v := range voice.BallotsFor(tx, p, who) {
		if v.Proxy {
			continue
		}
		own++
		if v.Voted {
			voted++
		}
	}
	switch {
	case own == 0:
		return "您名下有没有记着票，可以到社区查，或者回复「人工」。"
	case voted == 0:
		return "您这次没有投。要是投过，请马上回复「人工」。"
	case voted < own:
		return fmt.Sprintf("您名下%d套，记着投了%d套。不对的话，请马上回复「人工」。", own, voted)
	case own > 1:
		return fmt.Sprintf("您名下%d套，都记着投了票。不对的话，请马上回复「人工」。", own)
	}
	return "记着您投了一张票。没有投过的话，请马上回复「人工」。"
}
