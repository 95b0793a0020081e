package app

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

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
	if addr.Is6() {
		network, _ := addr.WithZone("").Prefix(64)
		addr = network.Addr()
	}
	return addr.String()
}

func (v *visitors) trusts(addr netip.Addr) bool {
	return slices.ContainsFunc(v.trusted, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// holdTo answers those who ask for too much with a sentence.
func (v *visitors) holdTo(q *quota.Quota, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from := v.address(r); from != "" && !q.Take(from, time.Now()) {
			w.Header().Set("Retry-After", "10")
			http.Error(w, "打开得太频繁了，请等一会儿再试。", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}
