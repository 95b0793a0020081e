package wechat_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"yishi/adapters/wechat"
	"yishi/bot"
)

// nonsense is what answers with HTTP 200 and says nothing.
var nonsense = []string{"{}", "null", "[]", `""`, "true", "", "<html>login</html>", `{"errcode":"0"}`, `{"errmsg":"ok"}`, `{"errcode":null}`}

// blank is an adapter on a platform that gives one answer to calls of this path.
func blank(t *testing.T, path, kind, answer string) *wechat.Adapter {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.HasSuffix(r.URL.Path, path):
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, answer)
		case strings.HasSuffix(r.URL.Path, "stable_token"):
			fmt.Fprint(w, `{"access_token":"token","expires_in":7200}`)
		case strings.HasSuffix(r.URL.Path, "media/upload"):
			fmt.Fprint(w, `{"type":"image","media_id":"m1"}`)
		default:
			fmt.Fprint(w, `{"errcode":0,"errmsg":"ok"}`)
		}
	}))
	t.Cleanup(server.Close)
	c := wechat.Config{
		Name: "main", AppID: appID, AppSecret: secret, Token: token, APIBase: server.URL,
		Account: wechat.Service, TemplateID: "t1", TemplateFields: []string{"thing1"},
	}
	a, err := wechat.New(c, wechat.Deps{Files: files{"plan.jpg": []byte("jpg")}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// An answer that says nothing is never taken for "sent".
func TestNonsenseIsNotSent(t *testing.T) {
	to := bot.Address{Chat: "oJia"}
	for _, answer := range nonsense {
		for _, kind := range []string{"application/json; encoding=utf-8", "text/plain", "application/octet-stream"} {
			if _, err := blank(t, "custom/send", kind, answer).Send(t.Context(), to, bot.Out{Text: "好"}); verdict(err) != unknown {
				t.Errorf("a message and %s %q: %v", kind, answer, err)
			}
		}
		kind := "application/json"
		if _, err := blank(t, "template/send", kind, answer).SendForm(t.Context(), to, notice, "n1"); verdict(err) != unknown {
			t.Errorf("a form and %q: %v", answer, err)
		}
		if _, err := blank(t, "media/upload", kind, answer).Send(t.Context(), to, bot.Out{Photo: "plan.jpg"}); verdict(err) != bot.Retry {
			t.Errorf("a picture and %q: %v", answer, err)
		}
		if _, err := blank(t, "stable_token", kind, answer).Send(t.Context(), to, bot.Out{Text: "好"}); verdict(err) != bot.Retry {
			t.Errorf("a token and %q: %v", answer, err)
		}
		if url, err := blank(t, "qrcode/create", kind, answer).Link(t.Context(), "b_1"); err == nil {
			t.Errorf("a link and %q: %q", answer, url)
		}
		if body, _, err := blank(t, "media/get", kind, answer).Fetch(t.Context(), "m1"); err == nil {
			_ = body.Close()
			t.Errorf("a file and %q", answer)
		}
	}
	for path, answer := range map[string]string{"template/send": `{"errcode":0,"errmsg":"ok"}`, "stable_token": `{"access_token":"token"}`} {
		if _, err := blank(t, path, "application/json", answer).SendForm(t.Context(), to, notice, "n1"); err == nil {
			t.Errorf("%s and %s", path, answer)
		}
	}
	if _, err := blank(t, "nothing", "", "").Send(t.Context(), to, bot.Out{Text: "好"}); err != nil {
		t.Error(err)
	}
}
