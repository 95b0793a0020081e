package outbox

import (
	"time"

	"yishi/bot"
	"yishi/store"
)

// pace keeps a channel's rates. It lives in memory: one lane sends for one
// channel, and a restart begins with a nearly empty bucket, which is the slow side.
type pace struct {
	limits bot.Limits
	filled time.Time              // when the bucket was last looked at
	tokens float64                // what it held then
	chats  map[string]time.Time   // when a chat had its last message
	groups map[string][]time.Time // when a group had its last ones
}

func newPace(l bot.Limits) *pace {
	return &pace{limits: l, chats: map[string]time.Time{}, groups: map[string][]time.Time{}}
}

// paceKey is what a chat is called in the pace and in the order of queues.
func paceKey(chat bot.Address) string { return store.Key(chat.Chat) }

// wants is one claim's dealings with the pace: nothing counts before commit, as
// the claim may be run again.
type wants struct {
	p     *pace
	now   time.Time
	left  float64
	busy  map[string]bool          // chats with a call under way, or about to be
	held  map[string]time.Duration // chats known to have to wait
	group map[string]bool          // chats known to be groups
	taken []string

	urgent bool // what is being looked at may use what is kept for danger
}

// turnTo looks at messages of another priority: what is urgent has room of its own.
func (w *wants) turnTo(p Priority) {
	w.urgent = p == Urgent
	clear(w.held)
}

func (w *wants) atOnce() int {
	if w.urgent {
		return atOnce
	}
	return atOnce - keptAtOnce
}

// inGroup is how many messages of this kind a group may have within a minute. A
// fifth is kept for what is urgent: answers to whoever plays with the bot there do
// not use it up.
func (w *wants) inGroup() int {
	most := w.p.limits.PerGroupMinute
	if w.urgent {
		return most
	}
	return most - most/5
}

func (p *pace) at(now time.Time, busy map[string]bool) *wants {
	if p.filled.IsZero() || now.Before(p.filled) { // the beginning, or the clock was put back
		*p = *newPace(p.limits)
		p.filled, p.tokens = now, 1
	}
	w := &wants{p: p, now: now, left: p.level(now), busy: map[string]bool{}, held: map[string]time.Duration{}, group: map[string]bool{}}
	for chat := range busy {
		w.busy[chat] = true
	}
	return w
}

// level is what the bucket holds. It is a small one: a platform counts the last
// second, in which what was saved up comes on top of the rate.
func (p *pace) level(now time.Time) float64 {
	if p.limits.PerSecond == 0 {
		return atOnce
	}
	return min(max(1, p.limits.PerSecond/14), p.tokens+now.Sub(p.filled).Seconds()*p.limits.PerSecond)
}

// may reports whether a chat can have one message now; if not, how long to wait.
// isGroup is asked only where groups have a limit of their own.
func (w *wants) may(chat string, isGroup func() bool) (wait time.Duration, ok bool) {
	if w.left < 1 {
		return time.Duration((1 - w.left) / w.p.limits.PerSecond * float64(time.Second)), false
	}
	if w.busy[chat] {
		return idle, false
	}
	wait, held := w.held[chat]
	if !held {
		wait = w.p.chats[chat].Add(w.p.limits.PerChat).Sub(w.now)
		if w.p.limits.PerGroupMinute > 0 && isGroup() {
			w.group[chat] = true
			wait = max(wait, w.p.groupFree(chat, w.inGroup()).Sub(w.now))
		}
		w.held[chat] = wait
	}
	return wait, wait <= 0
}

func (w *wants) take(chat string) {
	w.left--
	w.busy[chat] = true
	w.taken = append(w.taken, chat)
}

// groupFree is when a group may have one more message within its minute.
func (p *pace) groupFree(chat string, most int) time.Time {
	recent := p.groups[chat]
	if len(recent) < most {
		return time.Time{}
	}
	return recent[len(recent)-most].Add(time.Minute)
}

// commit counts what a claim has taken, and forgets chats that are free anyway.
func (w *wants) commit() {
	p := w.p
	p.tokens, p.filled = w.left, w.now
	for _, chat := range w.taken {
		if p.limits.PerChat > 0 {
			p.chats[chat] = w.now
		}
		if w.group[chat] {
			p.groups[chat] = append(p.groups[chat], w.now)
		}
	}
	for chat, last := range p.chats {
		if w.now.Sub(last) > p.limits.PerChat {
			delete(p.chats, chat)
		}
	}
	for chat, times := range p.groups {
		if w.now.Sub(times[len(times)-1]) > time.Minute {
			delete(p.groups, chat)
		}
	}
}
