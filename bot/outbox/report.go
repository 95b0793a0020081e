package outbox

import (
	"iter"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Report is what became of the messages that belong together.
type Report struct {
	Total, Sent, Failed, Unknown, Waiting, Unreachable, Queued int
	Spreading                                                  bool           // not everybody is settled yet
	Why                                                        map[string]int // of those that did not arrive
}

// Begun reports whether there is anything to report of.
func (r Report) Begun() bool { return r.Total > 0 || r.Spreading }

// ReportOf counts what became of the messages of one matter.
func ReportOf(tx store.Reader, of string) Report {
	count := func(s State) int { return messages.Count(tx, "of", store.Key(of, string(s))) }
	r := Report{
		Sent: count(Sent), Failed: count(Failed), Unknown: count(Unknown), Waiting: count(Waiting),
		Unreachable: count(Unreachable), Queued: count(Queued) + count(Sending), Why: map[string]int{},
	}
	r.Total = r.Sent + r.Failed + r.Unknown + r.Waiting + r.Unreachable + r.Queued
	for c := range broadcasts.By(tx, "of", store.Key(of)) {
		r.Spreading = r.Spreading || !c.Done
	}
	for m := range NotArrived(tx, of) {
		r.Why[m.Why]++
	}
	return r
}

// NotArrived are the messages of a matter that did not, or may not have, reached
// their people: those to visit at the door.
func NotArrived(tx store.Reader, of string) iter.Seq[Message] {
	return func(yield func(Message) bool) {
		for _, s := range []State{Failed, Unknown, Waiting, Unreachable} {
			for m := range messages.By(tx, "of", store.Key(of, string(s))) {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Arrived are the messages of a matter that went out to their people.
func Arrived(tx store.Reader, of string) iter.Seq[Message] {
	return messages.By(tx, "of", store.Key(of, string(Sent)))
}

// Held counts the messages of a matter that wait until their people write, and those
// that reach nobody.
func Held(tx store.Reader, of string) (waiting, unreachable int) {
	return messages.Count(tx, "of", store.Key(of, string(Waiting))), messages.Count(tx, "of", store.Key(of, string(Unreachable)))
}

// Pending counts the messages that are still on their way.
func Pending(tx store.Reader) map[State]int {
	return map[State]int{
		Queued: messages.Size(tx, "queued"), Sending: messages.Size(tx, "sending"), Waiting: messages.Size(tx, "waiting"),
	}
}

// Due reports whether there is something to send now, or being sent.
func Due(tx store.Reader) bool {
	if messages.Size(tx, "sending") > 0 {
		return true
	}
	for m := range messages.Sorted(tx, "queued") {
		if !m.Next.After(tx.Now()) {
			return true
		}
	}
	return false
}

// Reach is how a message to an audience would travel, were it sent now.
type Reach struct {
	People      int
	Ways        []Way     // by platform, in a fixed order
	Paused      int       // of a platform that lets us send nothing now
	Until       time.Time // the last of these pauses ends
	Unreachable int
	Stopped     int // who wants nothing of the topic, beside People
}

// Way is how many are reached by one platform.
type Way struct {
	Platform string
	Now      int    // can be sent now
	Waiting  int    // their window is closed: sent when they next write
	Rule     string // what the platform's window allows, if it has one
}

// Title is what people call the platform.
func (w Way) Title() string { return PlatformName(w.Platform) }

// Waiting are all whose window is closed.
func (r Reach) Waiting() (n int) {
	for _, w := range r.Ways {
		n += w.Waiting
	}
	return n
}

// way is the one by a channel's platform.
func (r *Reach) way(c channel) *Way {
	platform := Platform(c.Name)
	i, found := slices.BinarySearchFunc(r.Ways, platform, func(w Way, name string) int { return strings.Compare(w.Platform, name) })
	if !found {
		r.Ways = slices.Insert(r.Ways, i, Way{Platform: platform})
		if w := c.Limits.Window; w != nil {
			r.Ways[i].Rule = w.Rule
		}
	}
	return &r.Ways[i]
}

// Preview says how a broadcast would travel.
func Preview(tx store.Reader, b Broadcast) (r Reach) {
	for p := range b.To.People(tx) {
		if !b.wantedBy(tx, p) {
			r.Stopped++
			continue
		}
		r.People++
		m := Message{Person: p.ID}
		route(tx, &m)
		known, _ := channels.Get(tx, m.To.Channel)
		known.Name = m.To.Channel
		switch l := known.Limits; {
		case m.State == Unreachable:
			r.Unreachable++
		case known.paused(tx.Now()):
			r.Paused++
			r.Until = later(r.Until, known.Until)
		case l.Window != nil && !l.Forms && !isOpen(tx, m.To):
			r.way(known).Waiting++
		default:
			r.way(known).Now++
		}
	}
	return r
}

// Reports reports whether a platform's report is about a message of ours.
func Reports(tx store.Reader, chat bot.Address, ref string) bool {
	_, ours := messages.Find(tx, "form", store.Key(chat.Channel, ref))
	return ours
}

// Delivered takes a platform's report on a message it had accepted: why is
// empty if it arrived.
func Delivered(tx store.Tx, chat bot.Address, ref, why string) {
	m, ok := messages.Find(tx, "form", store.Key(chat.Channel, ref))
	if !ok || why == "" {
		return
	}
	m.State = Failed
	m.note(tx, "receipt", why)
	write(tx, m)
}
