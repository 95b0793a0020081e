package app

import (
	"context"
	"time"

	"yishi/store"
)

// tidyEvery is how often is looked whether the store is to be compacted.
const tidyEvery = time.Minute

// tidy compacts the store where that is wanted, at first for what an earlier run
// has left, until ctx is done.
func (a *App) tidy(ctx context.Context) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		switch done, err := store.CompactWanted(ctx, a.Store); {
		case ctx.Err() != nil:
			return
		case err != nil:
			a.log.Error("the store could not be compacted; it is tried again", "err", err)
		case done:
			a.log.Info("the store is compacted")
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
