package school_test

import (
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/course"
	"yishi/flows/course/coursetest"
	"yishi/flows/course/school"
	"yishi/store"
)

// TestAPostFollowsItsTerm: whatever becomes of a term, the post in its group says how it
// stands, and never calls to what is full, closed or over.
func TestAPostFollowsItsTerm(t *testing.T) {
	w := coursetest.New(t)
	by := w.Staff()
	w.Update(func(tx store.Tx) {
		directory.PutGroup(tx, directory.Group{Channel: "telegram", Chat: "-1", Place: "1/1/1"})
	})
	term, ids := w.Enrolling(coursetest.Tuesday("太极"), coursetest.Tuesday("书法"))
	w.Passes(time.Minute)
	do := func(fn func(tx store.Tx) error) func() {
		return func() {
			w.Update(func(tx store.Tx) {
				if err := fn(tx); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
	later := w.Now.Add(48 * time.Hour)
	for _, step := range []struct {
		what        string
		do          func()
		says, never string
	}{
		{"opened", func() {}, "现在可以报名", "报满"},
		{"nearly full", func() { w.Enrol(ids[0], 1, 2) }, "太极", "报满"},
		{"full", func() { w.Enrol(ids[0], 3) }, "太极　周二09:00到10:30，何老师，每人33.33到50元，报满了，可以排队", "开课的"},
		{"one waits", func() { w.Enrol(ids[0], 4) }, "报满了", "开课的"},
		{"one leaves, the next moves up", do(func(tx store.Tx) error { _, err := school.Leave(tx, coursetest.Resident(1), ids[0]); return err }), "报满了", "开课的"},
		{"another leaves", do(func(tx store.Tx) error { _, err := school.Leave(tx, coursetest.Resident(2), ids[0]); return err }), "太极", "报满"},
		{"staff put one in", do(func(tx store.Tx) error { _, err := school.PutIn(tx, ids[0], "p05", 0, by); return err }), "报满了", "开课的"},
		{"one is erased", do(func(tx store.Tx) error { school.Kit().Keeps.Forget(tx, "p03"); return nil }), "太极", "报满"},
		{"stopped", do(func(tx store.Tx) error { _, err := school.Stop(tx, ids[1], "老师病了", by); return err }), "太极", "书法"},
		{"revived", do(func(tx store.Tx) error { _, err := school.Revive(tx, ids[1], by); return err }), "书法", "开课的"},
		{"too few", func() { w.Enrol(ids[1], 6); w.Passes(11 * time.Hour) }, "哪几门开得成", "现在可以报名"},
		{"a new deadline", do(func(tx store.Tx) error {
			_, err := school.Reschedule(tx, term, school.Plan{Deadline: later, Starts: later.AddDate(0, 0, 6)}, by)
			return err
		}), "现在可以报名", "截止了"},
		{"over", func() { w.Passes(38 * time.Hour) }, "哪几门开得成", "现在可以报名"},
		{"settled", func() { w.Passes(49 * time.Hour) }, "开课的：「太极」\n没有开的：「书法」", "现在可以报名"},
		{"stopped before its first class", do(func(tx store.Tx) error { _, err := school.Stop(tx, ids[0], "场地没了", by); return err }), "没有开的：「太极」「书法」", "开课的"},
	} {
		step.do()
		w.Update(func(tx store.Tx) {
			now, _ := course.GetTerm(tx, term)
			posts := now.Posts
			if len(posts) != 1 {
				t.Fatalf("%s: %d posts", step.what, len(posts))
			}
			m, _ := outbox.Get(tx, posts[0])
			if !strings.Contains(m.Out.Text, step.says) || strings.Contains(m.Out.Text, step.never) || (len(m.Out.Links) > 0) != strings.Contains(m.Out.Text, "现在可以报名") {
				t.Errorf("%s: %q %v", step.what, m.Out.Text, m.Out.Links)
			}
		})
	}
}
