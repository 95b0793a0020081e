package issue_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/flows/issue/tale"
	"yishi/store"
)

func TestTheDayOfTheAnswer(t *testing.T) {
	for _, c := range []struct {
		filed string
		what  string
		due   string
	}{
		{"2026-12-01 09:00", "路灯坏了", "2026-12-10 18:00"},    // seven working days
		{"2026-12-05 10:00", "路灯坏了", "2026-12-15 18:00"},    // on a Saturday
		{"2026-12-04 17:00", "厨房水管爆了", "2026-12-04 19:00"},  // cannot wait: two hours
		{"2026-12-31 23:00", "电箱漏电冒火花", "2027-01-01 01:00"}, // at night, into the new year
		{"2026-12-04 17:00", "五楼水压太低", "2026-12-05 17:00"},  // water: a day, though it is a Saturday
		{"2026-12-04 23:00", "五楼水压太低", "2026-12-06 08:00"},  // but not at night
	} {
		w := newWorld(t)
		w.now = clock(t, c.filed)
		i := w.get(w.file(sample.WangGuihua, c.what, sample.GuihuaYuan3))
		if !i.Due.Equal(clock(t, c.due)) {
			t.Errorf("filed %s: due %v, want %s", c.filed, i.Due.In(bot.Zone), c.due)
		}
	}
}

func clock(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, bot.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestNumbersCountWithinTheYear(t *testing.T) {
	w := newWorld(t)
	first := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	second := w.file(sample.LiDashan, "垃圾没人收", sample.GuihuaYuan)
	w.now = clock(t, "2027-01-01 00:00")
	third := w.file(sample.LiDashan, "垃圾没人收", sample.GuihuaYuan)
	if got := []string{first, second, third}; !slices.Equal(got, []string{"26-0001", "26-0002", "27-0001"}) {
		t.Errorf("numbers %v", got)
	}
}

func TestNobodyReportsWithoutEnd(t *testing.T) {
	w := newWorld(t)
	for range 20 {
		w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	}
	report := func(tx store.Tx) error {
		_, err := issue.File(tx, person(tx, sample.WangGuihua), bot.Address{}, issue.Report{What: "路灯坏了"})
		return err
	}
	w.do(func(tx store.Tx) { refused(t, report(tx)) })
	w.now = clock(t, "2026-12-02 00:00")
	w.do(func(tx store.Tx) { fine(t, report(tx)) })
}

func TestOnlyTheReporterActsOnAnIssue(t *testing.T) {
	w := newWorld(t)
	no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	w.do(func(tx store.Tx) {
		for _, h := range []sample.Hero{sample.LiDashan, sample.LiuChunfeng, sample.XiaoZhou, sample.LaoChen} {
			who := person(tx, h)
			_, err := issue.Add(tx, who, no, talk.Told{Text: "我也来说"})
			refused(t, err)
			_, err = issue.Withdraw(tx, who, no)
			refused(t, err)
			_, err = issue.Rate(tx, who, no, 5)
			refused(t, err)
			_, err = issue.Unsolved(tx, who, no, talk.Told{})
			refused(t, err)
		}
	})
	if i := w.get(no); i.State != issue.Open || len(i.Events) != 1 {
		t.Errorf("others changed it: %+v", i)
	}
}

func TestStaffActOnlyInTheirPlaces(t *testing.T) {
	for _, c := range []struct {
		name, place, what string
		by                sample.Hero
		may               bool
	}{
		{"property in its estate", sample.GuihuaYuan3, "路灯坏了", sample.LaoChen, true},
		{"property in another estate", sample.HeYuan, "路灯坏了", sample.LaoChen, false},
		{"property on a complaint about it", sample.GuihuaYuan3, "物业乱收费", sample.LaoChen, false},
		{"community in its estates", sample.HeYuan, "路灯坏了", sample.XiaoZhou, true},
		{"another community", sample.HeYuan, "路灯坏了", sample.XiaoLin, false},
		{"the leader of the building", sample.GuihuaYuan3, "路灯坏了", sample.LiuChunfeng, false},
		{"a resident", sample.GuihuaYuan3, "路灯坏了", sample.LiDashan, false},
		{"community where nobody knows where", "", "路灯坏了", sample.XiaoLin, true},
		{"property where nobody knows where", "", "路灯坏了", sample.LaoChen, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			no := w.file(sample.ZhangXiaoman, c.what, c.place)
			w.do(func(tx store.Tx) {
				_, err := issue.Take(tx, person(tx, c.by), no)
				if c.may {
					fine(t, err)
					return
				}
				refused(t, err)
				_, err = issue.AnswerTo(tx, person(tx, c.by), no, "明天来换灯", time.Time{})
				refused(t, err)
				_, err = issue.HandOver(tx, person(tx, c.by), no, directory.Staff, "是公共管道的事")
				refused(t, err)
				_, err = issue.Finish(tx, person(tx, c.by), no, issue.Ending{Text: "换了灯"})
				refused(t, err)
			})
		})
	}
}

func TestFirstComeTakesIt(t *testing.T) {
	w := newWorld(t)
	no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	w.do(func(tx store.Tx) {
		_, err := issue.Take(tx, person(tx, sample.LaoChen), no)
		fine(t, err)
		_, err = issue.Take(tx, person(tx, sample.XiaoZhou), no)
		refused(t, err)
		if !strings.Contains(err.Error(), "老陈（物业）") {
			t.Errorf("小周 hears %q, not who has it", err)
		}
		_, err = issue.Finish(tx, person(tx, sample.XiaoZhou), no, issue.Ending{Text: "换了灯"})
		refused(t, err)
	})
	// 老陈 no longer works there: what he had is free again.
	w.do(func(tx store.Tx) {
		directory.TakeRole(tx, person(tx, sample.LaoChen), directory.Role{Role: directory.Property, Place: sample.GuihuaYuan})
	})
	w.do(func(tx store.Tx) {
		_, err := issue.Take(tx, person(tx, sample.XiaoZhou), no)
		fine(t, err)
	})
}

func TestWhatGoesUnansweredClimbs(t *testing.T) {
	w := newWorld(t)
	street := directory.Person{Name: "街道小吴", Roles: []directory.Role{{Role: directory.StreetStaff, Place: sample.Street}}}
	w.do(func(tx store.Tx) { directory.NewPerson(tx, street) })
	no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	w.do(func(tx store.Tx) { _, _ = issue.Take(tx, person(tx, sample.LaoChen), no) })
	for _, c := range []struct {
		after time.Duration
		role  string
		late  int
	}{
		{224 * time.Hour, directory.Property, 0},       // Thursday 17:00
		{time.Hour, directory.Staff, 1},                // the day of the answer is over
		{24 * time.Hour, directory.StreetStaff, 2},     // nobody took it for a working day
		{72 * time.Hour, directory.StreetStaff, 3},     // over the weekend; there is nobody above
		{7 * 24 * time.Hour, directory.StreetStaff, 8}, // and asked for again every working day
	} {
		w.pass(c.after)
		if i := w.get(no); i.Role != c.role || i.Late != c.late {
			t.Errorf("%v: with %s, late %d; want %s, %d", w.now, i.Role, i.Late, c.role, c.late)
		}
	}
	var hands []string
	i := w.get(no)
	for _, e := range i.Hands() {
		hands = append(hands, string(e.Act)+" "+e.As+e.To)
	}
	if diff := cmp.Diff([]string{"took property", "overdue staff", "overdue street"}, hands); diff != "" {
		t.Error(diff)
	}
}

func TestAnAnswerKeepsThePromise(t *testing.T) {
	w := newWorld(t)
	no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	w.do(func(tx store.Tx) {
		_, err := issue.AnswerTo(tx, person(tx, sample.LaoChen), no, "明天来换", time.Time{})
		fine(t, err)
	})
	w.pass(32 * time.Hour)
	if i := w.get(no); i.State != issue.Answered || i.Late != 0 || i.Handler != sample.LaoChen.ID {
		t.Errorf("before the day he named: %+v", i)
	}
	w.pass(24 * time.Hour) // it passed: asked after once
	if i := w.get(no); !i.Nudged || i.Handler != sample.LaoChen.ID {
		t.Errorf("after the day he named: %+v", i)
	}
	w.pass(24 * time.Hour) // and nothing came of it: one level up
	if i := w.get(no); i.Role != directory.Staff || i.Handler != "" || i.State != issue.Open {
		t.Errorf("a day later: %+v", i)
	}
}

func TestSilenceAfterTwoQuestions(t *testing.T) {
	w := newWorld(t)
	no := w.file(sample.WangGuihua, "路灯坏了", sample.GuihuaYuan3)
	w.do(func(tx store.Tx) {
		_, err := issue.Finish(tx, person(tx, sample.LaoChen), no, issue.Ending{Text: "换了灯"})
		fine(t, err)
	})
	w.pass(47 * time.Hour)
	if i := w.get(no); i.Asked != 1 || i.Silent() {
		t.Errorf("before two days: asked %d", i.Asked)
	}
	w.pass(200 * time.Hour)
	if i := w.get(no); i.Asked != 3 || !i.Silent() || !i.Over() {
		t.Errorf("at last: asked %d", i.Asked)
	}
}

func TestAGuestsIssuesAreFoundAfterJoining(t *testing.T) {
	w := newWorld(t)
	chat := bot.Address{Channel: "web", Chat: "guest"}
	var no string
	w.do(func(tx store.Tx) {
		account, guest, _ := directory.Meet(tx, chat, "")
		i, err := issue.File(tx, guest, chat, issue.Report{What: "路灯坏了", Spot: talk.Spot{Place: sample.GuihuaYuan3}})
		fine(t, err)
		fine(t, directory.LinkAccount(tx, account, sample.WangGuihua.ID))
		no = i.No
	})
	w.do(func(tx store.Tx) {
		own := issue.Own(tx, sample.WangGuihua.ID)
		if len(own) != 1 || own[0].No != no {
			t.Errorf("her issues: %v", own)
		}
		_, err := issue.Withdraw(tx, person(tx, sample.WangGuihua), no)
		fine(t, err)
	})
}

func TestTheSampleHasEveryState(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx store.Tx) { fine(t, tale.Fill(tx)) })
	w.do(func(tx store.Tx) {
		n := map[issue.State]int{}
		for x := range issue.Export(tx) {
			n[x.State]++
		}
		for _, s := range []issue.State{issue.Open, issue.Taken, issue.Answered, issue.Closed, issue.Reopened, issue.Withdrawn} {
			if n[s] == 0 {
				t.Errorf("none is %s", s)
			}
		}
		figures := map[string]int{}
		for _, f := range issue.Kit().Figures {
			figures[f.Name] = f.Read(tx)
		}
		if open := n[issue.Open] + n[issue.Taken] + n[issue.Answered] + n[issue.Reopened]; figures["issues_open"] != open || figures["issues_overdue"] != 0 {
			t.Errorf("%v, and %d are open", figures, open)
		}
	})
}

func TestExportTellsNumbersAndNoPeople(t *testing.T) {
	w := newWorld(t)
	w.file(sample.WangGuihua, "路灯坏了，我的电话是 19900000001，也可打027-87654321", sample.GuihuaYuan3+"/1/301")
	w.do(func(tx store.Tx) { fine(t, tale.Fill(tx)) })
	w.do(func(tx store.Tx) {
		all := slices.Collect(issue.Export(tx))
		data, err := json.Marshal(all)
		fine(t, err)
		if len(all) != 15 || !strings.Contains(string(data), `"no":"26-0001","state":"open"`) {
			t.Errorf("exported %d: %s", len(all), data[:200])
		}
		for _, personal := range []string{"1990000", "87654321", "王桂花", "老陈", "xwang", "301"} {
			if strings.Contains(string(data), personal) {
				t.Errorf("the export tells %q", personal)
			}
		}
	})
}

func TestForgetLeavesNoChat(t *testing.T) {
	w := newWorld(t)
	chat := bot.Address{Channel: "web", Chat: "hers"}
	var no string
	w.do(func(tx store.Tx) {
		i, err := issue.File(tx, person(tx, sample.WangGuihua), chat, issue.Report{What: "路灯坏了", Spot: talk.Spot{Place: sample.GuihuaYuan3}})
		fine(t, err)
		no = i.No
		issue.Kit().Keeps.Forget(tx, sample.WangGuihua.ID)
		joining.Erase(tx, sample.WangGuihua.ID)
	})
	if i := w.get(no); i.Chat != (bot.Address{}) || i.What != "路灯坏了" {
		t.Errorf("left: %+v", i)
	}
	w.do(func(tx store.Tx) { // staff go on, though nobody can be told
		_, err := issue.Finish(tx, person(tx, sample.LaoChen), no, issue.Ending{Text: "换了灯"})
		fine(t, err)
	})
}
