package openai

import (
	"log/slog"
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
	kind string // of work
	now  func() time.Time

	mu       sync.Mutex
	failures int
	until    time.Time
	trying   bool
}

func newBreaker(kind string, now func() time.Time) *breaker { return &breaker{kind: kind, now: now} }

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
	if b.failures >= mostFailures {
		slog.Info("the model endpoint answers again", "kind", b.kind)
	}
	b.failures, b.trying = 0, false
}

func (b *breaker) failed() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures++; b.failures == mostFailures {
		slog.Warn("the model endpoint failed too often: it is left alone, and tried again now and then", "kind", b.kind)
	}
	b.trying = false
	b.until = b.now().Add(restFor)
}

func (b *breaker) abandoned() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trying = false
}
