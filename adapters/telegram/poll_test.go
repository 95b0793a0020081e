package telegram_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/bot"
)

// marks is telegram.Marks in memory.
type marks struct {
	mu    sync.Mutex
	mark  telegram.Mark
	fails bool
}

func (m *marks) Load(context.Context, string) (telegram.Mark, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fails {
		return telegram.Mark{}, errStore
	}
	return m.mark, nil
}

func (m *marks) Save(_ context.Context, _ string, mark telegram.Mark) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fails {
		return errStore
	}
	m.mark = mark
	return nil
}

func (m *marks) next() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.mark.Next
}

func keeping(m *marks) func(*telegram.Config, *telegram.Deps) {
	return func(_ *telegram.Config, d *telegram.Deps) { d.Marks = m }
}

func TestMarkMovesOnlyOverWhatIsDone(t *testing.T) {
	m := &marks{}
	s := newStage(t, "polling", keeping(m))
	var mu sync.Mutex
	broken := true
	h := &hearer{decide: func(in bot.In, _ int) (bot.Answer, error) {
		mu.Lock()
		defer mu.Unlock()
		if broken && in.Text == "坏" {
			return bot.Answer{}, errStore
		}
		return bot.Answer{}, nil
	}}
	_ = s.fake.Phone("甲").Type("前")
	_ = s.fake.Phone("乙").Type("坏")
	_ = s.fake.Phone("丙").Type("后")
	s.run(t, h)
	until(t, "a second try", func() bool { return h.deliveries("坏") > 1 })
	at := m.next()
	if s.fake.Waiting() != 2 || h.deliveries("前") != 1 || h.deliveries("后") != 1 {
		t.Errorf("%d wait, %d and %d deliveries", s.fake.Waiting(), h.deliveries("前"), h.deliveries("后"))
	}
	mu.Lock()
	broken = false
	mu.Unlock()
	until(t, "all", func() bool { return s.fake.Waiting() == 0 })
	if m.next() != at+2 {
		t.Errorf("the mark went from %d to %d", at, m.next())
	}
}

func TestMarkIsUsedAfterARestart(t *testing.T) {
	m := &marks{}
	s := newStage(t, "polling", keeping(m))
	_ = s.fake.Phone("甲").Type("做过了")
	_ = s.fake.Phone("甲").Type("没做过")
	m.mark = telegram.Mark{Next: 41_000_002, At: s.clock.now()}
	h := &hearer{}
	s.run(t, h)
	until(t, "what is new", func() bool { return len(h.texts()) == 1 })
	if got := h.texts(); got[0] != "没做过" {
		t.Errorf("taken %q", got)
	}
}

// After a week ids begin anew anywhere, so an old mark would swallow them.
func TestOldMarkSwallowsNothing(t *testing.T) {
	m := &marks{mark: telegram.Mark{Next: 99_000_000, At: time.Now().Add(-8 * 24 * time.Hour)}}
	s := newStage(t, "polling", keeping(m))
	_ = s.fake.Phone("甲").Type("好久不见")
	h := &hearer{}
	s.run(t, h)
	until(t, "a low id", func() bool { return len(h.texts()) == 1 })
}

func TestLowerIDsAreHeardWhileRunning(t *testing.T) {
	s := newStage(t, "polling", keeping(&marks{}))
	h := &hearer{}
	s.run(t, h)
	for i, words := range []string{"上个月", "这个月"} {
		_ = s.fake.Phone("甲").Type(words)
		until(t, words, func() bool { return len(h.texts()) == i+1 && s.fake.Waiting() == 0 })
		s.fake.Renumber(7)
	}
}

func TestPollingGoesOnWithoutMarks(t *testing.T) {
	s := newStage(t, "polling", keeping(&marks{fails: true}))
	h := &hearer{}
	s.run(t, h)
	for i, words := range []string{"一", "二"} {
		_ = s.fake.Phone("甲").Type(words)
		until(t, words, func() bool { return len(h.texts()) == i+1 && s.fake.Waiting() == 0 })
	}
}

func TestUnreadableUpdateBlocksNobody(t *testing.T) {
	both(t, func(t *testing.T, mode string) {
		s := newStage(t, mode, nil)
		h := &hearer{}
		s.run(t, h)
		p := s.fake.Phone("甲")
		_ = p.Type("前")
		until(t, "前", func() bool { return len(h.texts()) == 1 })
		s.fake.Inject(p.Chat(), map[string]any{"message": "not a message"})
		s.fake.Inject(p.Chat(), map[string]any{"my_chat_member": map[string]any{"old_chat_member": map[string]any{}}})
		_ = p.Type("后")
		until(t, "后", func() bool { return len(h.texts()) == 2 && s.fake.Waiting() == 0 })
	})
}

func TestPollingSurvivesTrouble(t *testing.T) {
	s := newStage(t, "polling", nil)
	for _, f := range []telegramtest.Fault{
		{Code: 500, Why: "Internal Server Error"}, {Code: 409, Why: "Conflict"}, {Code: 401, Why: "Unauthorized"},
		{Code: 200, Raw: "not JSON"}, {HangUp: true}, {Code: 429, Why: "Too Many Requests", After: 1},
	} {
		s.fake.Fail("getUpdates", 1, f)
	}
	h := &hearer{}
	began := time.Now()
	s.run(t, h)
	_ = s.fake.Phone("甲").Type("还好")
	until(t, "a message after all that", func() bool { return len(h.texts()) == 1 })
	if time.Since(began) < time.Second {
		t.Error("retry_after was not obeyed")
	}
}
