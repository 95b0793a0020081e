package wechat_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot"
)

func relay(c *wechat.Config, _ *wechattest.Options) { c.Relay, c.Ours = true, []string{"议事"} }

// passing leaves everything to the owner but one word.
func passing(_ context.Context, in bot.In) (bot.Answer, error) {
	if in.Text != "议事" {
		return bot.Answer{Pass: true}, nil
	}
	return bot.Answer{Out: &bot.Out{Text: "想办什么？"}}, nil
}

func TestWhatIsTheOwnersHasAnEmptyAnswerAndAHeader(t *testing.T) {
	w := start(t, relay)
	w.run(t, passing)
	event := strings.Replace(hello, "<MsgType><![CDATA[text]]>", "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[VIEW]]></Event><X><![CDATA[text]]>", 1)
	event = strings.Replace(event, "</MsgType><Content>", "</X><Content>", 1)
	for what, doc := range map[string]string{"words": hello, "an event that concerns nobody": event} {
		rec := w.post(t, doc, nil)
		if rec.Code != http.StatusOK || rec.Body.Len() > 0 || rec.Header().Get("X-Yishi") != "not-ours" {
			t.Errorf("%s: %d %q %v", what, rec.Code, rec.Body, rec.Header())
		}
	}
	rec := w.post(t, strings.Replace(hello, "你好", "议事", 1), nil)
	if rec.Code != http.StatusOK || rec.Header().Get("X-Yishi") != "" || !strings.Contains(rec.Body.String(), "Encrypt") {
		t.Errorf("ours: %d %q %v", rec.Code, rec.Body, rec.Header())
	}
	// Passed on or not: a message nobody signed stays outside.
	if got := w.post(t, hello, func(q url.Values, _ *string) { q.Set("msg_signature", "0") }).Code; got != http.StatusForbidden {
		t.Errorf("a forged one got %d", got)
	}
}

// The platform calls the owner's server, which passes on.
func TestBehindTheOwnersServer(t *testing.T) {
	w := start(t, relay)
	w.run(t, passing)
	var echoed, answered atomic.Int64
	own := func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			echoed.Add(1)
			fmt.Fprint(rw, r.FormValue("echostr"))
			return
		}
		answered.Add(1)
		fmt.Fprint(rw, "success")
	}
	program := httptest.NewServer(w.Adapter)
	defer program.Close()
	owner := httptest.NewServer(wechattest.Owner(program.URL+w.Path(), own))
	defer owner.Close()
	w.fake.Push(owner.URL + "/callback")
	if err := w.fake.Verify(); err != nil || echoed.Load() != 1 {
		t.Error(err, echoed.Load())
	}
	p := w.fake.Phone("甲")
	for _, words := range []string{"医保怎么交", "议事", "1"} {
		if err := p.Type(words); err != nil {
			t.Fatal(err)
		}
	}
	if s := p.Screen(); answered.Load() != 2 || len(s) != 4 || s[2].Text != "想办什么？" {
		t.Errorf("the owner answered %d, the screen shows %+v", answered.Load(), s)
	}
	if menu := w.fake.Calls("/cgi-bin/menu/create"); menu != 0 {
		t.Errorf("the owner's menu was set %d times", menu)
	}
	program.Close() // we are gone: WeChat hears of it, and brings it again
	_ = p.Type("议事")
	if s := p.Screen(); s[len(s)-1].Notice == "" || answered.Load() != 2 {
		t.Errorf("without us: %+v", s[len(s)-1])
	}
}

func TestTheOwnersMenuIsLeftAlone(t *testing.T) {
	c := config()
	relay(&c, nil)
	c.Menu = menu
	if _, err := wechat.New(c, wechat.Deps{}); err == nil || !strings.Contains(err.Error(), "menu is the owner's") {
		t.Error(err)
	}
	asked := make(chan string, 8)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	defer server.Close()
	c.Menu, c.APIBase = nil, server.URL
	a, err := wechat.New(c, wechat.Deps{Menu: menu})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	_ = a.Run(ctx, quiet)
	if len(asked) > 0 {
		t.Errorf("asked %s", <-asked)
	}
}

// The owner's service gives out the one token that all programs use.
func TestTokensOfTheOwnersService(t *testing.T) {
	var w world
	var asked atomic.Int64
	current := "none"
	service := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if asked.Add(1); r.Header.Get("Authorization") != "Bearer of-ours" || r.Method != http.MethodGet {
			http.Error(rw, "who are you", http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(rw, `{"access_token":%q}`, current)
	}))
	defer service.Close()
	w, _, to := met(t, func(c *wechat.Config, _ *wechattest.Options) {
		relay(c, nil)
		c.AppSecret, c.TokenURL, c.TokenAuth = "", service.URL+"/token?key=quiet", "Bearer of-ours"
	})
	fresh := func() { current = w.fake.Token() }
	fresh()
	for range 3 {
		if _, err := w.Send(t.Context(), to, bot.Out{Text: "好"}); err != nil {
			t.Fatal(err)
		}
	}
	if asked.Load() != 1 || w.fake.Calls("/cgi-bin/stable_token") != 0 {
		t.Errorf("the service was asked %d times, the platform %d times", asked.Load(), w.fake.Calls("/cgi-bin/stable_token"))
	}
	w.fake.ExpireTokens() // the service has the old one still
	if _, err := w.Send(t.Context(), to, bot.Out{Text: "好"}); verdict(err) != bot.Retry {
		t.Errorf("an old token: %v", err)
	}
	fresh()
	if _, err := w.Send(t.Context(), to, bot.Out{Text: "好"}); err != nil {
		t.Error(err)
	}
	w.clock.pass(2 * time.Minute) // it said nothing of how long: it is asked again soon
	before := asked.Load()
	if _, err := w.Send(t.Context(), to, bot.Out{Text: "好"}); err != nil || asked.Load() != before+1 {
		t.Error(err, asked.Load()-before)
	}
	service.Close()
	w.clock.pass(2 * time.Minute)
	_, err := w.Send(t.Context(), to, bot.Out{Text: "好"})
	if verdict(err) != bot.Retry || strings.Contains(err.Error(), "quiet") || strings.Contains(err.Error(), service.URL) {
		t.Errorf("no service: %v", err)
	}
}

// The handler that the manual shows is the one that is tested.
func TestTheManualShowsTheOwnersHandler(t *testing.T) {
	manual, err := os.ReadFile("../../docs/relay.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("wechattest/owner.go")
	if err != nil {
		t.Fatal(err)
	}
	_, handler, _ := strings.Cut(string(source), "\nfunc Owner")
	if handler == "" || !strings.Contains(string(manual), "func Owner"+strings.TrimSpace(handler)) {
		t.Error("docs/relay.md shows another handler than wechattest/owner.go has")
	}
}
