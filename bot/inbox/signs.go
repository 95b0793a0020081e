package inbox

import (
	"context"
	"time"

	"yishi/bot"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Whoever waits for a machine is shown that somebody writes, where the channel can:
// from so long after the message on, and again before it fades.
const (
	signAfter = 2 * time.Second
	signAgain = 4 * time.Second
)

// signs gives those signs while there are jobs on the table, taken up already or not.
func (w *worker) signs(ctx context.Context) {
	if len(w.b.typers) == 0 {
		return
	}
	shown := map[string]time.Time{} // by job
	tick := time.NewTicker(signAfter / 4)
	defer tick.Stop()
	for {
		jobs, now := w.unanswered(ctx)
		for _, j := range jobs {
			if now.Sub(j.Since) >= signAfter && now.Sub(shown[j.ID]) >= signAgain {
				shown[j.ID] = now
				w.wg.Go(func() { w.b.typers[j.Chat.Channel].Typing(ctx, j.Chat) })
			}
		}
		if len(jobs) == 0 {
			clear(shown)
			select {
			case <-ctx.Done():
				return
			case <-w.waits:
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// unanswered are the jobs that people wait for where signs can be shown.
func (w *worker) unanswered(ctx context.Context) (jobs []replay.Job, now time.Time) {
	_ = w.b.Store.View(ctx, func(tx store.Reader) error { // the next round says what is wrong
		jobs, now = nil, tx.Now()
		for j := range replay.Jobs.All(tx) {
			if j.Kind != jobFetch && w.b.typers[j.Chat.Channel] != nil {
				jobs = append(jobs, j)
			}
		}
		return nil
	})
	return jobs, now
}

// typersOf are the channels that can show that we write.
func typersOf(adapters []bot.Adapter) map[string]bot.Typer {
	typers := map[string]bot.Typer{}
	for _, a := range adapters {
		if t, ok := a.(bot.Typer); ok {
			typers[a.Channel()] = t
		}
	}
	return typers
}
