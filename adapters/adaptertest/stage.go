package adaptertest

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/adapters/phone"
	"yishi/bot"
)

// patience bounds every wait. It is far beyond what any check needs, so that a
// slow machine fails none.
const patience = 30 * time.Second

// stage is a world whose adapter is running, with the handler's side in hand.
type stage struct {
	World
	t    *testing.T
	stop context.CancelFunc
	over chan error // Run's result

	mu     sync.Mutex
	ins    []bot.In // every delivery, repeated ones too
	answer func(in bot.In, delivery int) (bot.Answer, error)
}

func (s *stage) run() {
	ctx, stop := context.WithCancel(context.Background())
	s.stop, s.over = stop, make(chan error, 1)
	hook, isHook := s.Adapter.(bot.Webhook)
	if isHook && !refuses(hook) {
		s.t.Errorf("before Run the webhook must answer 503")
	}
	go func() { s.over <- s.Adapter.Run(ctx, s.handle) }()
	s.t.Cleanup(s.end)
	if isHook {
		s.until("the webhook is open", func() bool { return !refuses(hook) })
	}
}

// refuses asks the webhook with an empty, unauthentic request.
func refuses(hook bot.Webhook) bool {
	w := httptest.NewRecorder()
	hook.ServeHTTP(w, httptest.NewRequest(http.MethodPost, hook.Path(), new(bytes.Buffer)))
	return w.Code == http.StatusServiceUnavailable
}

func (s *stage) end() {
	s.stop()
	select {
	case err := <-s.over:
		if err != nil && !errors.Is(err, context.Canceled) {
			s.t.Errorf("Run returned %v", err)
		}
		s.over <- nil // for whoever asks again
	case <-time.After(patience):
		s.t.Error("Run did not return when its context was done")
	}
}

func (s *stage) handle(_ context.Context, in bot.In) (bot.Answer, error) {
	s.mu.Lock()
	delivery := 1
	for _, was := range s.ins {
		if same(was, in) {
			delivery++
		}
	}
	s.ins = append(s.ins, in)
	answer := s.answer
	s.mu.Unlock()
	if answer == nil {
		return bot.Answer{}, nil
	}
	return answer(in, delivery)
}

func same(a, b bot.In) bool { return a.ID == b.ID && a.At.Equal(b.At) }

// answering replaces what the handler does.
func (s *stage) answering(f func(in bot.In, delivery int) (bot.Answer, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = f
}

// heard is every delivery that fits, oldest first.
func (s *stage) heard(fits func(bot.In) bool) []bot.In {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []bot.In
	for _, in := range s.ins {
		if fits(in) {
			out = append(out, in)
		}
	}
	return out
}

// hear waits for a message that fits and returns it.
func (s *stage) hear(what string, fits func(bot.In) bool) bot.In {
	s.t.Helper()
	s.until("arrival of "+what, func() bool { return len(s.heard(fits)) > 0 })
	return s.heard(fits)[0]
}

func text(words string) func(bot.In) bool {
	return func(in bot.In) bool { return in.Kind == bot.Text && in.Text == words }
}

func kind(k bot.Kind) func(bot.In) bool {
	return func(in bot.In) bool { return in.Kind == k }
}

// meet makes a person say something, and gives the address to answer to.
func (s *stage) meet(name string) (phone.Phone, bot.Address) {
	s.t.Helper()
	p := s.Phone(name)
	s.act(p.Type("你好,我是" + name))
	return p, s.hear("a greeting", text("你好,我是"+name)).Address
}

// act fails the check if a person could not do something.
func (s *stage) act(err error) {
	s.t.Helper()
	if errors.Is(err, errors.ErrUnsupported) {
		s.t.Skip("the platform does not know this act")
	}
	if err != nil {
		s.t.Fatalf("the phone: %v", err)
	}
}

// send renders and sends, waiting where the platform is said to be too slow.
func (s *stage) send(to bot.Address, out bot.Out) (ref string) {
	s.t.Helper()
	for _, piece := range s.Adapter.Render(out) {
		var err error
		if ref, err = s.sendPiece(to, piece); err != nil {
			s.t.Fatalf("Send: %v", err)
		}
	}
	return ref
}

func (s *stage) sendPiece(to bot.Address, piece bot.Out) (string, error) {
	for tries := 1; ; tries++ {
		ref, err := s.Adapter.Send(context.Background(), to, piece)
		slow, ok := bot.AsSendError(err)
		if !ok || slow.Verdict != bot.Slow || tries == 9 {
			return ref, err
		}
		s.pass(slow.After)
	}
}

func (s *stage) pass(d time.Duration) {
	if s.Sleep != nil {
		s.Sleep(d)
		return
	}
	time.Sleep(d)
}

// until waits for something that is bound to happen.
func (s *stage) until(what string, done func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("waited in vain for: %s", what)
		}
	}
}

// shown is the bubbles of others that hold the words.
func shown(p phone.Phone, words string) []phone.Bubble {
	var out []phone.Bubble
	for _, b := range p.Screen() {
		if !b.Mine && strings.Contains(b.Text, words) {
			out = append(out, b)
		}
	}
	return out
}

// sees waits until the words are on the screen.
func (s *stage) sees(p phone.Phone, words string) phone.Bubble {
	s.t.Helper()
	s.until("on the screen: "+words, func() bool { return len(shown(p, words)) > 0 })
	bubbles := shown(p, words)
	if len(bubbles) != 1 {
		s.t.Fatalf("%q is on the screen %d times", words, len(bubbles))
	}
	return bubbles[0]
}
