package outbox

import (
	"time"

	"yishi/bot"
)

// pace keeps a channel's rates. It lives in memory: one lane sends for one
// channel, and a restart begins with an empty bucket, which is the slow side.
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

// wants is one claim's dealings with the pace: nothing counts before commit, as
// the claim may be run again.
type wants struct {
	p     *pace
	now   time.Time
	left  float64
	taken map[string]bool
}

func (p *pace) at(now time.Time) *wants {
	return &wants{p: p, now: now, left: p.level(now), taken: map[string]bool{}}
}

// level is what the bucket holds; at most a second's worth.
func (p *pace) level(now time.Time) float64 {
	if p.limits.PerSecond == 0 {
		return atOnce
	}
	return min(p.limits.PerSecond, p.tokens+max(0, now.Sub(p.filled).Seconds())*p.limits.PerSecond)
}

// take asks for one message to a chat; if it is not its time it says how long to wait.
func (w *wants) take(chat string, group bool) (wait time.Duration, ok bool) {
	switch {
	case w.left < 1:
		return time.Duration((1 - w.left) / w.p.limits.PerSecond * float64(time.Second)), false
	case w.taken[chat]:
		return time.Millisecond, false
	}
	if wait := w.p.chats[chat].Add(w.p.limits.PerChat).Sub(w.now); wait > 0 {
		return wait, false
	}
	if wait := w.p.groupFree(chat).Sub(w.now); group && wait > 0 {
		return wait, false
	}
	w.left--
	w.taken[chat] = true
	return 0, true
}

// groupFree is when a group may have one more message within its minute.
func (p *pace) groupFree(chat string) time.Time {
	recent, most := p.groups[chat], p.limits.PerGroupMinute
	if most == 0 || len(recent) < most {
		return time.Time{}
	}
	return recent[len(recent)-most].Add(time.Minute)
}

// commit counts what a claim has taken, and forgets chats that are free anyway.
func (w *wants) commit() {
	p := w.p
	p.tokens, p.filled = w.left, w.now
	for chat := range w.taken {
		if p.limits.PerChat > 0 {
			p.chats[chat] = w.now
		}
		if p.limits.PerGroupMinute > 0 {
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
