package sms_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/adapters/sms"
)

// provider is one that answers as it is told, and remembers what it was asked.
type provider struct {
	*httptest.Server
	status int
	reply  string
	slow   bool

	mu    sync.Mutex
	asked []string
}

// wasAsked is what was asked so far.
func (p *provider) wasAsked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked)
}

func newProvider(t *testing.T) *provider {
	p := &provider{status: 200, reply: `{"code":0}`}
	stop := make(chan struct{})
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		p.mu.Lock()
		p.asked = append(p.asked, r.Method+" "+r.URL.String()+" "+r.Header.Get("Authorization")+" "+string(body))
		p.mu.Unlock()
		if p.slow {
			select {
			case <-stop:
			case <-r.Context().Done():
			}
			return
		}
		if p.status == 302 {
			w.Header().Set("Location", "/elsewhere")
		}
		w.WriteHeader(p.status)
		_, _ = io.WriteString(w, p.reply)
	}))
	t.Cleanup(func() { close(stop); p.Close() })
	return p
}

func (p *provider) config() sms.Config {
	return sms.Config{URL: p.URL + "/send?to={{phone}}", Headers: []string{"Authorization: Bearer k"},
		Body: `{"code":"{{code}}"}`, Expect: `"code":0`}
}

func TestACodeIsSent(t *testing.T) {
	p := newProvider(t)
	if err := sms.Send(context.Background(), p.config(), "19900000001", "123456"); err != nil {
		t.Fatal(err)
	}
	want := `POST /send?to=19900000001 Bearer k {"code":"123456"}`
	if asked := p.wasAsked(); len(asked) != 1 || asked[0] != want {
		t.Errorf("asked %q, want %q", asked, want)
	}
}

func TestAProviderThatFailsIsNotBelieved(t *testing.T) {
	for name, spoil := range map[string]func(*provider){
		"refuses":          func(p *provider) { p.status = 403 },
		"fails":            func(p *provider) { p.status = 500 },
		"leads elsewhere":  func(p *provider) { p.status = 302 },
		"refuses in a 200": func(p *provider) { p.reply = `{"code":15,"msg":"limit"}` },
		"takes too long":   func(p *provider) { p.slow = true },
		"is not there":     func(p *provider) { p.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			p := newProvider(t)
			c := p.config()
			spoil(p)
			ctx, stop := context.WithTimeout(context.Background(), 2*time.Second)
			defer stop()
			err := sms.Send(ctx, c, "19900000001", "123456")
			if err == nil {
				t.Fatal("a code that did not go out counts as sent")
			}
			if said := err.Error(); strings.Contains(said, "19900000001") || strings.Contains(said, "123456") {
				t.Errorf("the error tells the number or the code: %v", err)
			}
			if n := len(p.wasAsked()); n > 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

func TestNothingButDigitsGoesIntoTheRequest(t *testing.T) {
	p := newProvider(t)
	for _, phone := range []string{"", "1&to=2", "199 000", "一"} {
		if sms.Send(context.Background(), p.config(), phone, "123456") == nil {
			t.Errorf("%q was sent", phone)
		}
	}
	if asked := p.wasAsked(); len(asked) > 0 {
		t.Errorf("asked %q", asked)
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []sms.Config{
		{URL: "provider.example/{{phone}}/{{code}}"},
		{URL: "https://provider.example/{{phone}}"},
		{URL: "https://{{phone}}.example/", Body: "{{phone}} {{code}}"},
		{Body: "{{phone}} {{code}}"},
		{URL: "https://provider.example/", Body: "{{phone}} {{code}}", Headers: []string{"no name"}},
	} {
		if c.Check() == nil {
			t.Errorf("%+v passes", c)
		}
	}
	if err := (sms.Config{URL: "https://provider.example/", Body: "{{phone}} {{code}}"}).Check(); err != nil {
		t.Error(err)
	}
}
