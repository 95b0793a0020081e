package wechattest

import "time"

// window is the account's leave to write to one person
// (https://developers.weixin.qq.com/doc/service/guide/product/kf/intro).
type window struct {
	after, tapped grant // a message; a menu tap, a follow, a scan
}

type grant struct {
	left int
	ends time.Time
}

const (
	messageQuota = 5
	messageTime  = 48 * time.Hour
	tapQuota     = 3
	tapTime      = time.Minute
)

func (w *window) message(now time.Time) { w.after = grant{messageQuota, now.Add(messageTime)} }
func (w *window) tap(now time.Time)     { w.tapped = grant{tapQuota, now.Add(tapTime)} }

// spend takes one message, out of what ends first.
func (w *window) spend(now time.Time) code {
	open := false
	for _, g := range []*grant{&w.tapped, &w.after} {
		if !now.Before(g.ends) {
			continue
		}
		open = true
		if g.left > 0 {
			g.left--
			return 0
		}
	}
	if open {
		return 45047
	}
	return 45015
}
