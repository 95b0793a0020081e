package telegram

import (
	"context"
	"time"
)

// Mark is where polling goes on: Next is the first update that is not done.
type Mark struct {
	Next int64     `json:"next"`
	At   time.Time `json:"at"`
}

// Marks keeps the mark of a channel over restarts.
type Marks interface {
	Load(ctx context.Context, channel string) (Mark, error)
	Save(ctx context.Context, channel string, mark Mark) error
}

// After a week without updates the next one has a random id
// (https://core.telegram.org/bots/api#update), so an old mark would throw
// away what is new.
const markLife = 6 * 24 * time.Hour

func (a *Adapter) loadMark(ctx context.Context) int64 {
	if a.deps.Marks == nil {
		return 0
	}
	mark, err := a.deps.Marks.Load(ctx, a.channel)
	if err != nil {
		a.log.Warn("the mark of polling cannot be read; some updates come twice", "error", err)
	}
	if a.deps.Now().Sub(mark.At) > markLife {
		return 0
	}
	return mark.Next
}

func (a *Adapter) saveMark(ctx context.Context, next int64) {
	if a.deps.Marks == nil {
		return
	}
	err := a.deps.Marks.Save(context.WithoutCancel(ctx), a.channel, Mark{Next: next, At: a.deps.Now()})
	if err != nil {
		a.log.Warn("the mark of polling cannot be kept; after a restart some updates come twice", "error", err)
	}
}
