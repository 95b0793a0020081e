package wechat_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot"
)

// met is a world in which 甲 has just written.
func met(t *testing.T, edit func(*wechat.Config, *wechattest.Options)) (world, *wechattest.Phone, bot.Address) {
	t.Helper()
	w := start(t, edit)
	w.run(t, quiet)
	p := w.fake.Phone("甲")
	if err := p.Type("你好"); err != nil {
		t.Fatal(err)
	}
	return w, p, w.address("甲")
}

// unknown is the verdict of an error that leaves open what happened.
const unknown bot.Verdict = "unknown"

func verdict(err error) bot.Verdict {
	if err == nil {
		return ""
	}
	if e, ok := bot.AsSendError(err); ok {
		return e.Verdict
	}
	return unknown
}

func TestSendErrors(t *testing.T) {
	account := func(kind string) func(*wechat.Config, *wechattest.Options) {
		return func(_ *wechat.Config, o *wechattest.Options) { o.Account = kind }
	}
	fail := func(f wechattest.Fault) func(world, *wechattest.Phone) {
		return func(w world, p *wechattest.Phone) { w.fake.Fail(p.OpenID(), f) }
	}
	for what, c := range map[string]struct {
		edit    func(*wechat.Config, *wechattest.Options)
		before  func(world, *wechattest.Phone)
		want    bot.Verdict
		arrives int
	}{
		"fine":                 {want: "", arrives: 1},
		"slow":                 {before: fail(wechattest.Slow), want: "", arrives: 1},
		"45015 long silence":   {before: func(w world, _ *wechattest.Phone) { w.clock.pass(49 * time.Hour) }, want: bot.Closed},
		"45015 window closed":  {before: func(_ world, p *wechattest.Phone) { p.CloseWindow() }, want: bot.Closed},
		"45015 unsubscribed":   {before: func(_ world, p *wechattest.Phone) { _ = p.Leave() }, want: bot.Closed},
		"48002 refuses":        {before: func(_ world, p *wechattest.Phone) { p.Block() }, want: bot.Gone},
		"-1 busy":              {before: fail(wechattest.Busy), want: bot.Retry},
		"45011 too fast":       {before: fail(wechattest.TooFast), want: bot.Slow},
		"45009 spent":          {before: fail(wechattest.Spent), want: bot.Quota},
		"HTTP 503":             {before: fail(wechattest.Down), want: bot.Slow},
		"HTTP 500":             {before: fail(wechattest.Crash), want: unknown},
		"cut after the act":    {before: fail(wechattest.Cut), want: unknown, arrives: 1},
		"an answer of rubbish": {before: fail(wechattest.Garbage), want: unknown, arrives: 1},
		"nobody there":         {before: func(w world, _ *wechattest.Phone) { _ = w.fake.Close() }, want: bot.Retry},
		"48001 unverified":     {edit: account("unverified"), want: bot.Bad},
		"a subscription":       {edit: account("subscription"), want: "", arrives: 1},
		"no token":             {before: func(w world, _ *wechattest.Phone) { w.fake.Fail("", wechattest.Down) }, want: bot.Retry},
		"40125 wrong secret":   {edit: func(_ *wechat.Config, o *wechattest.Options) { o.Secret = "another" }, want: bot.Retry},
	} {
		w, p, to := met(t, c.edit)
		if c.before != nil {
			c.before(w, p)
		}
		_, err := w.Send(t.Context(), to, bot.Out{Text: "通知"})
		if got := verdict(err); got != c.want {
			t.Errorf("%s: %v, want %q", what, err, c.want)
		}
		if e, ok := bot.AsSendError(err); ok && (e.Why == "" || e.Verdict == bot.Slow && e.After == 0) {
			t.Errorf("%s: %+v says too little", what, e)
		}
		if got := len(w.fake.Delivered()); got != c.arrives {
			t.Errorf("%s: %d arrived, want %d", what, got, c.arrives)
		}
	}
}

func TestSendToNobody(t *testing.T) {
	w := start(t, nil)
	if _, err := w.Send(t.Context(), bot.Address{Chat: "oNobody"}, bot.Out{Text: "在吗"}); verdict(err) != bot.Gone {
		t.Errorf("got %v", err)
	}
}

func TestSendTakesOnePiece(t *testing.T) {
	w, _, to := met(t, nil)
	for _, out := range []bot.Out{{}, {Text: strings.Repeat("长", 700)}, {Text: "图", Photo: "plan.jpg"}} {
		if _, err := w.Send(t.Context(), to, out); verdict(err) != bot.Bad {
			t.Errorf("%.20q got %v", out.Text, err)
		}
	}
}

func TestQuotaAfterAMessage(t *testing.T) {
	w, p, to := met(t, nil)
	for i := range 6 {
		_, err := w.Send(t.Context(), to, bot.Out{Text: fmt.Sprint("第", i+1, "条")})
		if i < 5 && err != nil || i == 5 && verdict(err) != bot.Closed {
			t.Errorf("message %d: %v", i+1, err)
		}
	}
	_ = p.Type("再来")
	if _, err := w.Send(t.Context(), to, bot.Out{Text: "又能发了"}); err != nil {
		t.Error(err)
	}
}

// A token that is refused is asked for anew, once for all who want it.
func TestTokenIsRefreshedOnce(t *testing.T) {
	w, _, to := met(t, nil)
	for round := range 2 {
		w.fake.ExpireTokens()
		if _, err := w.Send(t.Context(), to, bot.Out{Text: "好"}); err != nil {
			t.Fatalf("after the tokens ended: %v", err)
		}
		if got := w.fake.Calls("/cgi-bin/stable_token"); got != round+1 {
			t.Errorf("%d tokens were fetched in %d rounds", got, round+1)
		}
	}
	before := w.fake.Calls("/cgi-bin/stable_token")
	w.fake.ExpireTokens()
	var all sync.WaitGroup
	for i := range 12 { // at once
		all.Go(func() {
			name := fmt.Sprint("邻居", i)
			_ = w.fake.Phone(name).Type("你好")
			if _, err := w.Send(t.Context(), w.address(name), bot.Out{Text: "好"}); err != nil {
				t.Error(err)
			}
			_, _ = w.Link(t.Context(), "b_1-2")
		})
	}
	all.Wait()
	if got := w.fake.Calls("/cgi-bin/stable_token") - before; got != 1 {
		t.Errorf("%d fetches for one token", got)
	}
}

func TestTokenIsFetchedBeforeItEnds(t *testing.T) {
	w, p, to := met(t, nil)
	for range 4 {
		if _, err := w.Send(t.Context(), to, bot.Out{Text: "好"}); err != nil {
			t.Fatal(err)
		}
		w.clock.pass(time.Hour)
		_ = p.Type("嗯")
	}
	if got := w.fake.Calls("/cgi-bin/message/custom/send"); got != 4 {
		t.Errorf("%d calls for 4 messages: a token was used after its end", got)
	}
}

// stubborn is a platform that gives out a token it does not take, until forced.
func TestTokenIsForcedIfThePlatformGivesTheOldOne(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if strings.HasSuffix(r.URL.Path, "stable_token") {
			var ask struct {
				Force bool `json:"force_refresh"`
			}
			_ = json.NewDecoder(r.Body).Decode(&ask)
			asked = append(asked, fmt.Sprint(ask.Force))
			fmt.Fprintf(w, `{"access_token":"token-%v","expires_in":7200}`, ask.Force)
			return
		}
		asked = append(asked, r.URL.Query().Get("access_token"))
		if r.URL.Query().Get("access_token") == "token-true" {
			fmt.Fprint(w, `{"errcode":0}`)
			return
		}
		fmt.Fprint(w, `{"errcode":40001,"errmsg":"invalid credential"}`)
	}))
	defer server.Close()
	c := wechat.Config{Name: "main", AppID: appID, AppSecret: secret, Token: token, APIBase: server.URL}
	a, err := wechat.New(c, wechat.Deps{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Send(t.Context(), bot.Address{Chat: "oJia"}, bot.Out{Text: "好"}); err != nil {
		t.Error(err)
	}
	if got, want := strings.Join(asked, " "), "false token-false false true token-true"; got != want {
		t.Errorf("the platform was asked %s, want %s", got, want)
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	hang := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer server.Close()
	defer close(hang)
	a, err := wechat.New(wechat.Config{Name: "main", AppID: appID, AppSecret: secret, Token: token, APIBase: server.URL}, wechat.Deps{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := a.Send(ctx, bot.Address{Chat: "oJia"}, bot.Out{Text: "好"}); err == nil {
		t.Error("sent to a platform that never answers")
	}
}

func TestErrorsTellNoSecret(t *testing.T) {
	w, p, to := met(t, nil)
	_, _ = w.Send(t.Context(), to, bot.Out{Text: "好"})
	var errs []error
	for _, f := range []wechattest.Fault{wechattest.Cut, wechattest.Crash, wechattest.Garbage, wechattest.Busy} {
		w.fake.Fail(p.OpenID(), f)
		_, err := w.Send(t.Context(), to, bot.Out{Text: "好"})
		errs = append(errs, err)
	}
	_, _, err := w.fetch("no-such-file")
	errs = append(errs, err)
	_ = w.fake.Close()
	_, err = w.Send(t.Context(), to, bot.Out{Text: "好"})
	_, err2 := w.Link(t.Context(), "b_1-2")
	_, _, err3 := w.fetch("some-file")
	for _, err := range append(errs, err, err2, err3) {
		if err == nil {
			t.Fatal("no error")
		}
		for e := err; e != nil; e = errors.Unwrap(e) {
			if s := fmt.Sprintf("%v %+v", e, e); strings.Contains(s, "AT_") || strings.Contains(s, secret) || strings.Contains(s, "token=") && !strings.Contains(s, "token=…") {
				t.Errorf("tells a secret: %s", s)
			}
		}
	}
}

// The platform here is a parrot: its answers repeat what it was asked.
func TestErrorsTellNoSecretThatIsRepeated(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "stable_token") {
			fmt.Fprint(w, `{"access_token":"AT_/+=","expires_in":7200}`)
			return
		}
		conn, _, _ := http.NewResponseController(w).Hijack()
		fmt.Fprintf(conn, "HTTP/9.9 %s %s\r\n\r\n", r.URL.RawQuery, r.URL.Query().Get("access_token"))
		_ = conn.Close()
	}))
	defer server.Close()
	a, err := wechat.New(wechat.Config{Name: "main", AppID: appID, AppSecret: secret, Token: token, APIBase: server.URL}, wechat.Deps{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Send(t.Context(), bot.Address{Chat: "oJia"}, bot.Out{Text: "好"})
	if verdict(err) != unknown || !strings.Contains(err.Error(), "access_token=…") || strings.Contains(err.Error(), "AT_") {
		t.Errorf("the error is %v", err)
	}
}

func TestPictures(t *testing.T) {
	w, p, to := met(t, nil)
	for range 2 {
		if _, err := w.Send(t.Context(), to, bot.Out{Photo: "plan.jpg"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.fake.Calls("/cgi-bin/media/upload"); got != 1 {
		t.Errorf("the picture was uploaded %d times", got)
	}
	w.clock.pass(70 * time.Hour)
	_ = p.Type("再发一次")
	if _, err := w.Send(t.Context(), to, bot.Out{Photo: "plan.jpg"}); err != nil {
		t.Fatal(err)
	}
	if got := w.fake.Calls("/cgi-bin/media/upload"); got != 2 {
		t.Errorf("after three days the picture had been uploaded %d times", got)
	}
	for _, b := range p.Screen()[1:3] {
		if string(b.Photo) != string(w.files["plan.jpg"]) {
			t.Errorf("the screen shows %+v", b)
		}
	}
	if _, err := w.Send(t.Context(), to, bot.Out{Photo: "missing.jpg"}); verdict(err) != bot.Bad {
		t.Errorf("a missing picture: %v", err)
	}
	w.files["huge.jpg"] = make([]byte, 11<<20)
	if _, err := w.Send(t.Context(), to, bot.Out{Photo: "huge.jpg"}); verdict(err) != bot.Bad {
		t.Errorf("a huge picture: %v", err)
	}
	w.files["new.jpg"] = []byte("new")
	w.fake.Fail("", wechattest.Crash)
	if _, err := w.Send(t.Context(), to, bot.Out{Photo: "new.jpg"}); verdict(err) != bot.Retry {
		t.Errorf("an upload that failed sent nothing, but: %v", err)
	}
}

func TestAPictureAnswersWithinTheRequest(t *testing.T) {
	w := start(t, nil)
	w.run(t, func(context.Context, bot.In) (bot.Answer, error) {
		return bot.Answer{Out: &bot.Out{Photo: "plan.jpg"}}, nil
	})
	_ = w.fake.Phone("甲").Type("看图")
	if d := w.fake.Delivered(); len(d) != 1 || d[0].Kind != "reply" || string(d[0].Photo) != string(w.files["plan.jpg"]) {
		t.Errorf("delivered %+v", d)
	}
}

// A picture that WeChat does not take fails neither the request nor the words.
func TestAPictureThatIsRefused(t *testing.T) {
	heic := "\x00\x00\x00\x18ftypheic an iPhone's"
	for name, refuse := range map[string]func(w world){
		"for what it is":       func(w world) { w.files["plan.jpg"] = []byte(heic) },
		"the platform is busy": func(w world) { w.fake.Fail("", wechattest.Busy) },
		"none today any more":  func(w world) { w.fake.Fail("", wechattest.Spent) },
		"it is gone":           func(w world) { delete(w.files, "plan.jpg") },
	} {
		t.Run(name, func(t *testing.T) {
			w := start(t, nil)
			w.run(t, func(context.Context, bot.In) (bot.Answer, error) {
				return bot.Answer{Out: &bot.Out{Photo: "plan.jpg"}}, nil
			})
			refuse(w)
			if err := w.fake.Phone("甲").Type("看图"); err != nil {
				t.Error(err)
			}
			if d := w.fake.Delivered(); len(d) != 1 || d[0].Text != "（有一张照片，这里发不出来。）" {
				t.Errorf("delivered %+v", d)
			}
			w.files["plan.jpg"] = []byte(heic)
			_, err := w.Send(t.Context(), w.address("甲"), bot.Out{Photo: "plan.jpg"})
			if e, ok := bot.AsSendError(err); !ok || e.Verdict != bot.Bad || !e.Photo {
				t.Errorf("sent, it is %v", err)
			}
		})
	}
}

func TestVoiceIsKeptThreeDays(t *testing.T) {
	w := start(t, nil)
	var file string
	w.run(t, func(_ context.Context, in bot.In) (bot.Answer, error) { file = in.File; return bot.Answer{}, nil })
	_ = w.fake.Phone("甲").Voice([]byte("#!AMR"))
	w.fake.ExpireTokens()
	if data, ext, err := w.fetch(file); data != "#!AMR" || ext != "amr" || err != nil {
		t.Errorf("fetched %q, %q, %v", data, ext, err)
	}
	w.clock.pass(73 * time.Hour)
	if _, _, err := w.fetch(file); err == nil {
		t.Error("fetched after three days")
	}
}

var notice = bot.Out{
	Text: "周六上午九点，居委会义诊。", Title: "居委会一楼义诊\n请带医保卡，早上不要吃东西，可以喝水",
	Fields: []bot.Field{{Name: "时间", Value: "周六 9:00"}, {Name: "地点", Value: " "}, {Name: "多余", Value: "放不下"}},
	Links:  []bot.Link{{Label: "看详情", URL: "https://example.org/n/1"}},
}

func TestFormReachesOutsideTheWindow(t *testing.T) {
	w := start(t, nil)
	receipts := make(chan bot.In, 9)
	w.run(t, func(_ context.Context, in bot.In) (bot.Answer, error) { receipts <- in; return bot.Answer{}, nil })
	id := "n1/" + strings.Repeat("delivery", 10)
	ref, err := w.SendForm(t.Context(), w.address("甲"), notice, id)
	if err != nil || ref == "" {
		t.Fatalf("ref %q, %v", ref, err)
	}
	if in := <-receipts; in.Kind != bot.Receipt || in.Ref != ref || in.Text != "" || in.Address != w.address("甲") {
		t.Errorf("the receipt is %+v", in)
	}
	if again, err := w.SendForm(t.Context(), w.address("甲"), notice, id); err != nil || again != ref {
		t.Errorf("the same form again has ref %q, %v", again, err)
	}
	d := w.fake.Delivered()
	if len(d) != 1 || d[0].Kind != "template" || d[0].Ref != ref || len(d[0].ID) > 32 {
		t.Fatalf("delivered %+v", d)
	}
	if got, want := d[0].Text, "居委会一楼义诊 请带医保卡，早上不要吃…\n周六 9:00\n无"; got != want {
		t.Errorf("the form says %q, want %q", got, want)
	}
	w.fake.Phone("乙").Block()
	if _, err := w.SendForm(t.Context(), w.address("乙"), notice, "n1/2"); err != nil {
		t.Fatal(err)
	}
	if in := <-receipts; in.Kind != bot.Receipt || in.Text == "" {
		t.Errorf("the receipt of somebody who blocks is %+v", in)
	}
	_ = w.fake.Phone("丙").Leave()
	if _, err := w.SendForm(t.Context(), w.address("丙"), notice, "n1/3"); verdict(err) != bot.Gone {
		t.Errorf("a form to somebody who left: %v", err)
	}
}

// A form is not sent twice because its answer was lost.
func TestFormMayBeTriedAgain(t *testing.T) {
	w := start(t, nil)
	w.run(t, quiet)
	p := w.fake.Phone("甲")
	w.fake.Fail(p.OpenID(), wechattest.Busy, wechattest.Cut)
	for i, want := range []bot.Verdict{bot.Retry, unknown, ""} {
		if _, err := w.SendForm(t.Context(), w.address("甲"), notice, "n1"); verdict(err) != want {
			t.Errorf("try %d: %v, want %q", i+1, err, want)
		}
	}
	if got := len(w.fake.Delivered()); got != 1 {
		t.Errorf("%d arrived", got)
	}
}

func TestFormsNeedATemplate(t *testing.T) {
	for _, edit := range []func(*wechat.Config, *wechattest.Options){
		func(c *wechat.Config, _ *wechattest.Options) { c.TemplateID = "" },
		func(c *wechat.Config, _ *wechattest.Options) { c.Account = wechat.Subscription },
	} {
		w := start(t, edit)
		if w.Limits().Forms {
			t.Error("forms are promised")
		}
		if _, err := w.SendForm(t.Context(), w.address("甲"), notice, "n1"); verdict(err) != bot.Bad {
			t.Errorf("got %v", err)
		}
	}
}
