package outbox

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"yishi/bot"
	"yishi/store"
)

// Outbox sends what is in the store through the adapters.
type Outbox struct {
	store    store.Store
	adapters map[string]bot.Adapter
	filters  map[string]Filter
	wake     chan struct{}
	wakes    map[string]chan struct{} // by channel
	lanes    map[string]*lane

	// Lines are what a Broadcast can have for each person; set them before Run.
	Lines map[string]Line
	// Asking reports whether a chat is asked something in a conversation.
	Asking func(tx store.Reader, chat bot.Address) bool

	// Settled is told the outcome of each call of a platform; set it before Run.
	Settled func(channel string, s State)
}

// away notes that a channel is no longer served, and finds another way for what
// waits to go out there.
func away(tx store.Tx, c channel) {
	c.Away = true
	channels.Put(tx, c)
	for m := range messages.By(tx, "sending", store.Key(c.Name)) {
		m.settle(tx, c.Limits, "", errInterrupted)
		write(tx, m)
	}
	for m := range messages.By(tx, "queued", store.Key(c.Name)) {
		m.note(tx, "away", "这个渠道已经停用")
		if !m.reroute(tx) {
			m.State = Failed
		}
		write(tx, m)
	}
}

// New makes an outbox over these adapters.
func New(s store.Store, adapters []bot.Adapter, filters map[string]Filter) *Outbox {
	o := &Outbox{
		store: s, filters: filters, wake: make(chan struct{}, 1),
		adapters: make(map[string]bot.Adapter), wakes: make(map[string]chan struct{}),
		lanes: make(map[string]*lane), Settled: func(string, State) {},
	}
	for _, a := range adapters {
		o.adapters[a.Channel()] = a
		o.wakes[a.Channel()] = make(chan struct{}, 1)
		o.lanes[a.Channel()] = newLane(o, a)
	}
	return o
}

// Wake has the outbox look for work now: something was added, or the clock moved.
func (o *Outbox) Wake() {
	nudge(o.wake)
	for _, w := range o.wakes {
		nudge(w)
	}
}

func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Recover settles what was being sent when the program died: unknown, or tried
// again where a second copy does no harm. What was to go out on a channel that
// was taken out of the configuration goes another way. Call it once, before Run.
func (o *Outbox) Recover(ctx context.Context) error {
	return o.store.Update(ctx, func(tx store.Tx) error {
		enqueue(tx)
		for name, a := range o.adapters {
			Declare(tx, name, a.Limits())
			for m := range messages.By(tx, "sending", store.Key(name)) {
				m.settle(tx, a.Limits(), "", errInterrupted)
				write(tx, m)
			}
			holdStale(tx, name)
		}
		for _, c := range slices.Collect(channels.All(tx)) {
			if o.adapters[c.Name] == nil && !c.Away {
				away(tx, c)
			}
		}
		return nil
	})
}

var errInterrupted = errors.New("the program stopped while sending")

// Run spreads broadcasts and sends messages until ctx is done; what is on its way
// to a platform then is waited for.
func (o *Outbox) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	wg.Go(func() { o.loop(ctx, cancel, o.wake, o.spreadSome) })
	for name, l := range o.lanes {
		wg.Go(func() {
			o.loop(ctx, cancel, o.wakes[name], l.sendSome)
			l.calls.Wait()
		})
	}
	wg.Wait()
	if err := context.Cause(ctx); err != context.Canceled {
		return err
	}
	return nil
}

// loop calls work again and again: at once while there is more, else when woken
// or after the wait it asks for.
func (o *Outbox) loop(ctx context.Context, cancel context.CancelCauseFunc, wake chan struct{}, work func(context.Context) (time.Duration, error)) {
	for ctx.Err() == nil {
		wait, err := work(ctx)
		if errors.Is(err, store.ErrClosed) || errors.Is(err, store.ErrUnknown) {
			cancel(err)
			return
		}
		if err != nil && ctx.Err() == nil {
			slog.Error("outbox", "err", err)
			wait = time.Second
		}
		if wait == 0 {
			continue
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// Drain sends everything that may go out now and reports whether there was anything.
// For tests, beside no Run.
func (o *Outbox) Drain(ctx context.Context) (any bool, err error) {
	for more := true; more; {
		more = false
		if wait, err := o.spreadSome(ctx); err != nil {
			return any, err
		} else if wait == 0 {
			more = true
		}
		for _, l := range o.lanes {
			wait, err := l.sendSome(ctx)
			l.calls.Wait()
			if err != nil {
				return any, err
			}
			more = more || wait == 0
		}
		any = any || more
	}
	return any, nil
}

// idle is how long the outbox waits before it looks again unasked.
const idle = time.Second

// spreadSome settles one stretch of each open broadcast.
func (o *Outbox) spreadSome(ctx context.Context) (time.Duration, error) {
	var open []string
	err := o.store.View(ctx, func(tx store.Reader) error {
		open = nil
		for c := range broadcasts.By(tx, "open", "open") {
			if !tx.Now().Before(c.After) {
				open = append(open, c.ID)
			}
		}
		return nil
	})
	if err != nil || len(open) == 0 {
		return idle, err
	}
	for _, id := range open {
		if err := o.store.Update(ctx, func(tx store.Tx) error { o.spread(tx, id); return nil }); err != nil {
			return idle, err
		}
	}
	for _, w := range o.wakes {
		nudge(w)
	}
	return 0, nil
}
