package wechat

import (
	"net/url"
	"strconv"
	"strings"
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
