package board

import (
	"strings"
	"testing"
	"time"

	"yishi/flows/poll/tell"
	"yishi/store"
)

// TestPageOfAnOpenPoll: before a poll closes its page tells how many ballots there are,
// with what can be noted of them, signed, or says that it is not; never what was voted.
func TestPageOfAnOpenPoll(t *testing.T) {
	w := newWorld(t)
	p, receipts := w.course()
	w.passes(time.Second)
	p = w.poll(p.ID)
	page := func() string {
		a := w.get("GET", "/result/"+p.Page)
		if a.Code != 200 {
			t.Fatalf("%d %s", a.Code, a.Body)
		}
		return a.Body.String()
	}
	if text := page(); !strings.Contains(text, "下一个整点记第一次") {
		t.Error(text)
	}
	w.passes(time.Hour)
	var told tell.Told
	w.update(func(tx store.Tx) error { told, _ = tell.HeadOf(tx, p.ID); return nil })
	text := page()
	for _, has := range []string{told.Fingerprint, "yishi head 1", "— guihua.example "} {
		if plain := strings.ReplaceAll(text, "&#43;", "+"); !strings.Contains(plain, has) {
			t.Errorf("%q is not in %s", has, text)
		}
	}
	if strings.Contains(text, receipts[0]) || strings.Contains(text, "没有签名") {
		t.Error(text)
	}
	w.board = New(Config{Store: w.store})
	if text := page(); !strings.Contains(text, "没有签名") || strings.Contains(text, "guihua.example") {
		t.Error(text)
	}
	if a := w.get("GET", "/result/"+p.Page+"/ballots.jsonl"); a.Code == 200 {
		t.Error("the list of an open poll can be had")
	}
}
