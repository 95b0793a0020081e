// Package run takes polls from the draft to the closing: it checks a draft, has it
// looked at, makes the register, announces, opens, reminds, extends and cancels. Its Kit
// is what polls bring into a house; who holds them is talked with in flows/poll/hold,
// who votes in flows/poll/vote.
package run

import (
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/count"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Kit is what polls bring into a house: what falls due. Who holds them is talked
// with in flows/poll/hold, who votes in flows/poll/vote.
func Kit(c poll.Config) house.Kit {
	if c.Blinds == nil {
		c.Blinds = poll.RandomCodes
	}
	t := count.Teller{Config: c}
	return house.Kit{
		Name: "poll", Keeps: keeps,
		Topics: []house.Topic{{Key: poll.TopicKey, Name: "投票通知", Still: "业主的正式表决", Words: "投票 表决"}}, Sample: sampled,
		Figures: []house.Figure{
			{Name: "polls_open", Help: "Polls that take ballots.", Read: func(tx store.Reader) int { return len(poll.Current(tx)) }},
			{Name: "polls_ballots", Help: "Ballots in the polls that take them, so far.", Read: func(tx store.Reader) (n int) {
				for _, p := range poll.Current(tx) {
					n += poll.Live(tx, p.ID).Took
				}
				return n
			}},
		},
		Due: map[string]agenda.Handler{
			poll.DueEnrol: enrolDue, poll.DueOpen: openDue, poll.DueInvite: inviteDue, poll.DueRemind: remind, poll.DueClose: t.CloseDue, poll.DuePublish: t.PublishDue,
			poll.DueSeats: count.SeatsDue, poll.DueArchive: count.ArchiveDue, poll.DueLive: tell.LiveDue, poll.DueNumber: count.AskNumber,
		},
		Work: map[string]house.Worker{poll.DueCount: t.Counting, poll.DueHead: t.Heading},
		Late: map[string]agenda.Rule{
			poll.DueOpen: {Silent: true}, poll.DueClose: {Silent: true}, poll.DueCount: {Silent: true}, poll.DueArchive: {Silent: true}, poll.DueLive: {Silent: true}, poll.DueHead: {Silent: true},
		},
		Lines:   map[string]outbox.Line{poll.LineRecorded: tell.Recorded},
		Filters: map[string]outbox.Filter{poll.FilterSilent: voice.Silent, poll.FilterInvited: voice.Invited},
	}
}
