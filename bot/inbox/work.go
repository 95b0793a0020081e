package inbox

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"yishi/bot"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Machine does one kind of work too slow for a turn. An error means that it
// cannot be done; whoever asked goes on without.
type Machine func(ctx context.Context, args json.RawMessage) (json.RawMessage, error)

// waited is how long a job had lain on the table when it was begun.
type waited struct{}

// Waited is how long somebody has waited already for the work that this context is of.
func Waited(ctx context.Context) time.Duration {
	d, _ := ctx.Value(waited{}).(time.Duration)
	return max(0, d)
}

const (
	workers   = 4                // for each kind of work, so that photos never keep a question waiting
	workTime  = 15 * time.Second // for one job; a machine may set itself less
	fetchTime = 45 * time.Second // for a photo over a slow line
)

// Work does the jobs on the table until ctx is done. A job is taken off the
// table by the message that brings its answer, so after a crash it is done again.
func (b *Inbox) Work(ctx context.Context, machines map[string]Machine) error {
	w := newWorker(b, machines)
	defer w.wg.Wait()
	w.wg.Go(func() { w.signs(ctx) })
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
	w := newWorker(b, machines)
	for {
		before := w.begun
		if err := w.round(ctx); err != nil || w.begun == before {
			return w.begun > 0, err
		}
		w.wg.Wait()
	}
}

func (b *Inbox) wakeWorkers() {
	wake(b.hired)
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// worker does machine work. Of each kind so many jobs are done side by side, of
// one chat one, and whose turn was longest ago comes first: nobody's work, however
// much or slow, holds up another's.
type worker struct {
	b        *Inbox
	machines map[string]Machine
	wg       sync.WaitGroup
	mu       sync.Mutex
	doing    map[string]int // jobs under way, by kind
	busy     map[turnOf]begun
	turns    map[turnOf]int // when a chat that has more on the table had its last turn
	begun    int
	waits    chan struct{} // somebody waits for a machine
}

// begun is a job under way.
type begun struct {
	id   string
	stop context.CancelFunc
}

// turnOf is one kind of work for one chat.
type turnOf struct {
	kind string
	chat bot.Address
}

func newWorker(b *Inbox, machines map[string]Machine) *worker {
	return &worker{b: b, machines: machines, doing: map[string]int{}, busy: map[turnOf]begun{}, turns: map[turnOf]int{}, waits: make(chan struct{}, 1)}
}

// round begins what may be begun. The end of each job brings the next round.
func (w *worker) round(ctx context.Context) error {
	w.mu.Lock()
	busy := maps.Clone(w.busy) // before looking: what has ended since is on the table no more
	w.mu.Unlock()
	var first map[turnOf]replay.Job
	var now time.Time
	err := w.b.Store.View(ctx, func(tx store.Reader) error {
		first, now = firstJobs(tx), tx.Now()
		for of, job := range busy {
			if _, wanted := replay.Jobs.Get(tx, job.id); !wanted && of.kind != jobFetch {
				job.stop()
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(first) > 0 {
		wake(w.waits)
	}
	maps.DeleteFunc(first, func(of turnOf, _ replay.Job) bool { return busy[of].id != "" })
	for _, j := range w.claim(first) {
		work, stop := context.WithCancel(context.WithValue(ctx, waited{}, now.Sub(j.Since)))
		w.begin(j, stop)
		w.wg.Go(func() {
			defer stop()
			w.do(work, ctx, j)
			w.release(turnOf{j.Kind, j.Chat})
			w.b.wakeWorkers()
		})
	}
	return nil
}

// firstJobs is what is to be done first for each chat.
func firstJobs(tx store.Reader) map[turnOf]replay.Job {
	first := map[turnOf]replay.Job{}
	for j := range replay.Jobs.All(tx) {
		of := turnOf{j.Kind, j.Chat}
		if _, later := first[of]; !later && !tx.Now().Before(j.Next) {
			first[of] = j
		}
	}
	return first
}

// claim takes the jobs that there are hands for, fairly.
func (w *worker) claim(first map[turnOf]replay.Job) (claimed []replay.Job) {
	w.mu.Lock()
	defer w.mu.Unlock()
	maps.DeleteFunc(w.turns, func(of turnOf, _ int) bool { return first[of].ID == "" && w.busy[of].id == "" })
	order := slices.SortedFunc(maps.Keys(first), func(a, b turnOf) int {
		return cmp.Or(w.turns[a]-w.turns[b], strings.Compare(first[a].ID, first[b].ID))
	})
	for _, of := range order {
		if w.busy[of].id != "" || w.doing[of.kind] >= workers {
			continue
		}
		w.begun++
		w.busy[of], w.turns[of] = begun{id: first[of].ID, stop: func() {}}, w.begun
		w.doing[of.kind]++
		claimed = append(claimed, first[of])
	}
	return claimed
}

// begin notes how a job that was claimed is stopped, should nobody want it any more.
func (w *worker) begin(j replay.Job, stop context.CancelFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy[turnOf{j.Kind, j.Chat}] = begun{j.ID, stop}
}

func (w *worker) release(of turnOf) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.busy, of)
	w.doing[of.kind]--
}

// do does one job and reports its answer as a message. work ends when nobody wants it any
// more, ctx with the program.
func (w *worker) do(work, ctx context.Context, j replay.Job) {
	limit := workTime
	if j.Kind == jobFetch {
		limit = fetchTime
	}
	workCtx, cancel := context.WithTimeout(work, limit)
	defer cancel()
	if j.Kind == jobFetch {
		w.fetch(workCtx, ctx, j)
		return
	}
	value, err := w.ask(workCtx, j)
	if ctx.Err() != nil || work.Err() != nil {
		return // stopping, and the job stays on the table; or nobody wants it
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

func (w *worker) ask(ctx context.Context, j replay.Job) (value json.RawMessage, err error) {
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
		j, ok := replay.Jobs.Get(tx, in.ID)
		if !ok {
			return nil
		}
		if j.Tries++; j.Tries < maxTries {
			j.Next = tx.Now().Add(retryAfter << j.Tries)
			replay.Jobs.Put(tx, j)
			return nil
		}
		replay.Jobs.Delete(tx, j.ID)
		parked.Put(tx, Parked{In: in, Since: tx.Now(), Tries: j.Tries, Given: true})
		if open, ok := replay.Open(tx, j.Chat); ok && open.Job == j.ID {
			open.Job = ""
			replay.Journals.Put(tx, open)
		}
		return nil
	})
}

// fetchPatience is how long a photo is tried for; WeChat keeps it three days
// (https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html).
const fetchPatience = 2 * 24 * time.Hour

// fetch brings a photo or voice in; while it cannot, the job stays on the table.
// stopping is the end of the program, not that of the job's time.
func (w *worker) fetch(ctx, stopping context.Context, j replay.Job) {
	var id string
	_ = json.Unmarshal(j.Args, &id)
	_, failed := w.b.fetchMedia(ctx, id)
	if stopping.Err() != nil {
		return
	}
	err := w.b.Store.Update(stopping, func(tx store.Tx) error {
		why, gone := lost(failed)
		switch {
		case failed == nil:
			replay.Jobs.Delete(tx, j.ID)
		case gone || tx.Now().Sub(j.Since) > fetchPatience:
			replay.Jobs.Delete(tx, j.ID)
			giveUp(tx, j, id, why)
		default:
			later := j
			later.Tries++
			later.Next = tx.Now().Add(min(time.Hour, 5*time.Second<<min(j.Tries, 10)))
			replay.Jobs.Put(tx, later)
			if errors.Is(failed, bot.ErrFull) && j.Tries == 0 {
				hasToWait(tx, j)
			}
		}
		return nil
	})
	if failed != nil || err != nil {
		slog.Warn("fetching a photo or voice", "err", errors.Join(failed, err))
	}
	w.b.after(&turn{queued: failed != nil})
}
