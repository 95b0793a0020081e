package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// platform is an adapter that does what a test says and notes what it was asked.
type platform struct {
	name   string
	limits bot.Limits
	now    func() time.Time

	mu    sync.Mutex
	calls []string             // "chat: text", in order
	times []time.Time          // of the calls
	fails map[string][]error   // by chat, one after the other
	gate  map[string]chan bool // calls to this chat wait for it
}

func newPlatform(name string, limits bot.Limits) *platform {
	return &platform{name: name, limits: limits, fails: map[string][]error{}, gate: map[string]chan bool{}}
}

func (p *platform) Channel() string                              { return p.name }
func (p *platform) Limits() bot.Limits                           { return p.limits }
func (p *platform) Run(ctx context.Context, _ bot.Handler) error { <-ctx.Done(); return nil }

// Render cuts at "/".
func (p *platform) Render(out bot.Out) (pieces []bot.Out) {
	for _, text := range strings.Split(out.Text, "/") {
		if text != "" {
			pieces = append(pieces, bot.Out{Text: text, Edit: out.Edit})
		}
	}
	return pieces
}

func (p *platform) Send(_ context.Context, to bot.Address, out bot.Out) (string, error) {
	return p.called(to, out.Text)
}

func (p *platform) called(to bot.Address, text string) (string, error) {
	p.mu.Lock()
	gate := p.gate[to.Chat]
	p.mu.Unlock()
	if gate != nil {
		<-gate
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls, p.times = append(p.calls, to.Chat+": "+text), append(p.times, p.now())
	ref := fmt.Sprint("ref", len(p.calls))
	if fails := p.fails[to.Chat]; len(fails) > 0 {
		p.fails[to.Chat] = fails[1:]
		if fails[0] != nil {
			return "", fails[0]
		}
	}
	return ref, nil
}

// asked are the calls since it was last asked.
func (p *platform) asked() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	calls := strings.Join(p.calls, ", ")
	p.calls, p.times = nil, nil
	return calls
}

// former can say forms.
type former struct{ *platform }

func (f former) SendForm(_ context.Context, to bot.Address, out bot.Out, id string) (string, error) {
	return f.called(to, "form "+out.Title)
}

// world is an outbox over scripted platforms, on a real store, with a clock.
type world struct {
	t         testing.TB
	path      string
	store     store.Store
	mu        sync.Mutex
	now       time.Time
	platforms []bot.Adapter
	filters   map[string]Filter
	o         *Outbox
}

func newWorld(t testing.TB, platforms ...bot.Adapter) *world {
	t.Helper()
	w := &world{t: t, path: filepath.Join(storetest.Memory(t), "outbox.db"), now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone), platforms: platforms}
	for _, p := range platforms {
		switch p := p.(type) {
		case *platform:
			p.now = w.clock
		case former:
			p.now = w.clock
		}
	}
	w.open()
	t.Cleanup(func() { w.store.Close() })
	return w
}

func (w *world) open() {
	w.t.Helper()
	s, err := bolt.Open(w.path, bolt.Options{Create: true, Now: w.clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store, w.o = s, New(s, w.platforms, w.filters)
	if err := w.o.Recover(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// restart is another process over the same file.
func (w *world) restart() {
	w.t.Helper()
	w.store.Close()
	w.open()
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) do(fn func(tx store.Tx)) {
	w.t.Helper()
	if err := w.store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) add(m Message) (id string) {
	w.t.Helper()
	w.do(func(tx store.Tx) { id = Add(tx, m) })
	return id
}

// to adds a message to a chat of the first platform.
func (w *world) to(chat, text string, p Priority) string {
	w.t.Helper()
	return w.add(Message{To: bot.Address{Channel: w.platforms[0].Channel(), Chat: chat}, Out: bot.Out{Text: text}, Priority: p})
}

func (w *world) drain() {
	w.t.Helper()
	if _, err := w.o.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) get(id string) (m Message) {
	w.t.Helper()
	w.do(func(tx store.Tx) { m, _ = Get(tx, id) })
	return m
}

func (w *world) wantState(id string, want State) Message {
	w.t.Helper()
	m := w.get(id)
	if m.State != want {
		w.t.Errorf("it is %s (%s), want %s", m.State, m.Why, want)
	}
	return m
}

func (w *world) wantAsked(p *platform, want string) {
	w.t.Helper()
	if got := p.asked(); got != want {
		w.t.Errorf("%s was asked\n%s\nwant\n%s", p.name, got, want)
	}
}

// person is somebody with an account on each of these platforms, used in this order.
func (w *world) person(chat string, platforms ...*platform) (id string) {
	w.t.Helper()
	w.do(func(tx store.Tx) {
		p := directory.NewPerson(tx, directory.Person{Name: chat})
		id = p.ID
		for i, pl := range platforms {
			directory.PutAccount(tx, directory.Account{Channel: pl.name, Chat: chat, Person: id, LastIn: tx.Now().Add(time.Duration(i) * time.Second)})
		}
	})
	return id
}

// writes has somebody write to us.
func (w *world) writes(p *platform, chat string, kind bot.Kind) {
	w.t.Helper()
	w.do(func(tx store.Tx) {
		Opened(tx, bot.In{Address: bot.Address{Channel: p.name, Chat: chat}, From: chat, Kind: kind})
	})
}

func verdict(v bot.Verdict, after time.Duration) error {
	return &bot.SendError{Verdict: v, After: after, Why: "平台说" + string(v)}
}
