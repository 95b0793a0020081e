package poll

import (
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/bot/outbox"
)

// Config is what polls, and those who talk of them, need of the house they are in.
type Config struct {
	Codes   Codes                    // of receipts
	Blinds  Codes                    // of what heads are blinded with; nil: RandomCodes
	Picture Picture                  // nil: results have none
	Page    func(code string) string // the address of the page of a result; nil: there are no pages
	Print   func(code string) string // the address of something to print; nil: nothing is printed
}

// Kit is what polls bring into a house without pictures and pages; nobody talks of them.
func Kit() house.Kit { return KitWith(Config{Codes: RandomCodes}) }

// teller counts the ballots and tells the result.
type teller struct{ Config }

// KitWith is what polls bring into a house: what falls due. Who holds them is talked
// with in flows/poll/hold, who votes in flows/poll/vote.
func KitWith(c Config) house.Kit {
	if c.Blinds == nil {
		c.Blinds = RandomCodes
	}
	t := teller{c}
	return house.Kit{
		Name: "poll", Forget: Forget,
		Due: map[string]agenda.Handler{
			dueEnrol: enrolDue, dueOpen: openDue, dueInvite: inviteDue, dueRemind: remind, dueClose: t.closeDue, duePublish: t.publishDue,
			dueSeats: seatsDue, dueArchive: archiveDue, dueLive: liveDue, dueNumber: askNumber,
		},
		Work: map[string]house.Worker{dueCount: t.counting, dueHead: t.heading},
		Late: map[string]agenda.Rule{
			dueOpen: {Silent: true}, dueClose: {Silent: true}, dueCount: {Silent: true}, dueArchive: {Silent: true}, dueLive: {Silent: true}, dueHead: {Silent: true},
		},
		Lines:   map[string]outbox.Line{lineRecorded: recorded},
		Filters: map[string]outbox.Filter{filterSilent: silent, filterInvited: invited},
	}
}
