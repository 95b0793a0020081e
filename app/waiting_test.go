package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/house"
	"yishi/bot/inbox"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/flows/desk"
	"yishi/store"
	"yishi/store/bolt"
)

// slowModel takes its time, and understands nothing.
type slowModel time.Duration

func (m slowModel) Understand(ctx context.Context, _ string, _ meaning.Context) (meaning.Understanding, error) {
	select {
	case <-time.After(time.Duration(m)):
		return meaning.Understanding{Intent: meaning.None}, nil
	case <-ctx.Done():
		return meaning.Understanding{}, ctx.Err()
	}
}

func (slowModel) Transcribe(context.Context, io.Reader, string) (string, error) {
	return "", meaning.ErrNoVoice
}

// listener is a channel that notes when it was last told what, and shown that we write.
type listener struct {
	mu    sync.Mutex
	said  map[string]string
	at    map[string]time.Time
	signs map[string]time.Time // the first
}

func (l *listener) Channel() string                              { return "phones" }
func (l *listener) Limits() bot.Limits                           { return bot.Limits{Buttons: true} }
func (l *listener) Render(out bot.Out) []bot.Out                 { return []bot.Out{out} }
func (l *listener) Run(ctx context.Context, _ bot.Handler) error { <-ctx.Done(); return nil }

func (l *listener) Send(_ context.Context, to bot.Address, out bot.Out) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said[to.Chat], l.at[to.Chat] = out.Text, time.Now()
	return "", nil
}

func (l *listener) Typing(_ context.Context, to bot.Address) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.signs[to.Chat].IsZero() {
		l.signs[to.Chat] = time.Now()
	}
}

// However many ask at once, and however slow the model is, nobody waits longer than the
// limit, from the message on; whoever waits longer than 2 s sees that we write.
func TestNobodyWaitsLongerThanTheLimit(t *testing.T) {
	for name, takes := range map[string]time.Duration{"two seconds": 2 * time.Second, "for ever": time.Hour} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "yishi.db")
			synctest.Test(t, func(t *testing.T) { manyAsk(t, path, takes) })
		})
	}
}

func manyAsk(t *testing.T, path string, takes time.Duration) {
	const people = 60
	s, err := bolt.Open(path, bolt.Options{Create: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	kits := Kits(config.Config{})
	a := &App{log: slog.New(slog.DiscardHandler), metrics: newMetrics()}
	reader := meaning.Reader{Rules: house.Rules(kits), Model: slowModel(takes), Limit: meaning.Limit}
	phones := &listener{said: map[string]string{}, at: map[string]time.Time{}, signs: map[string]time.Time{}}
	h := house.New(house.Config{
		Store: s, Adapters: []bot.Adapter{phones}, Kits: kits,
		Machines: map[string]inbox.Machine{desk.JobUnderstand: a.understand(reader)},
	})
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = h.Run(ctx) })
	begun := time.Now()
	for i := range people {
		chat := fmt.Sprint("p", i)
		in := bot.In{Address: bot.Address{Channel: "phones", Chat: chat}, From: chat, ID: chat, At: begun, Kind: bot.Text, Text: "那个事情到底怎么弄呀"}
		if _, err := h.Inbox.Handle(ctx, in); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(meaning.Limit + 4*time.Second)
	synctest.Wait()
	stop()
	running.Wait()
	phones.mu.Lock()
	defer phones.mu.Unlock()
	for i := range people {
		chat := fmt.Sprint("p", i)
		waited := phones.at[chat].Sub(begun)
		if phones.said[chat] == "" || waited < 2*time.Second || waited > meaning.Limit+time.Second/2 {
			t.Errorf("%s waited %v for %q", chat, waited, phones.said[chat])
		}
		if sign := phones.signs[chat].Sub(begun); waited > 3*time.Second && (sign < 2*time.Second || sign > 3*time.Second) {
			t.Errorf("%s waited %v and saw after %v that we write", chat, waited, sign)
		}
	}
	late := counted(t, a.metrics, "text", "late")
	if asked := counted(t, a.metrics, "text", "rules") + late; asked != people || takes > meaning.Limit && late != people {
		t.Errorf("%v were counted, %v of them late", asked, late)
	}
}

// counted is what the page of figures says came of asking a model.
func counted(t *testing.T, m *metrics, kind, outcome string) (n int) {
	t.Helper()
	w := httptest.NewRecorder()
	m.page().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	_, after, _ := strings.Cut(w.Body.String(), fmt.Sprintf("yishi_model_answers_total{kind=%q,outcome=%q} ", kind, outcome))
	_, _ = fmt.Sscan(after, &n)
	return n
}

// What comes of asking is counted, each as what it was.
func TestWhatCameOfAskingIsCounted(t *testing.T) {
	m := newMetrics()
	m.asked("text", true, nil)
	m.asked("text", false, nil)
	m.asked("text", false, errors.New("down"))
	m.asked("voice", false, fmt.Errorf("ask the model: %w", context.DeadlineExceeded))
	for _, c := range [][2]string{{"text", "model"}, {"text", "rules"}, {"text", "failed"}, {"voice", "late"}} {
		if n := counted(t, m, c[0], c[1]); n != 1 {
			t.Errorf("%v: %v", c, n)
		}
	}
}

// Why a voice gave no words is told apart.
func TestWhyAVoiceGaveNoWords(t *testing.T) {
	wrapped := func(err error) error { return fmt.Errorf("ask the model: %w", err) }
	for want, err := range map[talk.Unheard]error{
		talk.TooLong: wrapped(meaning.ErrTooLong), talk.Unreadable: wrapped(meaning.ErrUnreadable), talk.NotClear: wrapped(meaning.ErrUnheard), talk.Away: errors.New("down"),
	} {
		if got := unheard(err); got != want {
			t.Errorf("%v is %q", err, got)
		}
	}
	for want, err := range map[talk.Unheard]error{talk.TooLong: fmt.Errorf("save: %w", store.ErrTooLarge), talk.NotFound: bot.NotThere} {
		if got := lost(err); got != want {
			t.Errorf("%v is %q", err, got)
		}
	}
}
