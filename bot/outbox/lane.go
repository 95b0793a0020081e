package outbox

import (
	"context"
	"strings"
	"sync"
	"time"

	"yishi/bot"
	"yishi/store"
)

// lane sends for one channel: it claims messages that may go now, begins the
// calls of the platform for them (never two for one chat), and writes down what
// came of each when its call ends. A slow call holds up its own chat only.
type lane struct {
	o       *Outbox
	adapter bot.Adapter
	limits  bot.Limits
	pace    *pace

	calls sync.WaitGroup
	mu    sync.Mutex
	busy  map[string]bool // chats with a call under way
	err   error           // what the store said at the end of a call
}

func newLane(o *Outbox, a bot.Adapter) *lane {
	return &lane{o: o, adapter: a, limits: a.Limits(), pace: newPace(a.Limits()), busy: map[string]bool{}}
}

// atOnce is how many calls of one platform are under way together, and how many of
// these are kept for what is urgent.
const (
	atOnce     = 32
	keptAtOnce = 4
)

// sendSome begins what may be begun. It returns when to look again: the end of
// each call wakes the lane, too.
func (l *lane) sendSome(ctx context.Context) (time.Duration, error) {
	busy, err := l.underWay()
	if err != nil {
		return 0, err
	}
	c, err := l.claim(ctx, busy)
	if err != nil {
		return idle, err
	}
	if c.moved {
		l.o.Wake()
	}
	// From here on the messages are claimed: they are called for and settled
	// even while the program is stopping.
	ctx = context.WithoutCancel(ctx)
	for _, m := range c.batch {
		l.begin(m)
		l.calls.Go(func() { l.end(m, l.send(ctx, m)) })
	}
	return c.wait, nil
}

// underWay copies the chats with a call under way, and hands out an error once.
func (l *lane) underWay() (busy map[string]bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	busy = make(map[string]bool, len(l.busy))
	for chat := range l.busy {
		busy[chat] = true
	}
	err, l.err = l.err, nil
	return busy, err
}

func (l *lane) begin(m Message) {
	l.mu.Lock()
	l.busy[paceKey(m.To)] = true
	l.mu.Unlock()
}

func (l *lane) end(m Message, err error) {
	l.mu.Lock()
	delete(l.busy, paceKey(m.To))
	if err != nil {
		l.err = err
	}
	l.mu.Unlock()
	nudge(l.o.wakes[l.adapter.Channel()])
}

// claim is what one look at the queue gave.
type claim struct {
	batch []Message     // marked as being sent
	moved bool          // something was queued for another channel
	wait  time.Duration // until the next look; 0 if this one did anything
}

// claim takes messages that may go out now, most urgent first.
func (l *lane) claim(ctx context.Context, busy map[string]bool) (c claim, err error) {
	var w *wants
	err = l.o.store.Update(ctx, func(tx store.Tx) error {
		c = claim{wait: idle}
		w = l.pace.at(tx.Now(), busy)
		if !l.anyDue(tx) { // as most looks find
			return nil
		}
		if pause := pausedUntil(tx, l.adapter.Channel()); tx.Now().Before(pause) {
			c.wait = min(idle, pause.Sub(tx.Now()))
			return nil
		}
		for _, p := range inOrder {
			l.claimAt(tx, p, w, &c)
		}
		return nil
	})
	if err == nil {
		w.commit()
	}
	return c, err
}

// mostLooked is how many queues of one priority a look goes through: chats that
// have to wait, because they have just had a message, are passed over by their
// entries alone.
const mostLooked = 4096

// due is the stretch of the order of queues that may go out now at a priority.
func (l *lane) due(now time.Time, p Priority) (from, to string) {
	return store.Key(l.adapter.Channel(), int(p)), store.Key(l.adapter.Channel(), int(p), now.Add(time.Millisecond))
}

// anyDue reports whether there is anything to look at.
func (l *lane) anyDue(tx store.Reader) bool {
	for _, p := range inOrder {
		from, to := l.due(tx.Now(), p)
		for range queues.Entries(tx, "due", from, to) {
			return true
		}
	}
	return false
}

func (l *lane) claimAt(tx store.Tx, p Priority, w *wants, c *claim) {
	from, to := l.due(tx.Now(), p)
	w.turnTo(p)
	looked := 0
	for entry, key := range queues.Entries(tx, "due", from, to) {
		if looked++; looked > mostLooked || len(w.busy) >= w.atOnce() {
			return
		}
		chat := chatOf(entry)
		if wait, ok := w.may(chat, func() bool { return isGroup(tx, key) }); !ok {
			if c.wait > 0 {
				c.wait = max(min(c.wait, wait), time.Millisecond)
			}
			if w.left < 1 {
				return
			}
			continue
		}
		q, _ := queues.Get(tx, key)
		if m, ok := messages.Get(tx, q.First); ok {
			l.take(tx, m, w, c)
		}
	}
}

// take marks a message as being sent, or settles it without a call.
func (l *lane) take(tx store.Tx, m Message, w *wants, c *claim) {
	c.wait = 0
	m.age(tx)
	if !l.useless(tx, &m) && !m.rests(tx) && l.ready(tx, &m) {
		m.State, m.Called = Sending, tx.Now()
		m.Aside = body(tx, m).Aside && l.o.asked(tx, m.To)
		w.take(paceKey(m.To))
		c.batch = append(c.batch, m)
	}
	c.moved = c.moved || m.State == Queued && m.To.Channel != l.adapter.Channel()
	write(tx, m)
}

// chatOf is the chat in an entry of the order of queues, as paceKey writes it.
func chatOf(entry string) string {
	return strings.Clone(strings.SplitN(entry, store.Sep, 5)[3])
}

// useless reports whether a message came to be of no use while it waited, and
// settles it so.
func (l *lane) useless(tx store.Reader, m *Message) bool {
	switch {
	case !m.Expires.IsZero() && tx.Now().After(m.Expires):
		m.State = Failed
		m.note(tx, "expired", "过了时间，没有再发")
	case !l.o.wanted(tx, *m):
		m.State = Failed
		m.note(tx, "moot", Moot)
	default:
		return false
	}
	return true
}

// ready settles whether the window allows a message, and in which form. It says
// whether to call.
func (l *lane) ready(tx store.Tx, m *Message) bool {
	if m.Form && m.last().Result == "unknown" { // asked for again, not said once more in other words
		return true
	}
	m.Form = false
	switch {
	case l.limits.Window == nil || spend(tx, m.To):
	case l.limits.Forms && body(tx, *m).Title != "":
		m.Form, m.Pieces, m.FormAt = true, 0, tx.Now()
	default:
		l.closed(tx, m, whyShut(tx, *l.limits.Window, m.To))
		return false
	}
	return true
}

// closed finds another way to the person, or has the message wait for them.
func (l *lane) closed(tx store.Reader, m *Message, why string) {
	m.note(tx, string(bot.Closed), why)
	if !m.reroute(tx) {
		m.State, m.Why = Waiting, why
	}
}

func isGroup(tx store.Reader, key string) bool {
	q, _ := queues.Get(tx, key)
	return groupAt(tx, q.Chat)
}
