package app

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"yishi/app/config"
)

func TestWhereARequestComesFrom(t *testing.T) {
	for _, c := range []struct {
		trusted []string
		public  string
		remote  string
		said    []string
		want    string
	}{
		{nil, "http://x", "203.0.113.7:1", nil, "203.0.113.7"},
		{nil, "http://x", "203.0.113.7:1", []string{"198.51.100.1"}, "203.0.113.7"}, // anybody can say that
		{nil, "http://x", "127.0.0.1:1", []string{"198.51.100.1"}, "127.0.0.1"},
		{nil, "https://x", "127.0.0.1:1", []string{"198.51.100.1"}, ""},
		{nil, "https://x", "203.0.113.7:1", nil, "203.0.113.7"},
		{[]string{"127.0.0.1"}, "https://x", "127.0.0.1:1", []string{"198.51.100.1"}, "198.51.100.1"},
		{[]string{"127.0.0.1"}, "https://x", "203.0.113.7:1", []string{"198.51.100.1"}, "203.0.113.7"},
		{[]string{"127.0.0.1"}, "https://x", "127.0.0.1:1", []string{"1.1.1.1, 2.2.2.2"}, "2.2.2.2"}, // the first was the visitor's own
		{[]string{"127.0.0.1"}, "https://x", "127.0.0.1:1", []string{"1.1.1.1", "2.2.2.2"}, "2.2.2.2"},
		{[]string{"127.0.0.1", "10.0.0.0/8"}, "https://x", "127.0.0.1:1", []string{"1.1.1.1, 2.2.2.2, 10.1.2.3"}, "2.2.2.2"},
		{[]string{"127.0.0.1"}, "https://x", "127.0.0.1:1", []string{"1.1.1.1, nonsense"}, "127.0.0.1"},
		{[]string{"127.0.0.1"}, "https://x", "127.0.0.1:1", nil, "127.0.0.1"},
		{[]string{"::1"}, "https://x", "[::1]:1", []string{"2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"},
		{nil, "http://x", "[2001:db8:1:2:ffff::1]:1", nil, "2001:db8:1:2::"},
		{nil, "http://x", "[::ffff:203.0.113.7]:1", nil, "203.0.113.7"},
	} {
		v := newVisitors(config.Config{TrustedProxies: c.trusted, PublicURL: c.public})
		r := &http.Request{RemoteAddr: c.remote, Header: http.Header{"X-Forwarded-For": c.said}}
		if got := v.address(r); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestWhoAsksForTooManyPagesIsTold(t *testing.T) {
	v := newVisitors(config.Config{PublicURL: "http://x"})
	h := v.holdTo(v.pages, http.NotFoundHandler())
	ask := func(from string) int {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{RemoteAddr: from, Header: http.Header{}})
		return w.Code
	}
	codes := map[int]int{}
	for range 200 {
		codes[ask("203.0.113.7:1")]++
	}
	if codes[404] < 60 || codes[404] > 70 || codes[404]+codes[429] != 200 {
		t.Errorf("answered %v", codes)
	}
	if ask("203.0.113.8:1") != 404 {
		t.Error("somebody else is held up")
	}
}
