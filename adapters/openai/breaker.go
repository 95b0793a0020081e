package openai

import (
	"sync"
	"time"
)

const (
	mostFailures = 3
	restFor      = 30 * time.Second
)

// breaker leaves an endpoint alone that has failed several times in a row, so
// that a dead one does not cost everybody the time limit. After a rest one
// request may try again, and the others wait for how it fares.
type breaker struct {
	now func() time.Time

	mu       sync.Mutex
	failures int
	until    time.Time
	trying   bool
}

func newBreaker(now func() time.Time) *breaker { return &breaker{now: now} }

func (b *breaker) allow() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures < mostFailures {
		return true
	}
	if b.trying || b.now().Before(b.until) {
		return false
	}
	b.trying = true
	return true
}

func (b *breaker) succeeded() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures, b.trying = 0, false
}

func (b *breaker) failed() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures++
	b.trying = false
	b.until = b.now().Add(restFor)
}

func (b *breaker) abandoned() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trying = false
}
