package world

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"yishi/adapters/wechat/wechattest"
	"yishi/bot/directory/sample"
	"yishi/bot/outbox"
	"yishi/store"
)

// What does not come from the platform has no effect, whoever sends it.
func TestForgedCallbacks(t *testing.T) {
	t.Parallel()
	s := newScene(t, Options{})
	s.enter(OnWeChat, sample.WangGuihua)
	account := s.App.Config.WeChat[0]
	real := wechattest.Envelope{AppID: account.AppID, Token: account.Token, AESKey: account.AESKey}
	openid := s.WeChat.Phone(sample.WangGuihua.Name).OpenID()
	message := func(id int) []byte {
		return fmt.Appendf(nil, "<xml><ToUserName>gh_0123456789ab</ToUserName><FromUserName>%s</FromUserName><CreateTime>%d</CreateTime>"+
			"<MsgType>text</MsgType><Content>人工</Content><MsgId>%d</MsgId></xml>", openid, s.Now().Unix(), id)
	}
	before := s.messages()

	sealed := func(e wechattest.Envelope, id int, at time.Time) (string, []byte) {
		query, body, err := e.Seal(message(id), openid, at)
		if err != nil {
			t.Fatal(err)
		}
		return query, body
	}
	forged := real
	forged.Token = "guessed"
	foreign := real
	foreign.AESKey = strings.Repeat("A", 43)
	other := real
	other.AppID = "wx9999999999other9"
	plain := real
	plain.AESKey = ""
	for name, c := range map[string]struct {
		envelope wechattest.Envelope
		at       time.Time
	}{
		"forged signature": {forged, s.Now()}, "foreign key": {foreign, s.Now()}, "another account's": {other, s.Now()},
		"downgraded to plain text": {plain, s.Now()}, "an hour old": {real, s.Now().Add(-time.Hour)},
	} {
		query, body := sealed(c.envelope, 1, c.at)
		if code := s.pushTo("/wechat/main?"+query, body); code/100 == 2 {
			t.Errorf("%s: answered %d", name, code)
		}
	}
	query, _ := sealed(real, 2, s.Now())
	if code := s.pushTo("/wechat/main?"+query, message(2)); code/100 == 2 { // signed, but the body is in the clear
		t.Errorf("plain body in safe mode: answered %d", code)
	}
	if code := s.pushTo("/wechat/main?"+query, bytes.Repeat([]byte("x"), 65<<10)); code/100 == 2 {
		t.Errorf("65 KiB: answered %d", code)
	}
	if n := s.messages(); n != before {
		t.Errorf("%d messages went out to staff or to the person", n-before)
	}

	query, body := sealed(real, 3, s.Now())
	if code := s.pushTo("/wechat/main?"+query, body); code != http.StatusOK {
		t.Fatalf("a true message: answered %d", code)
	}
	if code := s.pushTo("/wechat/main?"+query, body); code/100 == 2 {
		t.Errorf("the same nonce again: answered %d", code)
	}

	update := []byte(`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5,"first_name":"x"},"text":"/start"}}`)
	if code := s.pushTo("/telegram/main", update); code/100 == 2 {
		t.Errorf("Telegram without the secret: answered %d", code)
	}
	resp, err := http.PostForm(s.URL()+"/chat/send", url.Values{"kind": {"text"}, "text": {"报修"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode/100 == 2 {
		t.Errorf("web without a session: answered %d", resp.StatusCode)
	}
}

// messages counts what was ever put into the outbox and is not sent yet, and
// what arrived on WeChat.
func (s scene) messages() (n int) {
	_ = s.App.Store.View(s.Context(), func(tx store.Reader) error {
		pending := outbox.Pending(tx)
		n = pending[outbox.Queued] + pending[outbox.Sending] + pending[outbox.Waiting]
		return nil
	})
	return n + len(s.WeChat.Delivered())
}

func (s scene) pushTo(path string, body []byte) int {
	s.Helper()
	resp, err := http.Post(s.URL()+path, "text/xml", bytes.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}
