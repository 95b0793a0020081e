package house_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// line is an adapter through which a test speaks.
type line struct {
	t    *testing.T
	run  func(ctx context.Context, handle bot.Handler) error
	gate chan bool // calls wait for it; nil: none does
	mu   sync.Mutex
	sent []string
}

func (l *line) Channel() string              { return "web" }
func (l *line) Limits() bot.Limits           { return bot.Limits{Buttons: true, Again: true} }
func (l *line) Render(out bot.Out) []bot.Out { return []bot.Out{out} }
func (l *line) Run(ctx context.Context, handle bot.Handler) error {
	return l.run(ctx, handle)
}

func (l *line) Send(_ context.Context, _ bot.Address, out bot.Out) (string, error) {
	storetest.Outside(l.t, "a call of the platform")
	if l.gate != nil {
		<-l.gate
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent = append(l.sent, out.Text)
	return "ref", nil
}

func (l *line) said() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.sent)
}

// echo answers at once, and once more when that falls due.
var echo = house.Kit{
	Name: "echo",
	Commands: []talk.Command{{Words: []string{"喂"}, Do: func(c *talk.Call) error {
		agenda.Set(c.Tx, c.Tx.Now(), "echo", c.Chat.Chat)
		c.Say(bot.Out{Text: "在。"})
		return nil
	}}},
	Due: map[string]agenda.Handler{"echo": func(tx store.Tx, e agenda.Entry) error {
		outbox.Add(tx, outbox.Message{To: bot.Address{Channel: "web", Chat: e.Ref}, Out: bot.Out{Text: "还在。"}})
		return nil
	}},
}

func newHouse(t *testing.T, l *line) (*house.House, store.Store) {
	t.Helper()
	l.t = t
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "house.db"), bolt.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	h := house.New(house.Config{Store: s, Adapters: []bot.Adapter{l}, Kits: []house.Kit{echo}})
	if err := h.Prepare(context.Background()); err != nil {
		t.Fatal(err)
	}
	return h, s
}

func hello(id string) bot.In {
	return bot.In{ID: id, At: time.Now(), Address: bot.Address{Channel: "web", Chat: "甲"}, From: "甲", Kind: bot.Text, Text: "喂"}
}

// A message that comes while the house stops is handled, and a call that is
// under way is waited for.
func TestStoppingFinishesWhatIsInFlight(t *testing.T) {
	handled := make(chan error, 1)
	l := &line{gate: make(chan bool)}
	l.run = func(ctx context.Context, handle bot.Handler) error {
		<-ctx.Done()
		_, err := handle(context.WithoutCancel(ctx), hello("1")) // it was on its way already
		handled <- err
		return nil
	}
	h, s := newHouse(t, l)
	if _, err := h.Inbox.Handle(context.Background(), hello("0")); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error)
	go func() { stopped <- h.Run(ctx) }()
	waitFor(t, s, outbox.Sending)
	stop()
	if err := <-handled; err != nil {
		t.Errorf("the last message: %v", err)
	}
	select {
	case err := <-stopped:
		t.Fatalf("stopped (%v) with a call under way", err)
	default:
	}
	close(l.gate)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if l.said() == 0 {
		t.Error("the call was given up")
	}
}

// waitFor waits until some message is in a state.
func waitFor(t *testing.T, s store.Store, state outbox.State) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		n := 0
		_ = s.View(context.Background(), func(tx store.Reader) error { n = outbox.Pending(tx)[state]; return nil })
		if n > 0 {
			return
		}
	}
	t.Fatalf("nothing is ever %s", state)
}

func TestAnAdapterThatFailsEndsTheHouse(t *testing.T) {
	broken := errors.New("the platform does not know us")
	l := &line{run: func(context.Context, bot.Handler) error { return broken }}
	h, _ := newHouse(t, l)
	if err := h.Run(context.Background()); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestSettleDoesAllThatIsDue(t *testing.T) {
	l := &line{}
	h, _ := newHouse(t, l)
	if _, err := h.Inbox.Handle(context.Background(), hello("0")); err != nil {
		t.Fatal(err)
	}
	if err := h.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	if l.said() != 2 {
		t.Errorf("said %v", l.sent)
	}
}
