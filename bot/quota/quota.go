// Package quota holds each of many to so much in so long, in bounded memory.
package quota

import (
	"sync"
	"time"
)

// Quota lets everybody have some at once, and then one more every so often. Who has
// had nothing for long is not remembered, and of more people at a time than it
// remembers the rest count as one. Its methods may be called from many goroutines.
type Quota struct {
	every time.Duration
	slack time.Duration // how far ahead of their time somebody may be

	mu     sync.Mutex
	next   map[string]time.Time // when somebody who had one just every so often could have the next
	pruned time.Time
}

// most is how many are remembered; at some 100 bytes each.
const most = 1 << 16

// New makes a quota: so many at once, and then one every so often.
func New(atOnce int, every time.Duration) *Quota {
	return &Quota{every: every, slack: time.Duration(atOnce-1) * every, next: map[string]time.Time{}}
}

// Take takes one for somebody, and reports whether there was one.
func (q *Quota) Take(who string, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	next, known := q.next[who]
	if !known && len(q.next) >= most && !q.prune(now) {
		who = ""
		next = q.next[who]
	}
	if next.Sub(now) > q.slack {
		return false
	}
	if next.Before(now) {
		next = now
	}
	q.next[who] = next.Add(q.every)
	return true
}

// prune forgets those who may have all again, and reports whether there is room now.
func (q *Quota) prune(now time.Time) bool {
	if since := now.Sub(q.pruned); since >= 0 && since < min(q.every, time.Minute) {
		return false
	}
	q.pruned = now
	for who, next := range q.next {
		if !next.After(now) {
			delete(q.next, who)
		}
	}
	return len(q.next) < most
}
