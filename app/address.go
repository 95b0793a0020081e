package app

import (
	"crypto/subtle"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"yishi/adapters/errorpage"
	"yishi/app/config"
	"yishi/bot/quota"
)

// visitors knows where requests come from, and holds every address to so many of them.
type visitors struct {
	trusted []netip.Prefix // proxies of ours
	hidden  bool           // there is a proxy, and we were not told which
	all     *quota.Quota
	pages   *quota.Quota // of those that take some work to make
}

func newVisitors(c config.Config) *visitors {
	trusted := c.Proxies()
	return &visitors{
		trusted: trusted, hidden: len(trusted) == 0 && strings.HasPrefix(c.PublicURL, "https:"),
		all: quota.New(600, time.Second/60), pages: quota.New(60, time.Second/4), // a hall full of people behind one router
	}
}

// address is where a request comes from: the other end of the connection or, if that
// is a proxy of ours, what it says (the last entry of X-Forwarded-For that is no proxy
// of ours; what stands before it anybody can write). Of IPv6 it is the network. "" is
// not known: behind a proxy nobody told us of, all would be one.
func (v *visitors) address(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	addr := at.Addr().Unmap()
	if v.hidden && addr.IsLoopback() {
		return ""
	}
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, s := range slices.Backward(said) {
		if !v.trusts(addr) {
			break
		}
		before, err := netip.ParseAddr(strings.TrimSpace(s))
		if err != nil {
			break
		}
		addr = before.Unmap()
	}
	if addr.Is6() && !addr.IsLoopback() {
		network, _ := addr.WithZone("").Prefix(64)
		addr = network.Addr()
	}
	return addr.String()
}

func (v *visitors) trusts(addr netip.Addr) bool {
	return slices.ContainsFunc(v.trusted, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// here reports whether a request comes from this machine itself, and not by a proxy on it.
func (v *visitors) here(r *http.Request) bool {
	from, err := netip.ParseAddr(v.address(r))
	passed := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" || r.Header.Get("X-Real-Ip") != ""
	return err == nil && from.IsLoopback() && !passed
}

// onlyFor answers who asks from this machine, or with the token if there is one; to
// others there is no such page.
func (v *visitors) onlyFor(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		known := token != "" && subtle.ConstantTimeCompare([]byte(said), []byte(token)) == 1
		if !known && !v.here(r) {
			errorpage.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// holdTo answers those who ask for too much with a sentence.
func (v *visitors) holdTo(q *quota.Quota, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from := v.address(r); from != "" && !q.Take(from, time.Now()) {
			w.Header().Set("Retry-After", "10")
			errorpage.Say(w, r, http.StatusTooManyRequests, "打开得太频繁了，请等一会儿再试。")
			return
		}
		next.ServeHTTP(w, r)
	})
}
