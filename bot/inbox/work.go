package inbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/store"
)

// Machine does one kind of work too slow for a turn. An error means that it
// cannot be done; whoever asked goes on without.
type Machine func(ctx context.Context, args json.RawMessage) (json.RawMessage, error)

const (
	workers  = 4
	workTime = 15 * time.Second // for one job; a machine may set itself less
)

// Work does the jobs on the table until ctx is done. A job is taken off the
// table by the message that brings its answer, so after a crash it is done again.
func (b *Inbox) Work(ctx context.Context, machines map[string]Machine) error {
	w := &worker{b: b, machines: machines, doing: map[string]bool{}, free: make(chan struct{}, workers)}
	defer w.wg.Wait()
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		if err := w.round(ctx); err != nil && ctx.Err() == nil {
			if errors.Is(err, store.ErrClosed) {
				return err
			}
			slog.Error("jobs", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-b.hired:
		case <-tick.C:
		}
	}
}

// WorkOff does the jobs that are on the table now and waits for them.
func (b *Inbox) WorkOff(ctx context.Context, machines map[string]Machine) (any bool, err error) {
	w := &worker{b: b, machines: machines, doing: map[string]bool{}, free: make(chan struct{}, workers)}
	err = w.round(ctx)
	w.wg.Wait()
	return w.did, err
}

func (b *Inbox) wakeWorkers() {
	select {
	case b.hired <- struct{}{}:
	default:
	}
}

type worker struct {
	b        *Inbox
	machines map[string]Machine
	wg       sync.WaitGroup
	free     chan struct{}
	mu       sync.Mutex
	doing    map[string]bool
	did      bool // anything at all
}

// round starts every job that is not being done.
func (w *worker) round(ctx context.Context) error {
	var jobs []talk.Job
	err := w.b.Store.View(ctx, func(tx store.Tx) error {
		jobs = nil
		for j := range talk.Jobs.All(tx) {
			if !tx.Now().Before(j.Next) {
				jobs = append(jobs, j)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if !w.claim(j.ID) {
			continue
		}
		select {
		case w.free <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		w.wg.Go(func() {
			defer func() { <-w.free; w.release(j.ID) }()
			w.do(ctx, j)
		})
	}
	return nil
}

func (w *worker) claim(id string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.doing[id] {
		return false
	}
	w.doing[id], w.did = true, true
	return true
}

func (w *worker) release(id string) {
	w.mu.Lock()
	delete(w.doing, id)
	w.mu.Unlock()
}

// do does one job and reports its answer as a message.
func (w *worker) do(ctx context.Context, j talk.Job) {
	workCtx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	if j.Kind == jobFetch {
		w.fetch(workCtx, j)
		return
	}
	value, err := w.ask(workCtx, j)
	if ctx.Err() != nil {
		return // stopping: the job stays on the table
	}
	if err != nil {
		slog.Warn("machine", "kind", j.Kind, "err", err)
		value = nil
	}
	in := bot.In{ID: j.ID, At: j.Since, Address: j.Chat, From: j.Chat.Chat, Kind: bot.Result, Text: string(value)}
	if _, err := w.b.Handle(ctx, in); err != nil {
		slog.Error("a machine's answer", "kind", j.Kind, "err", err)
	}
}

func (w *worker) ask(ctx context.Context, j talk.Job) (value json.RawMessage, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	m := w.machines[j.Kind]
	if m == nil {
		return nil, errors.New("there is no such machine")
	}
	return m(ctx, j.Args)
}

// putOff keeps a job whose answer could not be taken in, to be done again later;
// the third time it is given up, and the answer parked for staff. The conversation
// asks anew when its person next says something.
func (b *Inbox) putOff(ctx context.Context, in bot.In) error {
	return b.Store.Update(ctx, func(tx store.Tx) error {
		j, ok := talk.Jobs.Get(tx, in.ID)
		if !ok {
			return nil
		}
		if j.Tries++; j.Tries < maxTries {
			j.Next = tx.Now().Add(retryAfter << j.Tries)
			talk.Jobs.Put(tx, j)
			return nil
		}
		talk.Jobs.Delete(tx, j.ID)
		parked.Put(tx, Parked{In: in, Since: tx.Now(), Tries: j.Tries, Given: true})
		if open, ok := talk.Open(tx, j.Chat); ok && open.Job == j.ID {
			open.Job = ""
			talk.Journals.Put(tx, open)
		}
		return nil
	})
}

// fetchPatience is how long a photo is tried for; WeChat keeps it three days
// (https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html).
const fetchPatience = 2 * 24 * time.Hour

// fetch brings a photo or voice in; while it cannot, the job stays on the table.
func (w *worker) fetch(ctx context.Context, j talk.Job) {
	var id string
	_ = json.Unmarshal(j.Args, &id)
	_, failed := w.b.fetchMedia(ctx, id)
	if ctx.Err() != nil {
		return
	}
	err := w.b.Store.Update(ctx, func(tx store.Tx) error {
		lost := failed != nil && tx.Now().Sub(j.Since) > fetchPatience
		if failed == nil || lost {
			talk.Jobs.Delete(tx, j.ID)
		} else {
			later := j
			later.Tries++
			later.Next = tx.Now().Add(min(time.Hour, 5*time.Second<<min(j.Tries, 10)))
			talk.Jobs.Put(tx, later)
		}
		if m, ok := medias.Get(tx, id); ok && lost {
			m.Lost = true
			medias.Put(tx, m)
		}
		return nil
	})
	if failed != nil || err != nil {
		slog.Warn("fetching a photo or voice", "err", errors.Join(failed, err))
	}
}
