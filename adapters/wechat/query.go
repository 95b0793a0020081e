package wechat

import (
	"hash/maphash"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// query is what the platform says in the address of its call.
type query struct {
	signature, msgSignature, timestamp, nonce, encrypted, echo string
}

// newQuery reads the raw query, the first of each name. It spares a map.
func newQuery(raw string) (q query) {
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(pair, "=")
		if to := q.field(name); to != nil && *to == "" {
			*to = unescape(value)
		}
	}
	return q
}

func (q *query) field(name string) *string {
	switch name {
	case "signature":
		return &q.signature
	case "msg_signature":
		return &q.msgSignature
	case "timestamp":
		return &q.timestamp
	case "nonce":
		return &q.nonce
	case "encrypt_type":
		return &q.encrypted
	case "echostr":
		return &q.echo
	}
	return nil
}

func unescape(value string) string {
	if !strings.ContainsAny(value, "%+") {
		return value
	}
	value, err := url.QueryUnescape(value)
	if err != nil {
		return ""
	}
	return value
}

// fresh: a captured request is worth nothing after a few minutes.
func (q query) fresh(now time.Time) bool {
	seconds, err := strconv.ParseInt(q.timestamp, 10, 64)
	if err != nil || q.nonce == "" {
		return false
	}
	age := now.Sub(time.Unix(seconds, 0))
	return -fresh <= age && age <= fresh
}

// fresh is how far a request's time may lie from ours, either way.
const fresh = 5 * time.Minute

// nonces remembers the requests we have answered for as long as their times are
// fresh, in a bounded amount of memory. Only requests that bear a good signature
// get here, so nobody else can fill it.
type nonces struct {
	mu       sync.Mutex
	seed     maphash.Seed
	now, old map[uint64]struct{} // old holds those of the time before
	turned   time.Time
}

const maxNonces = 1 << 19 // per half; about 10 MB

// take reports whether a request is new, and notes it.
func (n *nonces) take(timestamp, nonce string, at time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.now == nil {
		n.seed, n.now, n.turned = maphash.MakeSeed(), map[uint64]struct{}{}, at
	}
	if len(n.now) >= maxNonces || at.Sub(n.turned) > 2*fresh {
		n.now, n.old, n.turned = map[uint64]struct{}{}, n.now, at
	}
	key := n.key(timestamp, nonce)
	if _, ok := n.old[key]; ok {
		return false
	}
	if _, ok := n.now[key]; ok {
		return false
	}
	n.now[key] = struct{}{}
	return true
}

// release forgets a request that got no answer: the platform may bring it again.
func (n *nonces) release(timestamp, nonce string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	key := n.key(timestamp, nonce)
	delete(n.now, key)
	delete(n.old, key)
}

func (n *nonces) key(timestamp, nonce string) uint64 {
	return maphash.String(n.seed, timestamp+" "+nonce)
}
