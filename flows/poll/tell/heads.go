package tell

import (
	"fmt"

	"yishi/bot"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// headWords are a head in a line; "" where there is none yet.
func headWords(tx store.Reader, p poll.Poll) string {
	h := ChainOf(tx, p.ID).Shown
	if h.Fingerprint == "" || p.State != poll.Opened {
		return ""
	}
	return fmt.Sprintf("核对用：%s有%d张票，指纹 %s", bot.Moment(h.At), h.Ballots, h.Fingerprint)
}

// Told is the newest head of a poll, as it is told.
type Told struct {
	proof.Head
	Fingerprint string
	Text        string // to be signed
}

// HeadOf is the newest head of a poll; there is none in its first hour.
func HeadOf(tx store.Reader, poll string) (Told, bool) {
	c := ChainOf(tx, poll)
	if c.Heads == 0 {
		return Told{}, false
	}
	return Told{c.Last, c.Last.Fingerprint(poll, c.Before), c.Last.Text(poll, c.Before)}, true
}

// Stage says where a poll is that is not over: until when, or that it has closed.
func Stage(p poll.Poll) string { return stateWords(p) }

// Taken says how many have voted.
func Taken(tx store.Reader, p poll.Poll) string {
	return groupTook(p, poll.Live(tx, p.ID), voice.BoxOf(tx, p.ID).Out())
}

// ToResult is the button that leads to the page of a result.
const ToResult = "看结果、查自己的票"

// PageLinks lead to the page of a poll: while it is open to what is told every hour,
// then to the result. There are none before there is anything to see.
func PageLinks(tx store.Reader, p poll.Poll) []bot.Link {
	page := ChainOf(tx, p.ID).Page
	switch {
	case page == "":
	case p.State == poll.Opened:
		return []bot.Link{{Label: "每小时的记录", URL: page}}
	case p.State == poll.Published || p.State == poll.Drawing:
		return []bot.Link{{Label: ToResult, URL: page}}
	}
	return nil
}
