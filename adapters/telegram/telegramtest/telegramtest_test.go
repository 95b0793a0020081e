package telegramtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

type reply struct {
	OK         bool            `json:"ok"`
	Code       int             `json:"error_code"`
	Why        string          `json:"description"`
	Result     json.RawMessage `json:"result"`
	Parameters struct {
		RetryAfter int   `json:"retry_after"`
		Moved      int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// call is one request in JSON.
func call(t *testing.T, s *Server, method string, p m) (r reply) {
	t.Helper()
	body, _ := json.Marshal(p)
	resp, err := http.Post(s.URL()+"/bot"+s.Token()+"/"+method, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return r
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		t.Error(err)
	}
	if !r.OK && r.Code != resp.StatusCode {
		t.Errorf("code %d, status %d", r.Code, resp.StatusCode)
	}
	return r
}

type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) read() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hand) move(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func start(t *testing.T) (*Server, *hand) {
	h := &hand{now: time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)}
	s := New(Options{Now: h.read, Retry: time.Millisecond})
	t.Cleanup(s.Close)
	return s, h
}

func TestLimits(t *testing.T) {
	s, h := start(t)
	p := s.Phone("甲")
	_ = p.Type("你好")
	long := func(n int) string { return strings.Repeat("长", n) }
	keys := func(data, url string) m {
		return m{"inline_keyboard": [][]m{{{"text": "好", "callback_data": data, "url": url}}}}
	}
	for _, c := range []struct {
		method string
		p      m
		why    string // "" means that it is taken
	}{
		{"sendMessage", m{"text": long(4096)}, ""},
		{"sendMessage", m{"text": long(4097)}, "too long"},
		{"sendMessage", m{"text": strings.Repeat("😀", 2049)}, "too long"},
		{"sendMessage", m{"text": " \n"}, "empty"},
		{"sendMessage", m{"text": "?", "reply_markup": keys(strings.Repeat("k", 64), "")}, ""},
		{"sendMessage", m{"text": "?", "reply_markup": keys(strings.Repeat("k", 65), "")}, "BUTTON_DATA_INVALID"},
		{"sendMessage", m{"text": "?", "reply_markup": keys("", "http://localhost/x")}, "Wrong HTTP URL"},
		{"sendMessage", m{"text": "?", "reply_markup": keys("", "")}, "unallowed"},
		{"sendMessage", m{"text": "?", "chat_id": 77}, "chat not found"},
		{"sendPhoto", m{"photo": "nothing"}, "wrong file"},
		{"sendPhoto", m{"photo": "nothing", "caption": long(1025)}, "caption is too long"},
		{"editMessageText", m{"message_id": 9999, "text": "x"}, "message to edit not found"},
		{"answerCallbackQuery", m{"callback_query_id": "1"}, "query is too old"},
		{"setMyCommands", m{"commands": []m{{"command": "Vote", "description": "x"}}}, "BOT_COMMAND_INVALID"},
		{"setMyCommands", m{"commands": []m{{"command": "vote", "description": ""}}}, "DESCRIPTION"},
		{"setWebhook", m{"url": "http://127.0.0.1:1", "secret_token": "秘密"}, "unallowed characters"},
		{"getFile", m{"file_id": "x"}, "invalid file_id"},
		{"flyToTheMoon", m{}, "method not found"},
	} {
		h.move(time.Minute)
		if c.p["chat_id"] == nil {
			c.p["chat_id"] = p.Chat()
		}
		r := call(t, s, c.method, c.p)
		if r.OK != (c.why == "") || !strings.Contains(r.Why, c.why) {
			t.Errorf("%s %.40v: %+v", c.method, c.p, r)
		}
	}
}

func TestPressesAreAnsweredInTime(t *testing.T) {
	s, h := start(t)
	p := s.Phone("甲")
	_ = p.Type("你好")
	call(t, s, "sendMessage", m{"chat_id": p.Chat(), "text": "?", "reply_markup": m{"inline_keyboard": [][]m{{{"text": "好", "callback_data": "y"}}}}})
	press := func() string {
		_ = p.Press("好")
		for id := range s.queries {
			return id
		}
		return ""
	}
	id := press()
	if r := call(t, s, "answerCallbackQuery", m{"callback_query_id": id, "text": strings.Repeat("长", 201)}); r.OK {
		t.Error("a toast of 201")
	}
	if r := call(t, s, "answerCallbackQuery", m{"callback_query_id": id, "text": "记下了"}); !r.OK {
		t.Error(r.Why)
	}
	if b := p.Screen(); b[len(b)-1].Notice != "记下了" {
		t.Errorf("the screen ends with %+v", b[len(b)-1])
	}
	id = press()
	h.move(time.Minute)
	if r := call(t, s, "answerCallbackQuery", m{"callback_query_id": id}); r.OK {
		t.Error("answered after a minute")
	}
}

func TestPace(t *testing.T) {
	s, h := start(t)
	send := func(chat int64) reply { return call(t, s, "sendMessage", m{"chat_id": chat, "text": "好"}) }
	count := func(chat func(int) int64) (n int) {
		for n < 100 && send(chat(n)).OK {
			n++
		}
		return n
	}
	p := s.Phone("甲")
	_ = p.Type("你好")
	if n := count(func(int) int64 { return p.Chat() }); n != chatBurst {
		t.Errorf("a burst of %d to one chat", n)
	}
	if r := send(p.Chat()); r.Code != 429 || r.Parameters.RetryAfter < 1 {
		t.Errorf("%+v", r)
	}
	h.move(3 * time.Second)
	var everybody []int64
	for i := range 40 {
		other := s.Phone(fmt.Sprint("居民", i))
		_ = other.Type("你好")
		everybody = append(everybody, other.Chat())
	}
	if n := count(func(i int) int64 { return everybody[i%40] }); n != perSecond {
		t.Errorf("%d in one second", n)
	}
	g := s.Group("群")
	n := 0
	for range 60 {
		h.move(time.Second)
		if send(g.Chat()).OK {
			n++
		}
	}
	if n != perGroupMinute {
		t.Errorf("%d to a group in a minute", n)
	}
}

func TestGroupsAndMigration(t *testing.T) {
	s, _ := start(t)
	g := s.Group("3栋")
	p := g.Member("甲")
	_ = p.Type("随便聊聊")
	_ = p.Type("@" + s.Username() + " 在吗")
	_ = p.Type("/help")
	_ = p.Type("/help@other_bot")
	var texts []string
	for _, u := range s.updates {
		var upd struct{ Message struct{ Text string } }
		_ = json.Unmarshal(u.raw, &upd)
		if upd.Message.Text != "" {
			texts = append(texts, upd.Message.Text)
		}
	}
	if want := []string{"@" + s.Username() + " 在吗", "/help"}; !slices.Equal(texts, want) {
		t.Errorf("the bot sees %q", texts)
	}
	old := g.Chat()
	g.Migrate()
	if r := call(t, s, "sendMessage", m{"chat_id": old, "text": "好"}); r.Parameters.Moved != g.Chat() || r.Code != 400 {
		t.Errorf("%+v", r)
	}
	if r := call(t, s, "sendMessage", m{"chat_id": g.Chat(), "text": "好"}); !r.OK {
		t.Error(r.Why)
	}
	if b := p.Screen(); b[len(b)-1].Text != "好" || b[len(b)-1].From != "议事" {
		t.Errorf("the screen ends with %+v", b[len(b)-1])
	}
}

func TestGetUpdates(t *testing.T) {
	s, h := start(t)
	get := func(p m) (ids []int64) {
		t.Helper()
		var updates []struct {
			ID int64 `json:"update_id"`
		}
		r := call(t, s, "getUpdates", p)
		if err := json.Unmarshal(r.Result, &updates); err != nil {
			t.Error(r.Why, err)
		}
		for _, u := range updates {
			ids = append(ids, u.ID)
		}
		return ids
	}
	p := s.Phone("甲")
	for i := range 3 {
		_ = p.Type(fmt.Sprint(i))
	}
	ids := get(m{})
	if len(ids) != 3 || len(get(m{"limit": 2})) != 2 {
		t.Errorf("got %v", ids)
	}
	if again := get(m{"offset": ids[1]}); len(again) != 2 || again[0] != ids[1] {
		t.Errorf("from %d on: %v", ids[1], again)
	}
	h.move(25 * time.Hour)
	if left := get(m{}); len(left) != 0 {
		t.Errorf("kept for over a day: %v", left)
	}
	waiting := make(chan []int64)
	go func() { waiting <- get(m{"timeout": 50}) }()
	time.Sleep(20 * time.Millisecond)
	_ = p.Type("新")
	if ids := <-waiting; len(ids) != 1 {
		t.Errorf("waited and got %v", ids)
	}
	call(t, s, "setWebhook", m{"url": "http://127.0.0.1:1/"})
	if r := call(t, s, "getUpdates", m{}); r.Code != 409 {
		t.Errorf("%+v", r)
	}
}

func TestTwoPollersConflict(t *testing.T) {
	s, _ := start(t)
	first := make(chan reply)
	go func() { first <- call(t, s, "getUpdates", m{"timeout": 50}) }()
	for taken := false; !taken; time.Sleep(time.Millisecond) {
		s.mu.Lock()
		taken = s.polling != nil
		s.mu.Unlock()
	}
	second := make(chan reply)
	go func() { second <- call(t, s, "getUpdates", m{"timeout": 1}) }()
	if r := <-first; r.Code != 409 {
		t.Errorf("%+v", r)
	}
	if r := <-second; !r.OK {
		t.Error(r.Why)
	}
}

func TestWebhookKeepsOrderAndTriesAgain(t *testing.T) {
	s, _ := start(t)
	var (
		mu   sync.Mutex
		seen []string
		all  = make(chan struct{})
		bad  = map[string]int{"甲1": 2, "乙0": 1}
	)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var upd struct{ Message struct{ Text string } }
		raw, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(raw, &upd)
		mu.Lock()
		defer mu.Unlock()
		if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s" || bad[upd.Message.Text] > 0 {
			bad[upd.Message.Text]--
			w.WriteHeader(500)
			return
		}
		if seen = append(seen, upd.Message.Text); len(seen) == 6 {
			close(all)
		}
	}))
	defer hook.Close()
	call(t, s, "setWebhook", m{"url": hook.URL, "secret_token": "s", "max_connections": 2})
	for i := range 3 {
		for _, name := range []string{"甲", "乙"} {
			_ = s.Phone(name).Type(fmt.Sprint(name, i))
		}
	}
	<-all
	for _, name := range []string{"甲", "乙"} {
		mine := slices.DeleteFunc(slices.Clone(seen), func(text string) bool { return !strings.HasPrefix(text, name) })
		if want := []string{name + "0", name + "1", name + "2"}; !slices.Equal(mine, want) {
			t.Errorf("got %q", mine)
		}
	}
}

func TestEntities(t *testing.T) {
	for text, want := range map[string]string{
		"/vote@yishi_bot 3":  "bot_command 0 15",
		"你好 /vote":           "bot_command 3 5",
		"😀 @yishi_bot":       "mention 3 10",
		"http://a.cn/vote 好": "url 0 16",
		"去/vote":             "",
	} {
		var got []string
		for _, e := range entities(text) {
			got = append(got, fmt.Sprint(e["type"], " ", e["offset"], " ", e["length"]))
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWhoCannotBeWrittenTo(t *testing.T) {
	s, _ := start(t)
	send := func(p *Phone) reply { return call(t, s, "sendMessage", m{"chat_id": p.Chat(), "text": "好"}) }
	p := s.Phone("甲")
	if r := send(p); r.Code != 403 {
		t.Errorf("somebody who never wrote: %+v", r)
	}
	_ = p.Scan("b_1")
	if r := send(p); !r.OK {
		t.Error(r.Why)
	}
	_ = p.Leave()
	if r := send(p); r.Code != 403 {
		t.Errorf("somebody who blocked us: %+v", r)
	}
	if err := p.Scan("三栋"); err == nil {
		t.Error("a code that Telegram does not carry")
	}
	if d := s.Delivered(); len(d) != 1 || d[0].To != "甲" || d[0].Text != "好" {
		t.Errorf("delivered %+v", d)
	}
}
