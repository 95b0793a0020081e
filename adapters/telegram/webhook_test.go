package telegram_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
)

const hello = `{"update_id":9,"message":{"message_id":1,"date":1790000000,"from":{"id":5,"first_name":"甲"},"chat":{"id":5,"type":"private"},"text":"你好"}}`

func (s *stage) post(method, secret, body string) int {
	r := httptest.NewRequest(method, s.adapter.Path(), strings.NewReader(body))
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	w := httptest.NewRecorder()
	s.adapter.ServeHTTP(w, r)
	return w.Code
}

func TestWebhookAnswers(t *testing.T) {
	s := newStage(t, "webhook", nil)
	if code := s.post("POST", webhookSecret, hello); code != http.StatusServiceUnavailable {
		t.Errorf("before Run: %d", code)
	}
	h := &hearer{decide: func(in bot.In, _ int) (bot.Answer, error) {
		if in.Text == "坏" {
			return bot.Answer{}, errStore
		}
		return bot.Answer{}, nil
	}}
	stop := s.run(t, h)
	until(t, "the webhook", func() bool { return s.post("POST", "", "") != http.StatusServiceUnavailable })
	for _, c := range []struct {
		name, method, secret, body string
		want                       int
	}{
		{"an update", "POST", webhookSecret, hello, 200},
		{"the same again", "POST", webhookSecret, hello, 200},
		{"no secret", "POST", "", hello, 401},
		{"a wrong secret", "POST", webhookSecret + "x", hello, 401},
		{"the beginning of the secret", "POST", webhookSecret[:5], hello, 401},
		{"a browser", "GET", webhookSecret, "", 405},
		{"not JSON", "POST", webhookSecret, "<xml/>", 400},
		{"not an update", "POST", webhookSecret, `{"ok":true}`, 400},
		{"half an update", "POST", webhookSecret, hello[:40], 400},
		{"an update we cannot read", "POST", webhookSecret, `{"update_id":10,"message":[]}`, 200},
		{"an update we do not want", "POST", webhookSecret, `{"update_id":11,"poll_answer":{"poll_id":"1"}}`, 200},
		{"too much", "POST", webhookSecret, `{"update_id":12,"x":"` + strings.Repeat("长", 1<<19) + `"}`, 413},
		{"a failing handler", "POST", webhookSecret, strings.Replace(hello, "你好", "坏", 1), 500},
	} {
		if got := s.post(c.method, c.secret, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if n := h.deliveries("你好"); n != 2 {
		t.Errorf("the handler saw %d", n)
	}
	if strings.Contains(s.log.String(), "你好") {
		t.Error("what people write is in the log")
	}
	stop()
	if code := s.post("POST", webhookSecret, hello); code != http.StatusServiceUnavailable {
		t.Errorf("after Run: %d", code)
	}
}

func TestPollingHasNoWebhook(t *testing.T) {
	s := newStage(t, "polling", nil)
	s.run(t, &hearer{})
	until(t, "the refusal", func() bool { return s.post("POST", webhookSecret, hello) == http.StatusNotFound })
}

// A chat's updates wait for each other even if they are delivered at once.
func TestOneChatIsOneLane(t *testing.T) {
	s := newStage(t, "webhook", nil)
	commit := make(chan struct{})
	h := &hearer{decide: func(in bot.In, _ int) (bot.Answer, error) {
		if in.Text == "一" {
			<-commit
		}
		return bot.Answer{}, nil
	}}
	s.run(t, h)
	until(t, "the webhook", func() bool { return s.post("POST", "", "") != http.StatusServiceUnavailable })
	var posts sync.WaitGroup
	say := func(chat, words string) {
		body := strings.NewReplacer(`"id":5`, `"id":`+chat, "你好", words).Replace(hello)
		posts.Go(func() {
			if code := s.post("POST", webhookSecret, body); code != 200 {
				t.Errorf("%s: %d", words, code)
			}
		})
	}
	say("5", "一")
	until(t, "the first", func() bool { return h.deliveries("一") == 1 })
	say("5", "二")
	say("6", "别人")
	until(t, "another chat", func() bool { return h.deliveries("别人") == 1 })
	time.Sleep(20 * time.Millisecond)
	if h.deliveries("二") != 0 {
		t.Error("the second overtook the first")
	}
	close(commit)
	posts.Wait()
	if got := h.texts(); !slices.Equal(got, []string{"别人", "一", "二"}) {
		t.Errorf("taken %q", got)
	}
}
