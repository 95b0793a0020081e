package inbox_test

import (
	"testing"

	"yishi/bot"
)

// The address of a link is a call of the platform, for which no transaction waits:
// an answer with one is sent, also where the request could have carried it.
func TestLinksAreMadeWhenTheMessageIsSent(t *testing.T) {
	w := newWorld(t)
	w.met("甲")
	in := w.in("甲", bot.Text, "二维码")
	in.Claim = true
	for range 2 {
		if a := w.handle(in); a.Out != nil {
			t.Errorf("answered with %+v", a.Out)
		}
	}
	w.settle()
	if got := w.telegram.take(); got != "甲: 扫这个 <link:b_1>" {
		t.Errorf("sent %q", got)
	}
}
