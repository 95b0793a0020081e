package poll_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/house"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/polltest"
	"yishi/flows/poll/run"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// world is the sample street with a clock that is set by hand.
type world struct {
	*testing.T
	store store.Store
	now   time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	w.store = sampletest.Open(t, func() time.Time { return w.now })
	return w
}

func (w *world) update(fn func(tx store.Tx)) {
	w.Helper()
	if err := w.store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.Fatal(err)
	}
}

// open opens a poll in 桂花苑3栋, as 小周, changed by change.
func (w *world) open(change func(*poll.Poll)) (p poll.Poll) {
	w.Helper()
	draft := w.draft()
	if change != nil {
		change(&draft)
	}
	w.update(func(tx store.Tx) {
		var err error
		if p, err = run.Open(tx, draft, person(tx, sample.XiaoZhou)); err != nil {
			w.Fatal(err)
		}
	})
	return p
}

func (w *world) draft() poll.Poll {
	return poll.Poll{
		Question: "楼下种什么？", Options: poll.Options([]string{"桂花", "茶花", "都不种"}), Min: 1, Max: 1,
		For:    directory.Audience{Place: sample.GuihuaYuan3, MinTrust: directory.Claimed},
		Closes: w.now.Add(72 * time.Hour),
	}
}

func (w *world) cast(id string, h sample.Hero, receipt string, picks ...string) (v cast.Vote, err error) {
	w.Helper()
	p := w.poll(id)
	w.update(func(tx store.Tx) {
		v, err = cast.Cast(tx, poll.RandomCodes, id, person(tx, h), cast.Said{Marks: p.Picked(picks...)}, receipt)
	})
	return v, err
}

// passes moves the clock and carries out what has fallen due.
func (w *world) passes(d time.Duration) {
	w.Helper()
	w.now = w.now.Add(d)
	if err := house.New(house.Config{Store: w.store, Kits: []house.Kit{polltest.Desk(), run.Kit(poll.Config{Codes: poll.RandomCodes})}}).Agenda.Due(context.Background()); err != nil {
		w.Fatal(err)
	}
}

func (w *world) poll(id string) (p poll.Poll) {
	w.update(func(tx store.Tx) { p, _ = poll.Get(tx, id) })
	return p
}

func person(tx store.Reader, h sample.Hero) directory.Person {
	p, _ := directory.GetPerson(tx, h.ID)
	return p
}

func wantRefusal(t *testing.T, err error, words string) {
	t.Helper()
	var refusal bot.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(string(refusal), words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}

func TestEligible(t *testing.T) {
	w := newWorld(t)
	all := w.open(nil)
	old := w.open(func(p *poll.Poll) { p.For.MinAge = 60 })
	tests := []struct {
		name string
		poll poll.Poll
		who  func(tx store.Reader) directory.Person
		why  string // "" may vote
	}{
		{"an owner there", all, func(tx store.Reader) directory.Person { return person(tx, sample.WangGuihua) }, ""},
		{"a tenant who only said so", all, func(tx store.Reader) directory.Person { return person(tx, sample.ZhangXiaoman) }, ""},
		{"a tenant too young", old, func(tx store.Reader) directory.Person { return person(tx, sample.ZhangXiaoman) }, "不用投"},
		{"a neighbour from another building", all, func(tx store.Reader) directory.Person { return person(tx, sample.LiDashan) }, "不在里面"},
		{"staff who do not live there", all, func(tx store.Reader) directory.Person { return person(tx, sample.XiaoZhou) }, "登记住处"},
		{"a guest", all, func(tx store.Reader) directory.Person { return directory.Person{ID: "guest"} }, "登记住处"},
		{"nobody knows how old", old, func(tx store.Reader) directory.Person {
			p := person(tx, sample.WangGuihua)
			p.ID, p.Born = "new", 0
			return p
		}, "哪一年出生"},
		{"sixty this year", old, func(tx store.Reader) directory.Person {
			p := person(tx, sample.WangGuihua)
			p.ID, p.Born = "new", w.now.Year()-60
			return p
		}, ""},
		{"fifty-nine", old, func(tx store.Reader) directory.Person {
			p := person(tx, sample.WangGuihua)
			p.ID, p.Born = "new", w.now.Year()-59
			return p
		}, "60岁以上"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w.update(func(tx store.Tx) {
				ok, why := voice.Eligible(tx, tt.poll, tt.who(tx))
				if ok != (tt.why == "") || !strings.Contains(why, tt.why) {
					t.Errorf("%v, %q; want %q", ok, why, tt.why)
				}
			})
		})
	}
}

func TestCastRefuses(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	several := w.open(func(p *poll.Poll) { p.Max = 2 })
	_, err := w.cast("99", sample.WangGuihua, "", "a")
	wantRefusal(t, err, "没有找到")
	_, err = w.cast(p.ID, sample.WangGuihua, "", "z")
	wantRefusal(t, err, "选了0项")
	_, err = w.cast(p.ID, sample.WangGuihua, "", "a", "b")
	wantRefusal(t, err, "选了2项")
	_, err = w.cast(several.ID, sample.WangGuihua, "")
	wantRefusal(t, err, "选了0项")
	_, err = w.cast(p.ID, sample.LiDashan, "", "a")
	wantRefusal(t, err, "不在里面")
	w.now = p.Closes // the agenda has not come round yet
	_, err = w.cast(p.ID, sample.WangGuihua, "", "a")
	wantRefusal(t, err, "已经截止")
	w.passes(poll.Grace)
	_, err = w.cast(p.ID, sample.WangGuihua, "", "a")
	wantRefusal(t, err, "没有计入")
	if r := w.poll(p.ID).Result; r.Took != 0 {
		t.Errorf("%d took part, though everybody was refused", r.Took)
	}
}

func TestOneBallotAPerson(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	first, err := w.cast(p.ID, sample.WangGuihua, "", "a")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := w.cast(p.ID, sample.WangGuihua, "", "a")
	changed, _ := w.cast(p.ID, sample.WangGuihua, "", "b")
	if !again.Again || again.Changed || !changed.Changed || changed.Again {
		t.Errorf("again %+v, changed %+v", again, changed)
	}
	if again.Receipt != first.Receipt || changed.Receipt != first.Receipt {
		t.Error("the receipt changed with the vote")
	}
	w.passes(96 * time.Hour)
	want := []tally.Row{{Key: "b", Votes: 1, Rank: 1}, {Key: "a", Rank: 2}, {Key: "c", Rank: 2}}
	if diff := cmp.Diff(want, w.poll(p.ID).Result.Rows); diff != "" {
		t.Error(diff)
	}
}

// TestRegister: it is made when the poll is announced. Who moves away may vote all
// the same and counts where they lived; who comes later is added on voting.
func TestRegister(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	w.update(func(tx store.Tx) {
		for _, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman} {
			if _, err := joining.Leave(tx, person(tx, h), h.Home); err != nil {
				t.Fatal(err)
			}
		}
		late := person(tx, sample.XiaoLin)
		late.Ties = []directory.Tie{{Home: sample.GuihuaYuan3 + "/1/302", As: directory.Tenant}}
		directory.PutPerson(tx, late)
	})
	for _, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman, sample.XiaoLin} {
		if _, err := w.cast(p.ID, h, "", "a"); err != nil {
			t.Errorf("%s: %v", h.ID, err)
		}
	}
	w.update(func(tx store.Tx) {
		want := []poll.Part{{Place: sample.GuihuaYuan3, Took: 3, Of: p.Electorate + 1, Late: 1, Trusted: poll.Trusted{Claimed: 1, Verified: 2}}}
		if diff := cmp.Diff(want, poll.Turnout(tx, p, p.For.Place)); diff != "" {
			t.Error(diff)
		}
	})
	w.passes(96 * time.Hour)
	if r := w.poll(p.ID).Result; r.Took != 3 || r.Electorate != p.Electorate+1 || r.Late != 1 {
		t.Errorf("%d of %d took part, %d of them late", r.Took, r.Electorate, r.Late)
	}
}

// TestAllAtOnce: everybody in the estate votes twice from 256 places at once.
func TestAllAtOnce(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) { p.For.Place = sample.GuihuaYuan })
	w.passes(0) // the register is long
	var voters []directory.Person
	w.update(func(tx store.Tx) { voters = slices.Collect(p.For.People(tx)) })
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range 256 {
		wg.Go(func() {
			for i := range jobs {
				err := w.store.Update(context.Background(), func(tx store.Tx) error {
					_, err := cast.Cast(tx, poll.RandomCodes, p.ID, voters[i/2], cast.Said{Marks: p.Picked(p.Options[i%3].Key)}, "")
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 2 * len(voters) {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	w.passes(96 * time.Hour)
	r := w.poll(p.ID).Result
	votes := 0
	for _, row := range r.Rows {
		votes += row.Votes
	}
	if n := len(voters); r.Took != n || r.Valid != n || votes != n || r.Electorate != n {
		t.Errorf("of %d: %d took part, %d valid, %d votes of %d", n, r.Took, r.Valid, votes, r.Electorate)
	}
}

// TestSecret: nothing in the store leads from a voter to their ballot.
func TestSecret(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) { p.Secret = true })
	wang, err := w.cast(p.ID, sample.WangGuihua, "", "b")
	if err != nil {
		t.Fatal(err)
	}
	zhang, _ := w.cast(p.ID, sample.ZhangXiaoman, "", "a")
	w.update(func(tx store.Tx) {
		for key, ballot := range tx.Scan("ballot", "", "") {
			for _, h := range []sample.Hero{sample.WangGuihua, sample.ZhangXiaoman} {
				if strings.Contains(key+string(ballot), h.ID) {
					t.Error("a ballot names its voter")
				}
			}
			if said := string(ballot); said != `"a1"` && said != `"b1"` { // no time, no order
				t.Errorf("a ballot says more than it should: %s", said)
			}
		}
		for key, line := range tx.Scan("voted", "", "") {
			if said := key + string(line); strings.Contains(said, wang.Receipt) || strings.Contains(said, zhang.Receipt) {
				t.Error("the roll names a ballot")
			}
		}
	})

	_, err = w.cast(p.ID, sample.WangGuihua, "", "a")
	wantRefusal(t, err, "回执码")
	_, err = w.cast(p.ID, sample.WangGuihua, "XXXX-XXXX", "a")
	wantRefusal(t, err, "没有这个回执码")
	_, err = w.cast(p.ID, sample.LiuChunfeng, "", "c")
	if err != nil {
		t.Fatal(err)
	}
	changed, err := w.cast(p.ID, sample.WangGuihua, strings.ToLower(poll.Receipt(wang.Receipt)), "a")
	if err != nil || !changed.Changed {
		t.Errorf("with the receipt: %+v, %v", changed, err)
	}
	w.passes(96 * time.Hour)
	if r := w.poll(p.ID).Result; r.Took != 3 || r.Rows[0].Key != "a" || r.Rows[0].Votes != 2 {
		t.Errorf("result %+v", r)
	}
}

func TestCheck(t *testing.T) {
	w := newWorld(t)
	labels := func(n int) []poll.Option {
		var l []string
		for i := range n {
			l = append(l, fmt.Sprint("第", i))
		}
		return poll.Options(l)
	}
	tests := []struct {
		name   string
		change func(*poll.Poll)
		words  string // "" may be opened
	}{
		{"as it should be", func(p *poll.Poll) {}, ""},
		{"another community's place", func(p *poll.Poll) { p.For.Place = sample.HetangLi }, "不归您负责"},
		{"the whole street", func(p *poll.Poll) { p.For.Place = sample.Street }, "不归您负责"},
		{"no question", func(p *poll.Poll) { p.Question = "" }, "题目"},
		{"a long question", func(p *poll.Poll) { p.Question = strings.Repeat("长", 61) }, "题目"},
		{"a long note", func(p *poll.Poll) { p.Note = strings.Repeat("长", 301) }, "说明"},
		{"one option", func(p *poll.Poll) { p.Options = labels(1) }, "至少"},
		{"twelve options", func(p *poll.Poll) { p.Options = labels(12) }, ""},
		{"thirteen options", func(p *poll.Poll) { p.Options = labels(13) }, "最多12项"},
		{"a long option", func(p *poll.Poll) { p.Options[0].Label = strings.Repeat("长", 21) }, "最多20个字"},
		{"more to choose than there is", func(p *poll.Poll) { p.Max = 4 }, "项数"},
		{"more at least than at most", func(p *poll.Poll) { p.Min = 2 }, "项数"},
		{"an hour", func(p *poll.Poll) { p.Closes = w.now.Add(time.Hour) }, ""},
		{"less than an hour", func(p *poll.Poll) { p.Closes = w.now.Add(time.Hour - time.Second) }, "太近"},
		{"longer than a season", func(p *poll.Poll) { p.Closes = w.now.Add(91 * 24 * time.Hour) }, "90天"},
		{"nobody lives there", func(p *poll.Poll) { p.For.Place = sample.GuihuaYuan3 + "/9" }, "没有人能投"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := w.draft()
			tt.change(&p)
			w.update(func(tx store.Tx) {
				_, err := run.Open(tx, p, person(tx, sample.XiaoZhou))
				if tt.words != "" {
					wantRefusal(t, err, tt.words)
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestReminder: when those who have not voted are reminded, by when a poll opens
// and closes. Never at night.
func TestReminder(t *testing.T) {
	at := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		when, err := time.ParseInLocation("2 15:04", s, bot.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return when.AddDate(2026, 11, 0)
	}
	for _, tt := range []struct{ opens, closes, reminds string }{
		{"1 09:00", "8 20:00", "7 19:00"},
		{"1 09:00", "3 09:00", "2 19:00"},
		{"1 09:00", "2 21:30", "2 08:00"}, // half way is at night
		{"1 09:00", "1 19:00", "1 14:00"},
		{"1 20:00", "2 20:00", "2 08:00"},
		{"1 09:00", "1 10:30", "1 09:45"},
		{"1 20:00", "2 07:00", ""}, // all of it at night
		{"1 20:30", "2 08:10", ""}, // too late by then
	} {
		w := newWorldAt(t, at(tt.opens))
		p := w.open(func(p *poll.Poll) { p.Closes = at(tt.closes) })
		if !p.Reminds.Equal(at(tt.reminds)) {
			t.Errorf("open from %s to %s: reminds at %s, want %s", tt.opens, tt.closes, p.Reminds.In(bot.Zone), tt.reminds)
		}
	}
}

// newWorldAt is a small world with another clock: one home is enough.
func newWorldAt(t *testing.T, now time.Time) *world {
	t.Helper()
	w := &world{T: t, now: now}
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return w.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.store = s
	w.update(func(tx store.Tx) {
		directory.PutPlace(tx, directory.Place{ID: sample.GuihuaYuan3, Kind: directory.Building, Name: "3栋"})
		directory.PutPerson(tx, directory.Person{ID: sample.XiaoZhou.ID, Roles: sample.XiaoZhou.Roles})
		directory.PutPerson(tx, directory.Person{
			ID: "one", Trust: directory.Claimed, Ties: []directory.Tie{{Home: sample.GuihuaYuan3 + "/1/101", As: directory.Owner}},
		})
	})
	return w
}

// TestClosedAtNight: counted at once, told in the morning, each once.
func TestClosedAtNight(t *testing.T) {
	w := newWorld(t)
	p := w.open(func(p *poll.Poll) { p.Closes = time.Date(2026, 12, 3, 23, 0, 0, 0, bot.Zone) })
	w.passes(p.Ends().Sub(w.now))
	if got := w.poll(p.ID); got.State != poll.Closed || got.Result == nil {
		t.Errorf("at closing it is %s", got.State)
	}
	w.passes(8*time.Hour + 58*time.Minute)
	if got := w.poll(p.ID).State; got != poll.Closed {
		t.Errorf("before eight it is %s", got)
	}
	w.passes(time.Minute)
	if got := w.poll(p.ID).State; got != poll.Published {
		t.Errorf("at eight it is %s", got)
	}
}

func TestCancel(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	cancel := func(h sample.Hero, why string) (err error) {
		w.update(func(tx store.Tx) { _, err = run.Cancel(tx, p.ID, why, person(tx, h)) })
		return err
	}
	wantRefusal(t, cancel(sample.XiaoLin, "不是我的"), "没有找到")
	wantRefusal(t, cancel(sample.XiaoZhou, " "), "为什么")
	if err := cancel(sample.XiaoZhou, "写错了"); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, cancel(sample.XiaoZhou, "再来"), "已经结束")
	_, err := w.cast(p.ID, sample.WangGuihua, "", "a")
	wantRefusal(t, err, "写错了")
	w.passes(96 * time.Hour)
	if got := w.poll(p.ID); got.State != poll.Cancelled || got.Result != nil {
		t.Errorf("after its time it is %s with %v", got.State, got.Result)
	}
}

func TestSplitLabels(t *testing.T) {
	for words, want := range map[string][]string{
		"太极、摄影、书法":           {"太极", "摄影", "书法"},
		"太极，摄影；书法":           {"太极", "摄影", "书法"},
		"1. 太极\n2. 摄影\n3）书法": {"太极", "摄影", "书法"},
		"太极、太极、、 ":           {"太极"},
		"10点关门":              {"10点关门"},
		"太极 ":                {"太极"},
	} {
		if diff := cmp.Diff(want, poll.SplitLabels(words)); diff != "" {
			t.Errorf("%q: %s", words, diff)
		}
	}
}

func TestLacksNo(t *testing.T) {
	for words, want := range map[string]bool{
		"方案一 方案二": true, "同意 不同意": false, "赞成 反对": false, "装 都不同意": false, "太极 摄影 书法": false,
	} {
		if got := poll.LacksNo(strings.Fields(words)); got != want {
			t.Errorf("%s: %v", words, got)
		}
	}
}

func TestFillIsTheSameEveryTime(t *testing.T) {
	var twice [2][]tally.Row
	for i := range twice {
		w := newWorld(t)
		w.update(func(tx store.Tx) {
			if err := run.Fill(tx); err != nil {
				t.Fatal(err)
			}
			open := poll.Current(tx)
			if len(open) != 1 || len(voice.Titles(tx, person(tx, sample.WangGuihua))) != 1 {
				t.Fatalf("%d polls are open, or 王桂花 may not vote", len(open))
			}
			if len(voice.Titles(tx, person(tx, sample.ZhangXiaoman))) != 0 {
				t.Error("张小满 is 34")
			}
			for m := range tx.Scan("message", "", "") {
				t.Errorf("the sample sends something: %s", m)
			}
		})
		w.passes(8 * 24 * time.Hour)
		r := w.poll("1").Result
		if r.Took < 100 || r.Valid != r.Took {
			t.Errorf("%d took part, %d valid", r.Took, r.Valid)
		}
		twice[i] = r.Rows
	}
	if diff := cmp.Diff(twice[0], twice[1]); diff != "" {
		t.Error(diff)
	}
}
