package outbox

import (
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// A whole channel that rests is no secret: staff are told once, by another way, and
// what is to go out goes by another way where there is one.
func TestALongPauseIsToldOnce(t *testing.T) {
	tg, web := newPlatform("telegram", plainLimits), newPlatform("web", plainLimits)
	tg.fails["a"] = []error{verdict(bot.Slow, 3*time.Second), verdict(bot.Slow, 24*time.Hour), verdict(bot.Slow, 24*time.Hour)}
	w := newWorld(t, tg, web)
	staff := w.person("staff", web, tg) // used Telegram last
	w.do(func(tx store.Tx) {
		p, _ := directory.GetPerson(tx, staff)
		p.Roles = []directory.Role{{Role: directory.Staff, Place: "1/1"}}
		directory.PutPerson(tx, p)
	})
	w.to("a", "x", Reply)
	w.drain()
	if w.wantAsked(web, ""); len(w.pauses()) != 0 {
		t.Error("three seconds are no matter")
	}
	w.later(3 * time.Second)
	w.drain()
	w.wantAsked(tg, "a: x, a: x")
	w.wantAsked(web, "staff: 电报现在发不出消息：平台说slow。\n12月2日（周三）09:00以后自动接着发，这以前要紧的事请打电话或者上门。")
	if got := w.pauses(); len(got) != 1 || got[0].Why != "平台说slow" || !got[0].Until.Equal(w.clock().Add(24*time.Hour)) {
		t.Errorf("%+v", got)
	}
	w.do(func(tx store.Tx) { Tell(tx, staff, bot.Out{Text: "gas"}) })
	w.drain()
	w.wantAsked(web, "staff: gas")
	w.later(24*time.Hour - time.Second)
	w.restart()
	w.drain()
	w.wantAsked(tg, "")
	w.later(time.Second)
	w.drain() // and once more for a day: that is news
	if got := web.asked(); !strings.Contains(got, "12月3日") {
		t.Errorf("staff hear %q", got)
	}
	w.later(24 * time.Hour)
	w.drain()
	w.wantAsked(tg, "a: （12月1日的消息）\nx, a: （12月1日的消息）\nx")
	if w.wantAsked(web, ""); len(w.pauses()) != 0 {
		t.Error("it is over")
	}
}

func (w *world) pauses() (list []Pause) {
	w.do(func(tx store.Tx) { list = Pauses(tx) })
	return list
}

// What a platform asks for is believed for a week at most.
func TestAPauseEnds(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	for after, want := range map[time.Duration]time.Duration{-time.Hour: time.Second, 1 << 62: longest, time.Hour: time.Hour} {
		if got := rest(&bot.SendError{Verdict: bot.Slow, After: after}, now); got != want {
			t.Errorf("%v: %v, want %v", after, got, want)
		}
	}
}

func TestAPreviewTellsOfAPause(t *testing.T) {
	tg, web := newPlatform("telegram", plainLimits), newPlatform("web", plainLimits)
	w := newWorld(t, tg, web)
	one, two := w.person("a", tg), w.person("b", tg, web)
	w.do(func(tx store.Tx) {
		for _, id := range []string{one, two} {
			directory.Prefer(tx, id, func(p *directory.Person) { p.Ties = []directory.Tie{{Home: "1/1"}} })
		}
		until := tx.Now().Add(2 * time.Hour)
		pause(tx, "telegram", until, "平台要求等待")
		r := Preview(tx, Broadcast{To: directory.Audience{Place: "1"}})
		if r.People != 2 || r.Paused != 1 || !r.Until.Equal(until) || len(r.Ways) != 1 || r.Ways[0] != (Way{Platform: "web", Now: 1}) {
			t.Errorf("%+v", r)
		}
	})
}
