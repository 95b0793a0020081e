package notice_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/store"
)

// world is the sample street at a time that can be moved on.
type world struct {
	t     *testing.T
	store store.Store
	now   time.Time
	photo notice.Photos
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: at("2026-12-01 09:00"), photo: photo}
	w.store = sampletest.Open(t, func() time.Time { return w.now })
	return w
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, bot.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func (w *world) do(fn func(tx store.Tx)) {
	w.t.Helper()
	if err := w.store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) sender() send.Sender { return send.Sender{Photo: w.photo} }

// send sends an activity in a week and returns its id.
func (w *world) send(change func(n *notice.Notice)) (id string) {
	w.t.Helper()
	w.do(func(tx store.Tx) {
		n := notice.Notice{
			Kind: notice.Activity, Title: "义诊", At: at("2026-12-08 09:00"), Where: "广场", Capacity: 2,
			To: directory.Audience{Place: sample.GuihuaCommunity},
		}
		if change != nil {
			change(&n)
		}
		n, err := send.Make(tx, person(tx, sample.XiaoZhou), n)
		if err == nil {
			n, err = w.sender().SendAt(tx, n, tx.Now())
		}
		if err != nil {
			w.t.Fatal(err)
		}
		id = n.ID()
	})
	return id
}

func person(tx store.Reader, h sample.Hero) directory.Person {
	p, _ := directory.GetPerson(tx, h.ID)
	return p
}

func (w *world) join(h sample.Hero, id string) (state activity.Standing, again bool, err error) {
	w.t.Helper()
	w.do(func(tx store.Tx) {
		var s activity.SignUp
		s, again, err = activity.Join(tx, person(tx, h), id)
		state = s.State
	})
	return state, again, err
}

func (w *world) leave(h sample.Hero, id string) (before activity.Standing, err error) {
	w.t.Helper()
	w.do(func(tx store.Tx) { before, err = activity.Leave(tx, person(tx, h), id) })
	return before, err
}

// stands is "coming: … waiting: …" by id.
func (w *world) stands(id string) string {
	w.t.Helper()
	var parts []string
	w.do(func(tx store.Tx) {
		parts = nil
		n, _ := notice.Get(tx, id)
		for _, in := range []activity.Standing{activity.Coming, activity.Waiting} {
			part := string(in) + ":"
			for _, s := range activity.Line(tx, n, in) {
				part += " " + s.Person
			}
			parts = append(parts, part)
		}
	})
	return strings.Join(parts, ", ")
}

func TestTheLineMovesUpInOrderOfArrival(t *testing.T) {
	w := newWorld(t)
	id := w.send(nil)
	for _, h := range []sample.Hero{sample.WangGuihua, sample.LiDashan, sample.ZhangXiaoman, sample.LiuChunfeng} {
		w.join(h, id)
	}
	for _, step := range []struct {
		do   func() error
		want string
	}{
		{func() error { return nil }, "coming: xwang xli, waiting: xzhang xliu"},
		{func() error { _, err := w.leave(sample.WangGuihua, id); return err }, "coming: xli xzhang, waiting: xliu"},
		{func() error { _, _, err := w.join(sample.WangGuihua, id); return err }, "coming: xli xzhang, waiting: xliu xwang"},
		{func() error { _, err := w.leave(sample.LiuChunfeng, id); return err }, "coming: xli xzhang, waiting: xwang"},
		{func() (err error) {
			w.do(func(tx store.Tx) { _, err = activity.SetCapacity(tx, person(tx, sample.XiaoZhou), id, 0) })
			return err
		}, "coming: xli xzhang xwang, waiting:"},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if got := w.stands(id); got != step.want {
			t.Errorf("%s, want %s", got, step.want)
		}
	}
}

func TestTwoAccountsArePeopleOnce(t *testing.T) {
	w := newWorld(t)
	id := w.send(nil)
	w.do(func(tx store.Tx) {
		for _, chat := range []bot.Address{{Channel: "wechat", Chat: "w"}, {Channel: "telegram", Chat: "t"}} {
			a, _, _ := directory.Meet(tx, chat, "")
			if err := directory.LinkAccount(tx, a, sample.WangGuihua.ID); err != nil {
				t.Fatal(err)
			}
		}
		for _, channel := range [][2]string{{"wechat", "w"}, {"telegram", "t"}} {
			a, _ := directory.GetAccount(tx, channel[0], channel[1])
			p, _ := directory.GetPerson(tx, a.Person)
			if _, _, err := activity.Join(tx, p, id); err != nil {
				t.Fatal(err)
			}
		}
	})
	if got := w.stands(id); got != "coming: xwang, waiting:" {
		t.Error(got)
	}
}

// Somebody who signed up, then was found to be somebody we knew, is that one.
func TestAFormerGuestIsNotSignedUpTwice(t *testing.T) {
	w := newWorld(t)
	id := w.send(nil)
	w.do(func(tx store.Tx) {
		guest := directory.NewPerson(tx, directory.Person{Consent: 1, Ties: []directory.Tie{{Home: sample.GuihuaYuan3 + "/1/301", As: directory.Family}}})
		if _, _, err := activity.Join(tx, guest, id); err != nil {
			t.Fatal(err)
		}
		directory.PutPerson(tx, directory.Person{ID: guest.ID, Merged: sample.WangGuihua.ID})
	})
	if _, again, err := w.join(sample.WangGuihua, id); !again || err != nil {
		t.Errorf("signed up anew: %v", err)
	}
	if before, err := w.leave(sample.WangGuihua, id); before != activity.Coming || err != nil {
		t.Errorf("she was %q, %v", before, err)
	}
}

// Also the place they took as a guest, before we knew them.
func TestAnErasedPersonFreesThePlace(t *testing.T) {
	w := newWorld(t)
	id := w.send(func(n *notice.Notice) { n.Capacity = 1 })
	w.do(func(tx store.Tx) {
		guest := directory.NewPerson(tx, directory.Person{Consent: 1, Ties: []directory.Tie{{Home: sample.GuihuaYuan3 + "/1/301", As: directory.Family}}})
		if _, _, err := activity.Join(tx, guest, id); err != nil {
			t.Fatal(err)
		}
		directory.PutPerson(tx, directory.Person{ID: guest.ID, Merged: sample.WangGuihua.ID})
	})
	w.join(sample.LiDashan, id)
	w.do(func(tx store.Tx) {
		activity.Kit(nil).Keeps.Forget(tx, sample.WangGuihua.ID)
		joining.Erase(tx, sample.WangGuihua.ID)
	})
	if got := w.stands(id); got != "coming: xli, waiting:" {
		t.Error(got)
	}
}

// Two records that turn out to be one person have one place, and who waited has the other.
func TestAMergedPersonHasOnePlace(t *testing.T) {
	w := newWorld(t)
	id := w.send(func(n *notice.Notice) { n.Capacity = 2 })
	w.join(sample.WangGuihua, id)
	w.join(sample.ZhangXiaoman, id)
	w.join(sample.LiDashan, id)
	w.do(func(tx store.Tx) {
		wang, zhang := person(tx, sample.WangGuihua), person(tx, sample.ZhangXiaoman)
		joining.Merge(tx, zhang, wang)
		activity.Kit(nil).Keeps.Merge(tx, zhang.ID, wang.ID)
	})
	if got := w.stands(id); got != "coming: xwang xli, waiting:" {
		t.Error(got)
	}
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	whole := w.send(nil)
	elders := w.send(func(n *notice.Notice) { n.To.MinAge = 60 })
	owners := w.send(func(n *notice.Notice) { n.To.Owners = true })
	plain := w.send(func(n *notice.Notice) { n.Kind = notice.Plain })
	gone := w.send(nil)
	w.do(func(tx store.Tx) {
		if _, err := send.Cancel(tx, person(tx, sample.XiaoZhou), gone, "下雨"); err != nil {
			t.Fatal(err)
		}
	})
	soon := w.send(func(n *notice.Notice) { n.At = w.now.Add(time.Minute) })
	w.now = w.now.Add(time.Minute)
	for _, c := range []struct {
		who  sample.Hero
		id   string
		want string
	}{
		{sample.SunHexiang, whole, "您登记的住处不在那里"},
		{sample.XiaoLin, whole, "还没有登记住处"},
		{sample.ZhangXiaoman, elders, "给桂花社区60岁以上的居民的"},
		{sample.ZhangXiaoman, owners, "给桂花社区的业主的"},
		{sample.WangGuihua, plain, "没有找到这个活动"},
		{sample.WangGuihua, "99", "没有找到这个活动"},
		{sample.WangGuihua, "x", "没有找到这个活动"},
		{sample.WangGuihua, gone, "已经取消了"},
		{sample.WangGuihua, soon, "已经开始了"},
	} {
		_, _, err := w.join(c.who, c.id)
		if _, ok := err.(bot.Refusal); !ok || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, notice %s: %v, want %s", c.who.Name, c.id, err, c.want)
		}
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	w := newWorld(t)
	id := w.send(nil)
	w.do(func(tx store.Tx) {
		for _, h := range []sample.Hero{sample.XiaoLin, sample.LaoChen, sample.LiuChunfeng, sample.WangGuihua} {
			if _, err := send.Cancel(tx, person(tx, h), id, "不办了"); err == nil {
				t.Errorf("%s cancelled what is not theirs", h.Name)
			}
			n := notice.Notice{Kind: notice.Plain, Title: "通知", Text: "内容", To: directory.Audience{Place: sample.GuihuaCommunity}}
			if _, err := send.Make(tx, person(tx, h), n); err == nil {
				t.Errorf("%s wrote to all of 桂花社区", h.Name)
			}
		}
		if _, err := activity.SetCapacity(tx, person(tx, sample.XiaoZhou), id, 100); err != nil {
			t.Error(err)
		}
		if err := audit.Verify(tx); err != nil {
			t.Error(err)
		}
	})
}

func TestNightIsFromNineToEight(t *testing.T) {
	for now, want := range map[string]string{
		"2026-12-01 20:59": "2026-12-01 20:59", "2026-12-01 21:00": "2026-12-02 08:00",
		"2026-12-31 23:30": "2027-01-01 08:00", "2026-12-01 00:00": "2026-12-01 08:00",
		"2026-12-01 07:59": "2026-12-01 08:00", "2026-12-01 08:00": "2026-12-01 08:00",
	} {
		if got := bot.Awake(at(now).UTC()); !got.Equal(at(want)) {
			t.Errorf("at %s: %s", now, got.In(bot.Zone))
		}
	}
}

// A photo that is still on its way holds the notice up, though not for ever.
func TestANoticeWaitsForItsPhoto(t *testing.T) {
	for there, want := range map[time.Duration]string{0: "p.jpg", 30 * time.Second: "p.jpg", time.Hour: ""} {
		w := newWorld(t)
		from := w.now.Add(there)
		w.photo = func(tx store.Reader, id string) string {
			if tx.Now().Before(from) {
				return ""
			}
			return id + ".jpg"
		}
		w.do(func(tx store.Tx) {
			directory.PutGroup(tx, directory.Group{Channel: "telegram", Chat: "-1", Place: sample.GuihuaYuan3})
		})
		id := w.send(func(n *notice.Notice) { n.Photo = "p" })
		due := agenda.New(w.store, send.Kit(w.photo).Due, nil)
		for range 40 {
			w.now = w.now.Add(10 * time.Second)
			if err := due.Due(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		w.do(func(tx store.Tx) {
			n, _ := notice.Get(tx, id)
			if n.State == notice.Draft {
				t.Fatalf("still not sent after %s", tx.Now().Sub(n.Made))
			}
			if post, _ := outbox.Get(tx, n.Posts[0]); post.Out.Photo != want {
				t.Errorf("there after %s, it was sent with %q", there, post.Out.Photo)
			}
		})
	}
}

func TestWhoIsLeftAloneGetsNothing(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx store.Tx) {
		silent := person(tx, sample.LiDashan)
		directory.Prefer(tx, sample.WangGuihua.ID, func(p *directory.Person) { p.Stopped = []string{notice.Activity} })
		directory.Meet(tx, bot.Address{Channel: "web", Chat: "l"}, "")
		a, _ := directory.GetAccount(tx, "web", "l")
		if err := directory.LinkAccount(tx, a, silent.ID); err != nil {
			t.Fatal(err)
		}
		directory.Withdraw(tx, silent)
		n := notice.Notice{Kind: notice.Plain, To: directory.Audience{Place: sample.GuihuaYuan}}
		all := directory.Count(tx, n.To)
		count := func(kind string, urgent bool, stopped int) {
			n.Kind, n.Urgent = kind, urgent
			if r := send.Reach(tx, n); r.People != all-stopped || r.Stopped != stopped {
				t.Errorf("%s, urgent %v: %d of %d are told, %d are not", kind, urgent, r.People, all, r.Stopped)
			}
		}
		count(notice.Plain, false, 1)
		count(notice.Activity, false, 2)
		count(notice.Activity, true, 1)
	})
}

// What waits for somebody's next word is of no use once they are not coming.
func TestNobodyIsRemindedOfWhatTheyGaveUp(t *testing.T) {
	w := newWorld(t)
	id := w.send(nil)
	w.join(sample.WangGuihua, id)
	w.do(func(tx store.Tx) {
		a, _, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "w"}, "")
		if err := directory.LinkAccount(tx, a, sample.WangGuihua.ID); err != nil {
			t.Fatal(err)
		}
		if err := activity.Kit(nil).Due["notice.remind"](tx, agenda.Entry{Ref: id}); err != nil {
			t.Fatal(err)
		}
		if r := outbox.ReportOf(tx, "notice/"+id+"/xwang"); r.Queued != 1 {
			t.Fatalf("reminders: %+v", r)
		}
	})
	w.leave(sample.WangGuihua, id)
	w.do(func(tx store.Tx) {
		if r := outbox.ReportOf(tx, "notice/"+id+"/xwang"); r.Queued != 0 || r.Failed != 1 {
			t.Errorf("reminders: %+v", r)
		}
	})
}

// However many press, a group's post is edited once when its turn comes.
func TestEditsOfAGroupPostCoalesce(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx store.Tx) {
		directory.PutGroup(tx, directory.Group{Channel: "telegram", Chat: "-1", Place: sample.GuihuaYuan3})
	})
	id := w.send(nil)
	w.join(sample.WangGuihua, id)
	w.do(func(tx store.Tx) {
		n, _ := notice.Get(tx, id)
		post, _ := outbox.Get(tx, n.Posts[0])
		if post.Out.Edit != "" || !strings.Contains(post.Out.Text, "已报名1人，还有1个名额") {
			t.Errorf("before it was posted: %+v", post.Out)
		}
	})
	s := &sink{}
	o := outbox.New(w.store, []bot.Adapter{s}, send.Kit(w.photo).Filters)
	for range 2 {
		if _, err := o.Drain(context.Background()); err != nil {
			t.Fatal(err)
		}
		w.leave(sample.WangGuihua, id)
		w.join(sample.LiDashan, id)
		w.join(sample.LiuChunfeng, id)
	}
	if len(s.sent) != 2 || s.sent[1].Edit != "ref" || !strings.Contains(s.sent[1].Text, "已报名2人，名额满了。") {
		t.Errorf("posted: %+v", s.sent)
	}
}

// sink is a channel that takes everything.
type sink struct{ sent []bot.Out }

func (s *sink) Channel() string                              { return "telegram" }
func (s *sink) Limits() bot.Limits                           { return bot.Limits{Buttons: true, Edits: true, Groups: true} }
func (s *sink) Render(out bot.Out) []bot.Out                 { return []bot.Out{out} }
func (s *sink) Run(ctx context.Context, _ bot.Handler) error { <-ctx.Done(); return nil }
func (s *sink) Send(_ context.Context, _ bot.Address, out bot.Out) (string, error) {
	s.sent = append(s.sent, out)
	return "ref", nil
}

func TestTheSampleActivity(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx store.Tx) {
		if err := send.Fill(tx); err != nil {
			t.Fatal(err)
		}
		wang := person(tx, sample.WangGuihua)
		offered := activity.Kit(nil).Open(tx, wang)
		if len(offered) != 1 {
			t.Fatalf("she is offered %v", offered)
		}
		n, _ := notice.Get(tx, offered[0].ID)
		if coming := activity.Count(tx, n, activity.Coming); coming != 34 || n.Capacity != 40 {
			t.Errorf("%d of %d", coming, n.Capacity)
		}
		if before, err := activity.Leave(tx, wang, n.ID()); before != activity.NotAsked || err != nil {
			t.Errorf("she was %q, %v", before, err)
		}
		if got := fmt.Sprint(activity.Kit(nil).Open(tx, person(tx, sample.SunHexiang))); got != "[]" {
			t.Errorf("of another community: %s", got)
		}
		if r := outbox.ReportOf(tx, n.Of()); r.Total != 0 {
			t.Errorf("%d messages in the past", r.Total)
		}
		if waiting := slices.Collect(agenda.Entries.All(tx)); len(waiting) != 2 || waiting[0].Kind != "notice.remind" || waiting[1].Kind != "notice.over" {
			t.Errorf("on the agenda: %v", waiting)
		}
	})
}
