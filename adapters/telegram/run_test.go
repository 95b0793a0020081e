package telegram_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"yishi/adapters/telegram/telegramtest"
	"yishi/bot"
)

// hearer is a handler that notes what it takes.
type hearer struct {
	mu     sync.Mutex
	ins    []bot.In // every delivery
	taken  []string // texts of those it took
	cut    int      // those whose context ended meanwhile
	decide func(in bot.In, delivery int) (bot.Answer, error)
}

func (h *hearer) handle(ctx context.Context, in bot.In) (answer bot.Answer, err error) {
	h.mu.Lock()
	delivery := 1
	for _, was := range h.ins {
		if was.ID == in.ID {
			delivery++
		}
	}
	h.ins = append(h.ins, in)
	decide := h.decide
	h.mu.Unlock()
	if decide != nil {
		answer, err = decide(in, delivery)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if err == nil {
		h.taken = append(h.taken, in.Text)
	}
	if ctx.Err() != nil {
		h.cut++
	}
	return answer, err
}

func (h *hearer) texts() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.taken...)
}

func (h *hearer) deliveries(text string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, in := range h.ins {
		if in.Text == text {
			n++
		}
	}
	return n
}

// run starts the adapter and gives what stops it and waits for its end.
func (s *stage) run(t *testing.T, h *hearer) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() { defer close(over); _ = s.adapter.Run(ctx, h.handle) }()
	stop = func() {
		cancel()
		select {
		case <-over:
		case <-time.After(30 * time.Second):
			t.Error("Run did not end")
		}
	}
	t.Cleanup(stop)
	return stop
}

func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for: %s", what)
		}
	}
}

var errStore = errors.New("the store is full")

func both(t *testing.T, play func(t *testing.T, mode string)) {
	for _, mode := range []string{"webhook", "polling"} {
		t.Run(mode, func(t *testing.T) { play(t, mode) })
	}
}

func TestPanicConfirmsNothing(t *testing.T) {
	both(t, func(t *testing.T, mode string) {
		s := newStage(t, mode, nil)
		h := &hearer{decide: func(in bot.In, delivery int) (bot.Answer, error) {
			if delivery < 3 {
				panic("a bug with " + s.fake.Token())
			}
			return bot.Answer{}, nil
		}}
		s.run(t, h)
		_ = s.fake.Phone("甲").Type("请收下")
		until(t, "the message after two panics", func() bool { return len(h.texts()) == 1 && s.fake.Waiting() == 0 })
		if n := h.deliveries("请收下"); n != 3 {
			t.Errorf("delivered %d times", n)
		}
	})
}

func TestFailureHoldsOnlyItsChat(t *testing.T) {
	both(t, func(t *testing.T, mode string) {
		s := newStage(t, mode, nil)
		var mu sync.Mutex
		broken := true
		h := &hearer{decide: func(in bot.In, _ int) (bot.Answer, error) {
			mu.Lock()
			defer mu.Unlock()
			if broken && in.Text == "甲一" {
				return bot.Answer{}, errStore
			}
			return bot.Answer{}, nil
		}}
		s.run(t, h)
		first, second := s.fake.Phone("甲"), s.fake.Phone("乙")
		_ = first.Type("甲一")
		until(t, "failures", func() bool { return h.deliveries("甲一") > 2 })
		_ = first.Type("甲二")
		_ = second.Type("乙一")
		until(t, "乙, whom the failure does not touch", func() bool { return len(h.texts()) == 1 })
		if got := h.texts(); got[0] != "乙一" || h.deliveries("甲二") != 0 {
			t.Errorf("taken %q, 甲二 overtook", got)
		}
		if s.fake.Waiting() < 2 {
			t.Error("what was not taken has been confirmed")
		}
		mu.Lock()
		broken = false
		mu.Unlock()
		until(t, "everything", func() bool { return len(h.texts()) == 3 && s.fake.Waiting() == 0 })
		if got := h.texts(); got[1] != "甲一" || got[2] != "甲二" {
			t.Errorf("taken in the order %q", got)
		}
		if n := h.deliveries("乙一"); n != 1 {
			t.Errorf("乙一 was taken, and delivered %d times", n)
		}
	})
}

func TestNothingIsConfirmedBeforeTheHandlerReturns(t *testing.T) {
	both(t, func(t *testing.T, mode string) {
		s := newStage(t, mode, nil)
		entered, commit := make(chan struct{}), make(chan struct{})
		h := &hearer{decide: func(bot.In, int) (bot.Answer, error) {
			close(entered)
			<-commit
			return bot.Answer{}, nil
		}}
		s.run(t, h)
		_ = s.fake.Phone("甲").Type("慢慢来")
		<-entered
		if s.fake.Waiting() != 1 {
			t.Error("confirmed before the commit")
		}
		close(commit)
		until(t, "the confirmation", func() bool { return s.fake.Waiting() == 0 })
	})
}

func TestStoppingFinishesWhatWasBegun(t *testing.T) {
	both(t, func(t *testing.T, mode string) {
		s := newStage(t, mode, nil)
		entered, commit := make(chan struct{}), make(chan struct{})
		h := &hearer{decide: func(bot.In, int) (bot.Answer, error) {
			close(entered)
			<-commit
			return bot.Answer{}, nil
		}}
		stop := s.run(t, h)
		_ = s.fake.Phone("甲").Type("最后一句")
		<-entered
		over := make(chan struct{})
		go func() { stop(); close(over) }()
		select {
		case <-over:
			t.Error("Run ended in the middle of a message")
		case <-time.After(30 * time.Millisecond):
		}
		close(commit)
		<-over
		if got := h.texts(); len(got) != 1 || h.cut > 0 {
			t.Errorf("taken %q, %d cut off", got, h.cut)
		}
	})
}

// The library would lose the rest of a batch here; nothing may be lost.
func TestStoppingLosesNothing(t *testing.T) {
	both(t, func(t *testing.T, mode string) {
		s := newStage(t, mode, nil)
		h := &hearer{}
		for i := range 120 {
			_ = s.fake.Phone(string(rune('甲' + i%7))).Type("第" + time.Duration(i).String())
		}
		stop := s.run(t, h)
		until(t, "some", func() bool { return len(h.texts()) > 10 })
		stop()
		s.run(t, h)
		until(t, "all", func() bool { return s.fake.Waiting() == 0 })
		distinct := map[string]bool{}
		for _, text := range h.texts() {
			distinct[text] = true
		}
		if len(distinct) != 120 {
			t.Errorf("%d of 120 were taken", len(distinct))
		}
	})
}

func TestPlatformDownAtStart(t *testing.T) {
	both(t, func(t *testing.T, mode string) {
		s := newStage(t, mode, nil)
		for _, method := range []string{"getMe", "setWebhook", "deleteWebhook", "setMyCommands", "getUpdates"} {
			s.fake.Fail(method, 2, telegramtest.Fault{Code: 502, Raw: "<html>down</html>"})
			s.fake.Fail(method, 1, telegramtest.Fault{HangUp: true})
			s.fake.Fail(method, 1, telegramtest.Fault{Code: 409, Why: "Conflict: terminated by other getUpdates request"})
		}
		h := &hearer{}
		s.run(t, h)
		_ = s.fake.Phone("甲").Type("终于通了")
		until(t, "the first message", func() bool { return len(h.texts()) == 1 })
	})
}

func TestTheBotIntroducesItself(t *testing.T) {
	s := newStage(t, "webhook", nil)
	s.run(t, &hearer{})
	until(t, "the menu", func() bool { return len(s.fake.Calls("setMyCommands")) == 1 })
	menu := s.fake.Calls("setMyCommands")[0].Params["commands"]
	if want := `[{"command":"vote","description":"投票"},{"command":"help","description":"帮助"}]`; menu != want {
		t.Errorf("menu %s", menu)
	}
	hook := s.fake.Calls("setWebhook")[0].Params
	if hook["secret_token"] != webhookSecret || hook["allowed_updates"] != `["message","callback_query","my_chat_member"]` {
		t.Errorf("webhook %v", hook)
	}
	link, err := s.adapter.Link(t.Context(), "b_1-2")
	if err != nil || link != "https://t.me/yishi_test_bot?start=b_1-2" {
		t.Errorf("link %q, %v", link, err)
	}
	if _, err := s.adapter.Link(t.Context(), "三栋"); err == nil {
		t.Error("a code that Telegram does not carry")
	}
}

func TestEveryPressIsAnswered(t *testing.T) {
	s := newStage(t, "webhook", nil)
	long := ""
	for range 150 {
		long += "长😀"
	}
	toasts := map[string]string{"quiet": "", "short": "记下了", "long": long}
	h := &hearer{decide: func(in bot.In, delivery int) (bot.Answer, error) {
		if in.Kind == bot.Press && delivery == 1 {
			return bot.Answer{}, errStore // not answered, as it was not taken
		}
		return bot.Answer{Toast: toasts[in.Text]}, nil
	}}
	s.run(t, h)
	p := s.fake.Phone("甲")
	_ = p.Type("你好")
	until(t, "the greeting", func() bool { return len(h.texts()) == 1 })
	_, err := s.adapter.Send(t.Context(), to(p.Chat()), bot.Out{Text: "选吧", Buttons: []bot.Button{
		{Label: "静", Token: "quiet"}, {Label: "短", Token: "short"}, {Label: "长", Token: "long"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for i, label := range []string{"静", "短", "长"} {
		if err := p.Press(label); err != nil {
			t.Fatal(err)
		}
		until(t, "the answer", func() bool { return len(s.fake.Calls("answerCallbackQuery")) == i+1 })
		if c := s.fake.Calls("answerCallbackQuery")[i]; c.Code != 200 {
			t.Errorf("%s was answered with %q: %d", label, c.Params["text"], c.Code)
		}
	}
	s.fake.Fail("answerCallbackQuery", 1, telegramtest.Fault{Code: 400, Why: "Bad Request: query is too old"})
	_ = p.Press("短")
	until(t, "the press without a toast", func() bool { return len(h.texts()) == 5 && s.fake.Waiting() == 0 })
}
