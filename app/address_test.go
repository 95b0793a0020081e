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

// Figures about the program are for who runs it: on the machine itself, or with the
// token. To all others, proxies on this machine among them, there is no such page.
func TestFiguresAreClosed(t *testing.T) {
	const token = "0123456789abcdef"
	for name, c := range map[string]struct {
		config config.Config
		remote string
		header http.Header
		want   int
	}{
		"here":                         {config.Config{PublicURL: "http://x"}, "127.0.0.1:1", nil, 200},
		"here, IPv6":                   {config.Config{PublicURL: "http://x"}, "[::1]:1", nil, 200},
		"elsewhere":                    {config.Config{PublicURL: "http://x"}, "203.0.113.7:1", nil, 404},
		"says it is here":              {config.Config{PublicURL: "http://x"}, "203.0.113.7:1", http.Header{"X-Forwarded-For": {"127.0.0.1"}}, 404},
		"by a proxy nobody named":      {config.Config{PublicURL: "http://x"}, "127.0.0.1:1", http.Header{"X-Forwarded-For": {"203.0.113.7"}}, 404},
		"by a silent one":              {config.Config{PublicURL: "https://x"}, "127.0.0.1:1", nil, 404},
		"by a proxy of ours":           {config.Config{PublicURL: "https://x", TrustedProxies: []string{"127.0.0.1"}}, "127.0.0.1:1", http.Header{"X-Forwarded-For": {"203.0.113.7"}}, 404},
		"forged before ours":           {config.Config{PublicURL: "https://x", TrustedProxies: []string{"127.0.0.1"}}, "127.0.0.1:1", http.Header{"X-Forwarded-For": {"127.0.0.1"}}, 404},
		"here, beside a proxy of ours": {config.Config{PublicURL: "https://x", TrustedProxies: []string{"127.0.0.1"}}, "127.0.0.1:1", nil, 200},
		"with the token":               {config.Config{PublicURL: "http://x", MetricsToken: token}, "203.0.113.7:1", http.Header{"Authorization": {"Bearer " + token}}, 200},
		"with another":                 {config.Config{PublicURL: "http://x", MetricsToken: token}, "203.0.113.7:1", http.Header{"Authorization": {"Bearer 0123456789abcdee"}}, 404},
		"with none of none":            {config.Config{PublicURL: "http://x"}, "203.0.113.7:1", http.Header{"Authorization": {"Bearer "}}, 404},
	} {
		if c.header == nil {
			c.header = http.Header{}
		}
		w := httptest.NewRecorder()
		r := &http.Request{RemoteAddr: c.remote, Header: c.header}
		newVisitors(c.config).onlyFor(c.config.MetricsToken, newMetrics().page()).ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}
