package app_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"yishi/adapters/phone"
	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/app/apptest"
	"yishi/app/config"
)

// The program behind an account that somebody else has: a resident reports between
// two questions to the owner, who answers these and hears nothing of the rest.
func TestBehindAnotherAccount(t *testing.T) {
	account := wechat.Config{Name: "main", AppID: "wx0123456789relay0", Token: "callback-token", AESKey: strings.Repeat("k", 42) + "E", Relay: true}
	fake, err := wechattest.New(wechattest.Options{AppID: account.AppID, Secret: "unused", Token: account.Token, AESKey: account.AESKey})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"access_token":"` + fake.Token() + `"}`))
	}))
	defer service.Close()
	account.APIBase, account.TokenURL = fake.URL(), service.URL
	program := apptest.Run(t, config.Config{WeChat: []wechat.Config{account}})
	answered := 0
	owner := httptest.NewServer(wechattest.Owner("http://"+program.Addr()+"/wechat/main", func(w http.ResponseWriter, _ *http.Request) {
		answered++
		_, _ = w.Write([]byte("success"))
	}))
	defer owner.Close()
	fake.Push(owner.URL)
	p := fake.Phone("甲")
	for _, step := range []struct {
		words string
		shown string // "" if the owner answers
	}{
		{"医保怎么交", ""}, {"1", ""},
		{"报修", "请说说遇到了什么问题"}, {"楼道灯不亮", "在哪里？"}, {"取消", "好"},
	} {
		before, left := len(bubbles(p)), answered
		if err := p.Type(step.words); err != nil {
			t.Fatal(err)
		}
		if step.shown == "" {
			if answered != left+1 {
				t.Errorf("%s: not left to the owner", step.words)
			}
			continue
		}
		apptest.Eventually(t, step.words+" → "+step.shown, func() bool {
			for _, b := range bubbles(p)[before:] {
				if strings.Contains(b.Text, step.shown) {
					return true
				}
			}
			return false
		})
		if answered != left {
			t.Errorf("%s: left to the owner", step.words)
		}
	}
	if len(fake.Menu()) > 0 {
		t.Error("the owner's menu was replaced")
	}
}

func bubbles(p *wechattest.Phone) (theirs []phone.Bubble) {
	for _, b := range p.Screen() {
		if !b.Mine {
			theirs = append(theirs, b)
		}
	}
	return theirs
}
