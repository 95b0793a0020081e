package outbox

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// town puts n people into one building, each with an account on the first platform.
func (w *world) town(n int) {
	w.t.Helper()
	const building = "1/1/1/1"
	for from := 0; from < n; from += 500 {
		w.do(func(tx store.Tx) {
			for i := from; i < min(n, from+500); i++ {
				p := directory.PutPerson
				person := directory.NewPerson(tx, directory.Person{Name: fmt.Sprint("某", i)})
				person.Ties = []directory.Tie{{Home: fmt.Sprintf("%s/1/%d", building, 101+i), As: directory.Owner}}
				p(tx, person)
				directory.PutAccount(tx, directory.Account{Channel: w.platforms[0].Channel(), Chat: fmt.Sprint("c", i), Person: person.ID})
			}
		})
	}
}

func (w *world) cast(text, filter string) (id string) {
	w.t.Helper()
	w.do(func(tx store.Tx) {
		id = TellAll(tx, Broadcast{Of: "notice/1", Out: bot.Out{Text: text}, To: directory.Audience{Place: "1"}, Priority: Bulk, Filter: filter})
	})
	return id
}

func (w *world) report() (r Report) {
	w.t.Helper()
	w.do(func(tx store.Tx) { r = ReportOf(tx, "notice/1") })
	return r
}

// step does one thing of the many an outbox does: so that a test can die in between.
func (w *world) step(n int) {
	w.t.Helper()
	ctx := context.Background()
	var err error
	if n == 0 {
		_, err = w.o.spreadSome(ctx)
	} else {
		for _, l := range w.o.lanes {
			if _, err = l.sendSome(ctx); err != nil {
				break
			}
			l.calls.Wait()
		}
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// However often the program dies, everybody of the audience is settled exactly
// once, nobody is asked twice, and what was under way then is told as unknown.
func TestACastingReachesEverybodyOnceWhateverHappens(t *testing.T) {
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		if n++; n > 4 { // each is a world on disk
			return
		}
		const people = 450
		p := newPlatform("tg", plainLimits)
		w := newWorld(t, p)
		w.town(people)
		w.cast("x", "")
		lost := 0
		for range rapid.IntRange(0, 25).Draw(rt, "steps") {
			switch rapid.IntRange(0, 4).Draw(rt, "what") {
			case 0, 1:
				w.step(0)
			case 2, 3:
				w.step(1)
			default:
				before := w.report().Queued
				w.crash()
				lost += before - w.report().Queued
			}
		}
		w.restart()
		w.drain()
		asked := map[string]int{}
		for _, call := range p.calls {
			asked[call]++
		}
		for call, times := range asked {
			if times > 1 {
				rt.Fatalf("%s: %d times", call, times)
			}
		}
		r := w.report()
		if r.Total != people || r.Sent != len(asked) || r.Unknown != lost || r.Sent+r.Unknown != people || r.Spreading {
			rt.Fatalf("%d people, %d asked, %d lost: %+v", people, len(asked), lost, r)
		}
	})
}

func TestARecalledCastingStops(t *testing.T) {
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	w.town(450)
	w.cast("x", "")
	w.step(0)
	w.do(func(tx store.Tx) { Recall(tx, "notice/1", "取消了") })
	w.drain()
	w.wantAsked(p, "")
	if r := w.report(); r.Total != stretch || r.Failed != stretch || r.Spreading {
		t.Errorf("%+v", r)
	}
}

func TestAFilterIsAskedWhenAMessageIsMadeAndWhenItsTurnComes(t *testing.T) {
	voted := map[string]bool{}
	p := newPlatform("tg", plainLimits)
	w := newWorld(t, p)
	w.filters = map[string]Filter{"not voted": func(_ store.Reader, _ string, p directory.Person) bool { return !voted[p.Name] }}
	w.restart()
	w.town(4)
	voted["某0"] = true
	w.cast("x", "not voted")
	w.step(0)
	voted["某2"] = true
	w.drain()
	if got := p.asked(); strings.Contains(got, "c0") || strings.Contains(got, "c2") || strings.Count(got, "x") != 2 {
		t.Errorf("asked %s", got)
	}
	if r := w.report(); r.Total != 3 || r.Sent != 2 || r.Why[Moot] != 1 {
		t.Errorf("%+v", r)
	}
}

// A reply that comes in the middle of a broadcast to ten thousand goes out next.
func TestRepliesPassACasting(t *testing.T) {
	p := newPlatform("tg", bot.Limits{PerSecond: 30})
	w := newWorld(t, p)
	w.town(600)
	w.cast("x", "")
	for w.report().Spreading {
		w.step(0)
	}
	w.later(1e9)
	w.step(1)
	p.asked()
	reply := w.to("a", "reply", Reply)
	w.later(1e9)
	w.step(1)
	w.wantState(reply, Sent)
	if r := w.report(); r.Queued < 400 {
		t.Errorf("the casting was over: %+v", r)
	}
}

func TestReportsAddUp(t *testing.T) {
	p := newPlatform("wechat", windowed)
	w := newWorld(t, p)
	w.town(6)
	p.fails["c0"] = []error{verdict(bot.Bad, 0)}
	p.fails["c1"] = []error{context.DeadlineExceeded}
	p.fails["c2"] = []error{verdict(bot.Gone, 0)}
	for _, chat := range []string{"c0", "c1", "c2", "c3"} { // c4 and c5 have never written
		w.writes(p, chat, bot.Text)
	}
	w.do(func(tx store.Tx) {
		directory.PutAccount(tx, directory.Account{Channel: "wechat", Chat: "c5", Person: personOf(tx, "c5"), Gone: true})
		r := Preview(tx, Broadcast{To: directory.Audience{Place: "1"}})
		if r.People != 6 || len(r.Ways) != 1 || r.Ways[0] != (Way{"wechat", 4, 1, "every hour one"}) || r.Waiting() != 1 || r.Unreachable != 1 {
			t.Errorf("preview %+v", r)
		}
	})
	w.cast("x", "")
	w.drain()
	r := w.report()
	if r.Total != 6 || r.Sent != 1 || r.Failed != 2 || r.Unknown != 1 || r.Waiting != 1 || r.Unreachable != 1 || r.Queued != 0 {
		t.Errorf("%+v", r)
	}
	why := 0
	for _, n := range r.Why {
		why += n
	}
	if why != r.Total-r.Sent {
		t.Errorf("reasons %v", r.Why)
	}
}

func personOf(tx store.Reader, chat string) string {
	a, _ := directory.GetAccount(tx, "wechat", chat)
	return a.Person
}
