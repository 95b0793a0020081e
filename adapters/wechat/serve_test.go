package wechat_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/util"
	"github.com/sirupsen/logrus"

	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot"
)

var envelope = wechattest.Envelope{AppID: appID, Token: token, AESKey: aesKey}

const hello = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oJia]]></FromUserName>` +
	`<CreateTime>1795348800</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content><MsgId>7</MsgId></xml>`

// quiet answers nothing.
func quiet(context.Context, bot.In) (bot.Answer, error) { return bot.Answer{}, nil }

// saying answers everything with the same words.
func saying(words string) bot.Handler {
	return func(context.Context, bot.In) (bot.Answer, error) {
		return bot.Answer{Out: &bot.Out{Text: words}}, nil
	}
}

// post pushes as the platform would, after edit has had its way with it.
func (w world) post(t *testing.T, doc string, edit func(q url.Values, body *string)) *httptest.ResponseRecorder {
	t.Helper()
	return w.push(t, envelope, doc, edit)
}

func (w world) push(t *testing.T, e wechattest.Envelope, doc string, edit func(q url.Values, body *string)) *httptest.ResponseRecorder {
	t.Helper()
	query, sealed, err := e.Seal([]byte(doc), "oJia", w.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	q, _ := url.ParseQuery(query)
	body := string(sealed)
	if edit != nil {
		edit(q, &body)
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, w.Path()+"?"+q.Encode(), strings.NewReader(body)))
	return rec
}

func TestAddressIsVerified(t *testing.T) {
	w := start(t, nil)
	w.run(t, quiet)
	if err := w.fake.Verify(); err != nil {
		t.Fatal(err)
	}
	query, _, _ := wechattest.Envelope{Token: "another"}.Seal(nil, "", noon)
	if got := w.status(http.MethodGet, query+"&echostr=x", nil); got != http.StatusForbidden {
		t.Errorf("a bad signature got %d", got)
	}
	query, _, _ = wechattest.Envelope{Token: token}.Seal(nil, "", noon)
	if got := w.status(http.MethodGet, query, nil); got != http.StatusForbidden {
		t.Errorf("no echostr got %d", got)
	}
	if got := w.status(http.MethodPut, query, nil); got != http.StatusMethodNotAllowed {
		t.Errorf("PUT got %d", got)
	}
	rec := w.post(t, hello, func(q url.Values, _ *string) { q.Set("echostr", "repeat this") })
	if rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "repeat") {
		t.Errorf("echostr on a message got %d %q", rec.Code, rec.Body)
	}
}

func TestForgedMessagesAreRefused(t *testing.T) {
	w := start(t, nil)
	w.run(t, func(context.Context, bot.In) (bot.Answer, error) {
		t.Error("a forged message reached the handler")
		return bot.Answer{}, nil
	})
	at := func(shift time.Duration) func(url.Values, *string) {
		return func(q url.Values, body *string) {
			query, sealed, _ := envelope.Seal([]byte(hello), "oJia", noon.Add(shift))
			again, _ := url.ParseQuery(query)
			for k := range again {
				q[k] = again[k]
			}
			*body = string(sealed)
		}
	}
	sealedBy := func(e wechattest.Envelope) func(url.Values, *string) {
		return func(q url.Values, body *string) {
			query, sealed, _ := e.Seal([]byte(hello), "oJia", noon)
			again, _ := url.ParseQuery(query)
			for k := range again {
				q[k] = again[k]
			}
			*body = string(sealed)
		}
	}
	for what, c := range map[string]struct {
		edit func(q url.Values, body *string)
		want int
	}{
		"downgraded to plain text": {func(q url.Values, body *string) { q.Del("encrypt_type"); *body = hello }, 403},
		"downgraded by name":       {func(q url.Values, body *string) { q.Set("encrypt_type", "raw"); *body = hello }, 403},
		"plain text as encrypted":  {func(_ url.Values, body *string) { *body = hello }, 403},
		"no message signature":     {func(q url.Values, _ *string) { q.Del("msg_signature") }, 403},
		"no signature":             {func(q url.Values, _ *string) { q.Del("signature") }, 403},
		"another signature":        {func(q url.Values, _ *string) { q.Set("signature", strings.Repeat("0", 40)) }, 403},
		"another message":          {func(q url.Values, _ *string) { q.Set("msg_signature", strings.Repeat("0", 40)) }, 403},
		"a changed body": {func(_ url.Values, body *string) {
			*body = strings.Replace(*body, "Encrypt><![CDATA[", "Encrypt><![CDATA[A", 1)
		}, 403},
		"an old request":            {at(-6 * time.Minute), 403},
		"a request from the future": {at(6 * time.Minute), 403},
		"1970":                      {at(-noon.Sub(time.Unix(1000, 0))), 403},
		"no time":                   {func(q url.Values, _ *string) { q.Set("timestamp", "soon") }, 403},
		"another account":           {sealedBy(wechattest.Envelope{AppID: "wxother", Token: token, AESKey: aesKey}), 403},
		"another key":               {sealedBy(wechattest.Envelope{AppID: appID, Token: token, AESKey: strings.Repeat("x", 42) + "E"}), 403},
		"another token":             {sealedBy(wechattest.Envelope{AppID: appID, Token: "guess", AESKey: aesKey}), 403},
		"65 KiB":                    {func(_ url.Values, body *string) { *body = strings.Repeat(" ", 65<<10) }, 413},
		"no XML":                    {func(_ url.Values, body *string) { *body = `{"Encrypt":"x"}` }, 400},
	} {
		if got := w.post(t, hello, c.edit).Code; got != c.want {
			t.Errorf("%s got %d, want %d", what, got, c.want)
		}
	}
	if got := w.post(t, "<xml><MsgType>text</MsgType></xml>", nil).Code; got != 400 {
		t.Errorf("a message from nobody got %d", got)
	}
}

func TestReplayIsRefused(t *testing.T) {
	w := start(t, nil)
	failing := true
	w.run(t, func(context.Context, bot.In) (bot.Answer, error) {
		if failing {
			return bot.Answer{}, errors.New("the disk is full")
		}
		return bot.Answer{}, nil
	})
	query, body, _ := envelope.Seal([]byte(hello), "oJia", noon)
	if got := w.status(http.MethodPost, query, body); got != 500 {
		t.Errorf("a failing handler got %d", got)
	}
	failing = false
	for i, want := range []int{200, 403, 403} {
		if got := w.status(http.MethodPost, query, body); got != want {
			t.Errorf("delivery %d got %d, want %d", i+1, got, want)
		}
	}
	if got := w.post(t, hello, nil).Code; got != 200 {
		t.Errorf("the same message, signed anew, got %d", got)
	}
	w.clock.pass(4 * time.Minute)
	if got := w.status(http.MethodPost, query, body); got != 403 {
		t.Errorf("a replay while its time is fresh got %d", got)
	}
}

func TestReplayMemoryIsBounded(t *testing.T) {
	w := start(t, nil)
	w.run(t, quiet)
	for range 20 {
		w.post(t, hello, nil)
	}
	if got := w.Kept(); got != 20 {
		t.Fatalf("%d requests are remembered, not 20", got)
	}
	for range 3 {
		w.clock.pass(11 * time.Minute)
		w.post(t, hello, nil)
	}
	if got := w.Kept(); got > 2 {
		t.Errorf("%d requests are remembered after half an hour", got)
	}
}

// The library answers a nil reply in safe mode with an encrypted nothing.
func TestNoAnswerIsSuccess(t *testing.T) {
	for _, key := range []string{aesKey, ""} {
		w := start(t, func(c *wechat.Config, o *wechattest.Options) { c.AESKey, o.AESKey = key, key })
		w.run(t, quiet)
		rec := w.push(t, wechattest.Envelope{AppID: appID, Token: token, AESKey: key}, hello, nil)
		if rec.Code != 200 || rec.Body.String() != "success" || !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("got %d %q", rec.Code, rec.Body)
		}
	}
}

func TestPlainModeTakesNothingEncrypted(t *testing.T) {
	w := start(t, func(c *wechat.Config, o *wechattest.Options) { c.AESKey, o.AESKey = "", "" })
	w.run(t, quiet)
	if got := w.post(t, hello, nil).Code; got != 400 {
		t.Errorf("got %d", got)
	}
}

func TestAnswerIsValidXML(t *testing.T) {
	const nasty = "左\x01\x0b]]>&amp;<右>\ufffe😀\xff"
	w := start(t, nil)
	w.run(t, saying(nasty))
	rec := w.post(t, hello, nil)
	doc, err := envelope.Open(rec.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ ToUserName, FromUserName, MsgType, Content string }
	if err := xml.Unmarshal(doc, &got); err != nil {
		t.Fatalf("%v in %s", err, doc)
	}
	if got.ToUserName != "oJia" || got.FromUserName != "gh_1" || got.MsgType != "text" || got.Content != "左]]>&amp;<右>😀" {
		t.Errorf("got %+v", got)
	}
}

func TestAnswerFromTheLibrarysSide(t *testing.T) {
	w := start(t, nil)
	w.run(t, saying("收到"))
	var sealed struct{ Encrypt, MsgSignature, TimeStamp, Nonce string }
	if err := xml.Unmarshal(w.post(t, hello, nil).Body.Bytes(), &sealed); err != nil {
		t.Fatal(err)
	}
	if sealed.MsgSignature != util.Signature(token, sealed.TimeStamp, sealed.Nonce, sealed.Encrypt) {
		t.Error("the answer is not signed")
	}
	if _, doc, err := util.DecryptMsg(appID, sealed.Encrypt, aesKey); err != nil || !strings.Contains(string(doc), "收到") {
		t.Errorf("opened %q, %v", doc, err)
	}
}

// A turn that takes longer than the platform waits is not lost, and its answer
// reaches the person with the next delivery.
func TestSlowTurnIsAnsweredAtTheNextDelivery(t *testing.T) {
	w := start(t, func(_ *wechat.Config, o *wechattest.Options) { o.Wait = 300 * time.Millisecond })
	calls, again := make(chan bot.In, 3), make(chan struct{})
	w.run(t, func(ctx context.Context, in bot.In) (bot.Answer, error) {
		calls <- in
		if len(calls) == 1 {
			<-again
			if ctx.Err() != nil {
				t.Error("the turn was broken off")
			}
		} else {
			close(again)
		}
		return bot.Answer{Out: &bot.Out{Text: "办好了"}}, nil
	})
	p := w.fake.Phone("甲")
	if err := p.Type("慢慢来"); err != nil {
		t.Fatal(err)
	}
	if first, second := <-calls, <-calls; first.ID != second.ID || !first.At.Equal(second.At) {
		t.Errorf("delivered as %+v, then %+v", first, second)
	}
	if s := p.Screen(); len(s) != 2 || s[1].Text != "办好了" {
		t.Errorf("the screen shows %+v", s)
	}
}

func TestOneWhoNeverAnswersIsTrouble(t *testing.T) {
	w := start(t, nil)
	w.run(t, func(context.Context, bot.In) (bot.Answer, error) { return bot.Answer{}, errors.New("no") })
	p := w.fake.Phone("甲")
	_ = p.Type("有人吗")
	if s := p.Screen(); len(s) != 2 || !strings.Contains(s[1].Notice, "出现故障") {
		t.Errorf("the screen shows %+v", s)
	}
}

// The library would log what people write, once its root package is imported.
func TestNothingIsLoggedOfWhatPeopleWrite(t *testing.T) {
	var log strings.Builder
	logrus.SetOutput(&log)
	t.Cleanup(func() { logrus.SetOutput(io.Discard) })
	w := start(t, nil)
	w.run(t, saying("答复"))
	_ = w.fake.Phone("甲").Type("悄悄话")
	_, _ = w.Send(t.Context(), w.address("甲"), bot.Out{Text: "又一句"})
	if log.Len() > 0 || logrus.GetLevel() >= logrus.DebugLevel {
		t.Errorf("level %s, logged %q", logrus.GetLevel(), log.String())
	}
}

// A turn that panics is not answered, and may come again.
func TestPanicIsNoAnswer(t *testing.T) {
	w := start(t, nil)
	panicking := true
	w.run(t, func(context.Context, bot.In) (bot.Answer, error) {
		if panicking {
			panic("a bug")
		}
		return bot.Answer{}, nil
	})
	query, body, _ := envelope.Seal([]byte(hello), "oJia", noon)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		w.status(http.MethodPost, query, body)
	}()
	panicking = false
	if got := w.status(http.MethodPost, query, body); got != 200 {
		t.Errorf("the next delivery got %d", got)
	}
}

// The library panics when the platform has hung up.
func TestHangingUpIsNoPanic(t *testing.T) {
	w := start(t, nil)
	w.run(t, saying("迟了"))
	query, body, _ := envelope.Seal([]byte(hello), "oJia", noon)
	w.ServeHTTP(hungUp{httptest.NewRecorder()}, httptest.NewRequest(http.MethodPost, w.Path()+"?"+query, bytes.NewReader(body)))
}

// hungUp is a response to a connection that is gone.
type hungUp struct{ http.ResponseWriter }

func (hungUp) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func (w world) address(name string) bot.Address {
	return bot.Address{Channel: w.Channel(), Chat: w.fake.Phone(name).OpenID()}
}

// BenchmarkServe is one message through the endpoint, AES on, with an answer.
func BenchmarkServe(b *testing.B) {
	a, err := wechat.New(wechat.Config{Name: "main", AppID: appID, AppSecret: secret, Token: token, AESKey: aesKey},
		wechat.Deps{Now: func() time.Time { return noon }})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	go func() { _ = a.Run(ctx, saying("已收到，编号 24-017，十月三日前答复您。")) }()
	type request struct{ query, body string }
	requests := make([]request, b.N)
	for i := range requests {
		query, body, _ := envelope.Seal([]byte(hello), "oJia", noon)
		requests[i] = request{query, string(body)}
	}
	sink := &sink{header: http.Header{}}
	for sink.code != http.StatusForbidden {
		a.ServeHTTP(sink, httptest.NewRequest(http.MethodPost, "/wechat/main", nil))
	}
	b.ReportAllocs()
	b.ResetTimer()
	for _, r := range requests {
		req := &http.Request{Method: http.MethodPost, URL: &url.URL{Path: "/wechat/main", RawQuery: r.query}, Body: io.NopCloser(strings.NewReader(r.body))}
		sink.code = 200
		a.ServeHTTP(sink, req)
		if sink.code != 200 {
			b.Fatal(sink.code)
		}
	}
}

// sink is a response nobody reads.
type sink struct {
	header http.Header
	code   int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(code int)        { s.code = code }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }
