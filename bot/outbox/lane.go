package outbox

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// lane sends for one channel: it claims a handful of messages that may go now,
// calls the platform for them at the same time (never two for one chat), and
// writes down what came of each.
type lane struct {
	o       *Outbox
	adapter bot.Adapter
	limits  bot.Limits
	pace    *pace
	pause   time.Time // the platform said: not before
}

func newLane(o *Outbox, a bot.Adapter) *lane {
	return &lane{o: o, adapter: a, limits: a.Limits(), pace: newPace(a.Limits())}
}

// atOnce is how many calls of one platform are under way together.
const atOnce = 32

// callTime is how long a platform may take for one call.
const callTime = 20 * time.Second

func (l *lane) sendSome(ctx context.Context) (time.Duration, error) {
	batch, wait, err := l.claim(ctx)
	if err != nil || len(batch) == 0 {
		return wait, err
	}
	// From here on the messages are claimed: they are called for and settled
	// even while the program is stopping.
	ctx = context.WithoutCancel(ctx)
	errs := make([]error, len(batch))
	var wg sync.WaitGroup
	for i := range batch {
		wg.Go(func() { errs[i] = l.send(ctx, batch[i]) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// claim takes messages that may go out now, most urgent first, and marks them
// as being sent. wait is when to look again if there are none.
func (l *lane) claim(ctx context.Context) (batch []Message, wait time.Duration, err error) {
	var turn *wants
	err = l.o.store.Update(ctx, func(tx store.Tx) error {
		batch, wait = nil, idle
		now := tx.Now()
		turn = l.pace.at(now)
		if now.Before(l.pause) {
			wait = min(idle, l.pause.Sub(now))
			return nil
		}
		for _, id := range l.due(tx) {
			m, ok := messages.Get(tx, id)
			if !ok || m.State != Queued || now.Before(m.Next) || len(batch) == atOnce {
				continue
			}
			if l.useless(tx, &m) {
				messages.Put(tx, m)
				continue
			}
			if next, ok := turn.take(m.To.Chat, isGroup(tx, m.To)); !ok {
				wait = min(wait, next)
				continue
			}
			if l.ready(tx, &m) {
				m.State = Sending
				batch = append(batch, m)
			}
			messages.Put(tx, m)
		}
		return nil
	})
	if err == nil {
		turn.commit()
	}
	return batch, max(wait, time.Millisecond), err
}

// due are the messages that have come up, by priority, a few more than can go.
func (l *lane) due(tx store.Tx) []string {
	const most = 8 * atOnce
	var ids []string
	for p := Reply; p <= Broadcast; p++ {
		from := store.Key(l.adapter.Channel(), int(p))
		to := store.Key(l.adapter.Channel(), int(p), tx.Now().Add(time.Millisecond))
		for id := range messages.Between(tx, "due", from, to) {
			if ids = append(ids, id); len(ids) >= most {
				return ids
			}
		}
	}
	return ids
}

// useless says whether a message came to be of no use while it waited, and
// settles it so.
func (l *lane) useless(tx store.Tx, m *Message) bool {
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

// ready settles whether the window allows a message. It says whether to call.
func (l *lane) ready(tx store.Tx, m *Message) bool {
	m.Form = false
	switch {
	case !l.limits.Windows || spend(tx, m.To):
	case l.limits.Forms && body(tx, *m).Title != "":
		m.Form = true
	default:
		l.closed(tx, m, "对方48小时内没有来过消息，微信不让主动发")
		return false
	}
	return true
}

// closed finds another way to the person, or has the message wait for them.
func (l *lane) closed(tx store.Tx, m *Message, why string) {
	m.note(tx, string(bot.Closed), why)
	if m.Person != "" {
		here := m.To
		m.Tried = append(m.Tried, m.To.Channel+" "+m.To.Chat)
		if route(tx, m); m.State == Queued {
			return
		}
		m.To = here
	}
	m.State, m.Why = Waiting, why
}

// send makes the call for the next piece of a claimed message and settles it.
func (l *lane) send(ctx context.Context, m Message) error {
	var out bot.Out
	err := l.o.store.View(ctx, func(tx store.Tx) error { out = body(tx, m); return nil })
	if err != nil {
		return err
	}
	callCtx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	out.Links = l.links(callCtx, out.Links)
	pieces := l.adapter.Render(out)
	if m.Form {
		pieces = []bot.Out{out}
	}
	if m.Pieces >= len(pieces) { // nothing to say
		return l.settle(ctx, m, "", nil)
	}
	var ref string
	if former, ok := l.adapter.(bot.Former); m.Form && ok {
		ref, err = former.SendForm(callCtx, m.To, out, m.ID)
	} else {
		ref, err = l.adapter.Send(callCtx, m.To, pieces[m.Pieces])
	}
	if err == nil && m.Pieces+1 < len(pieces) {
		m.Pieces++
		return l.o.store.Update(ctx, func(tx store.Tx) error { l.goOn(tx, m, ref); return nil })
	}
	return l.settle(ctx, m, ref, err)
}

// links gives the links to our private chat their addresses. One that cannot
// be had now is left out: the words stand without it.
func (l *lane) links(ctx context.Context, links []bot.Link) []bot.Link {
	var ready []bot.Link
	for _, link := range links {
		if link.Code != "" {
			linker, ok := l.adapter.(bot.Linker)
			if !ok {
				continue
			}
			url, err := linker.Link(ctx, link.Code)
			if err != nil {
				slog.Warn("no link to the private chat", "channel", l.adapter.Channel(), "err", err)
				continue
			}
			link.URL = url
		}
		ready = append(ready, link)
	}
	return ready
}

// goOn queues the next piece of a message.
func (l *lane) goOn(tx store.Tx, m Message, ref string) {
	m.Ref, m.Attempts = ref, 0
	m.State, m.Next = Queued, tx.Now()
	messages.Put(tx, m)
}

func (l *lane) settle(ctx context.Context, m Message, ref string, sendErr error) error {
	var state State
	err := l.o.store.Update(ctx, func(tx store.Tx) error {
		m := m // settle is to start from the claimed message in every run
		m.settle(tx, l.limits, ref, sendErr)
		if e, ok := bot.AsSendError(sendErr); ok {
			l.obey(tx, &m, e)
		}
		messages.Put(tx, m)
		state = m.State
		return nil
	})
	if err == nil {
		l.o.Settled(l.adapter.Channel(), state)
	}
	return err
}

// obey draws from a failure what it means for other messages.
func (l *lane) obey(tx store.Tx, m *Message, e *bot.SendError) {
	switch e.Verdict {
	case bot.Slow, bot.Quota:
		l.pause = tx.Now().Add(max(e.After, time.Second))
	case bot.Gone:
		if a, ok := directory.GetAccount(tx, m.To.Channel, m.To.Chat); ok {
			a.Gone = true
			directory.PutAccount(tx, a)
		}
		l.elsewhere(tx, m)
	case bot.Closed:
		shut(tx, m.To)
		l.closed(tx, m, e.Why)
	case bot.NewChat:
		directory.MoveGroup(tx, m.To.Channel, m.To.Chat, e.Chat)
		m.To.Chat, m.State, m.Next = e.Chat, Queued, tx.Now()
	}
}

// elsewhere sends to another account of the person, if there is one.
func (l *lane) elsewhere(tx store.Tx, m *Message) {
	if m.Person == "" {
		return
	}
	why := m.Why
	m.Tried = append(m.Tried, m.To.Channel+" "+m.To.Chat)
	here := m.To
	if route(tx, m); m.State != Queued {
		m.To, m.State, m.Why = here, Failed, why
	}
}

func isGroup(tx store.Tx, to bot.Address) bool {
	_, ok := directory.GetGroup(tx, to.Channel, to.Chat)
	return ok
}
