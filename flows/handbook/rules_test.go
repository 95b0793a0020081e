package handbook_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/house"
	"yishi/flows/handbook"
	"yishi/store"
)

// A question has an owner and a day that is to come, at every hour, until it is answered:
// over weekends and holidays, with a street above the community and without.
func TestEveryQuestionHasAnOwnerAndADay(t *testing.T) {
	for _, street := range []bool{true, false} {
		now := time.Date(2026, 9, 30, 17, 0, 0, 0, bot.Zone) // the evening before the National Day holiday
		s := sampletest.Open(t, func() time.Time { return now })
		do := func(fn func(tx store.Tx) error) {
			t.Helper()
			if err := s.Update(context.Background(), fn); err != nil {
				t.Fatal(err)
			}
		}
		officer := ""
		do(func(tx store.Tx) error {
			if street {
				p := directory.NewPerson(tx, directory.Person{Name: "孙立", Roles: []directory.Role{{Role: directory.StreetStaff, Place: "1"}}})
				directory.PutPerson(tx, p)
				officer = p.ID
			}
			handbook.Pass(tx, handbook.Question{Person: sample.WangGuihua.ID, Chat: bot.Address{Channel: "web", Chat: "w"}, Text: "图书室还开吗"})
			return nil
		})
		late := handbook.Kit().Due
		for end := now.AddDate(0, 0, 20); now.Before(end); now = now.Add(time.Hour) {
			if err := agenda.New(s, late, nil).Due(context.Background()); err != nil {
				t.Fatal(err)
			}
			do(func(tx store.Tx) error {
				open := handbook.Waiting(tx)
				if len(open) != 1 || open[0].Role == "" || !open[0].Due.After(now) {
					t.Fatalf("%s: %+v waits", now, open)
				}
				return nil
			})
		}
		do(func(tx store.Tx) error {
			q := handbook.Waiting(tx)[0]
			if want := map[bool]string{true: directory.StreetStaff, false: directory.Staff}[street]; q.Role != want || q.Late < 5 {
				t.Errorf("after 20 days it is %s's, %d days late", q.Role, q.Late)
			}
			by, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
			if street { // who has it now, and who had it, can both answer
				by, _ = directory.GetPerson(tx, officer)
			}
			if _, err := handbook.Answer(tx, by, q.ID, "开到晚上八点。"); err != nil {
				t.Error(err)
			}
			if left := handbook.Waiting(tx); len(left) > 0 {
				t.Errorf("%+v still waits", left)
			}
			return nil
		})
	}
}

// Nobody but the staff there answers, nor keeps answers for others' places.
func TestWhoMayAnswer(t *testing.T) {
	s := sampletest.Open(t, func() time.Time { return time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone) })
	if err := s.Update(context.Background(), func(tx store.Tx) error {
		handbook.Pass(tx, handbook.Question{Person: sample.WangGuihua.ID, Chat: bot.Address{Channel: "web", Chat: "w"}, Text: "图书室还开吗"})
		q := handbook.Waiting(tx)[0]
		for _, h := range sample.Heroes {
			p, _ := directory.GetPerson(tx, h.ID)
			_, err := handbook.Answer(tx, p, q.ID, "开")
			its := directory.May(p, directory.AnswerIssue, sample.GuihuaCommunity) && (err == nil)
			if err == nil && !its {
				t.Errorf("%s answered", h.Name)
			}
			_, err = handbook.Keep(tx, p, handbook.Entry{Place: sample.GuihuaCommunity, Ask: "图书室", Text: "开"})
			if (err == nil) != directory.May(p, directory.KeepContact, sample.GuihuaCommunity) {
				t.Errorf("%s keeps: %v", h.Name, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// What is written out is read in again and changes nothing; what is wrong names its line.
func TestAnswersFromAList(t *testing.T) {
	s := sampletest.Open(t, func() time.Time { return time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone) })
	if err := s.Update(context.Background(), handbook.Fill); err != nil {
		t.Fatal(err)
	}
	kit := handbook.Kit()
	list := func() string {
		var out strings.Builder
		if err := s.View(context.Background(), func(tx store.Reader) error { return kit.Exports[0].Write(&out, tx, url.Values{}) }); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	read := func(csv string, trial bool) house.Outcome {
		got, err := kit.Imports[0].Read(context.Background(), s, house.Brought{By: "x", Trial: trial, Ask: url.Values{}, Files: []house.File{{Name: "a.csv", Data: []byte(csv)}}})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	before := list()
	if got := read(before, false); got.Stops > 0 || list() != before {
		t.Errorf("%v\n%s", got.Lines, list())
	}
	wrong := "问,答,地方,到\n狗证怎么办,到派出所,火星村,\n停车费多少,,桂花苑,\n体检几号,十月,桂花苑,2月30日\n"
	if got := read(wrong, false); got.Stops != 3 || list() != before {
		t.Errorf("%v", got.Lines)
	}
	more := "问题,答案,范围,有效期\n请问体检几号？,每年十月,桂花苑,2026-12-31\n"
	if read(more, true); list() != before {
		t.Error("a trial wrote something")
	}
	if got := read(more, false); got.Stops > 0 || !strings.Contains(list(), "体检几号,每年十月,桂花苑,2026-12-31") {
		t.Errorf("%v\n%s", got.Lines, list())
	}
}
