package class_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/flows/course/coursetest"
	"yishi/flows/course/school"
	"yishi/store"
)

// given is a course that is held, of pupils 1 and 2, a minute before its first reminder.
func given(t *testing.T, slot course.Slot) (*coursetest.World, string, course.Course) {
	w := coursetest.New(t)
	k := coursetest.Tuesday("太极")
	k.Slot = slot
	_, ids := w.Enrolling(k)
	w.Enrol(ids[0], 1, 2)
	w.Passes(10*time.Hour + time.Minute)
	var c course.Course
	w.Update(func(tx store.Tx) { c, _ = course.Get(tx, ids[0]) })
	return w, ids[0], c
}

func TestReminderByDay(t *testing.T) {
	for from, want := range map[int]string{
		14 * 60: "12-08 12:00",
		10 * 60: "12-08 08:00",
		9 * 60:  "12-08 08:00", // two hours before is too early
		8 * 60:  "12-07 20:00", // the evening before
		20 * 60: "12-08 18:00",
	} {
		w, id, c := given(t, course.Slot{Day: time.Tuesday, From: from, Long: 60})
		var got string
		w.Update(func(tx store.Tx) {
			for e := range agenda.Entries.All(tx) {
				if e.Kind == "course.class" && strings.HasPrefix(e.Ref, id+"/") {
					got = e.Due.In(bot.Zone).Format("01-02 15:04")
				}
			}
		})
		if got != want {
			t.Errorf("class at %v: reminder at %s, want %s", c.First.In(bot.Zone), got, want)
		}
	}
}

func TestSign(t *testing.T) {
	w, id, c := given(t, course.Slot{Day: time.Tuesday, From: 14 * 60, Long: 60})
	sign := func(who int, code string) (s class.Signed, err error) {
		w.Update(func(tx store.Tx) { s, err = class.Sign(tx, coursetest.Resident(who), code) })
		return s, err
	}
	w.Passes(c.First.Add(-61 * time.Minute).Sub(w.Now))
	_, err := sign(1, "4721")
	coursetest.WantRefusal(t, err, "还不能签到")
	w.Passes(time.Minute) // an hour before
	if s, err := sign(1, "４７２１。"); err != nil || !s.OK {
		t.Errorf("an hour before: %+v, %v", s, err)
	}
	_, err = sign(3, "4721")
	coursetest.WantRefusal(t, err, "没有在上的课")
	for left := 4; left >= 0; left-- {
		if s, err := sign(2, "1111"); err != nil || s.OK || s.Left != left {
			t.Errorf("wrong code: %+v, %v; want %d left", s, err, left)
		}
	}
	if s, _ := sign(2, "4721"); s.OK {
		t.Error("the right code after too many wrong ones")
	}
	w.Passes(c.First.Add(121 * time.Minute).Sub(w.Now))
	_, err = sign(1, "4721")
	coursetest.WantRefusal(t, err, "还不能签到")
	by := w.Staff()
	w.Update(func(tx store.Tx) {
		if err := class.SignFor(tx, id, 0, "p02", by); err != nil {
			t.Error(err)
		}
		if r := class.RollOf(tx, c, 0); len(r.Here) != 2 || len(r.Away)+len(r.Missing) != 0 {
			t.Errorf("the roll: %+v", r)
		}
	})
}

func TestSkip(t *testing.T) {
	w, id, c := given(t, course.Slot{Day: time.Tuesday, From: 14 * 60, Long: 60})
	by := w.Staff()
	w.Update(func(tx store.Tx) {
		_, err := class.Skip(tx, id, 1, "", by)
		coursetest.WantRefusal(t, err, "为什么")
		_, err = class.Skip(tx, id, 1, "下雪", coursetest.Resident(1))
		coursetest.WantRefusal(t, err, "没有找到您负责")
		coursetest.Must(class.Skip(tx, id, 1, "下雪", by))(t)
		_, err = class.Skip(tx, id, 1, "下雪", by)
		coursetest.WantRefusal(t, err, "已经停了")
	})
	// The last class, too: it was reminded of, and is put off when it is known to be the last.
	w.Passes(c.First.AddDate(0, 0, 21).Add(-time.Hour).Sub(w.Now))
	w.Passes(0)
	w.Update(func(tx store.Tx) { coursetest.Must(class.Skip(tx, id, 3, "停电", by))(t) })
	w.Passes(3 * time.Hour)
	if got := w.State(id); got != course.Confirmed {
		t.Errorf("with a class to come the course is %s", got)
	}
	w.Passes(7 * 24 * time.Hour)
	if got := w.State(id); got != course.Over {
		t.Errorf("after the last class the course is %s", got)
	}
}

func TestRating(t *testing.T) {
	w, id, c := given(t, course.Slot{Day: time.Tuesday, From: 14 * 60, Long: 60})
	rate := func(who, score int) (err error) {
		w.Update(func(tx store.Tx) { _, err = class.Rate(tx, coursetest.Resident(who), id, score) })
		return err
	}
	coursetest.WantRefusal(t, rate(1, 5), "还没有上完")
	w.Passes(c.First.AddDate(0, 0, 15).Sub(w.Now))
	if err := errors.Join(rate(1, 2), rate(1, 5), rate(2, 4)); err != nil {
		t.Fatal(err)
	}
	coursetest.WantRefusal(t, rate(3, 1), "没有上这门课")
	by := w.Staff()
	w.Update(func(tx store.Tx) {
		next := coursetest.Must(school.NewTerm(tx, "秋季", directory.Audience{Place: "1/1/1"}, by))(t)
		r, ok := course.Before(tx, next, "太极")
		if !ok || r.Sum != 9 || r.Count != 2 || r.Of != 2 {
			t.Errorf("rating: %+v, %v", r, ok)
		}
		if _, ok := course.Before(tx, next, "书法"); ok {
			t.Error("a rating of a course never given")
		}
	})
	w.Passes(9 * 24 * time.Hour)
	coursetest.WantRefusal(t, rate(2, 1), "已经结束")
}

// A class that is moved is reminded of at its new time, and only there.
func TestMovedClass(t *testing.T) {
	w := coursetest.New(t)
	_, ids := w.Enrolling(coursetest.Tuesday("太极"))
	w.Enrol(ids[0], 1, 2)
	w.Passes(10*time.Hour + time.Minute)
	by := w.Staff()
	at := func(n int) (c course.Course, k course.Class) {
		w.Update(func(tx store.Tx) {
			c, _ = course.Get(tx, ids[0])
			k = c.Classes()[n]
		})
		return c, k
	}
	_, first := at(0)
	later := first.At.AddDate(0, 0, 2)
	w.Update(func(tx store.Tx) { coursetest.Must(class.Move(tx, ids[0], 0, later, "", by))(t) })
	w.Passes(first.At.Sub(w.Now))
	w.Update(func(tx store.Tx) {
		if err := class.MaySign(tx, coursetest.Resident(1)); err == nil {
			t.Error("one can sign in to a class that was moved away")
		}
	})
	w.Passes(later.Sub(w.Now))
	w.Update(func(tx store.Tx) {
		s, err := class.Sign(tx, coursetest.Resident(1), "4721")
		if err != nil || !s.OK {
			t.Errorf("at the new time: %+v, %v", s, err)
		}
	})
	c, _ := at(0)
	w.Passes(c.Classes()[2].Ends.Sub(w.Now) + 24*time.Hour)
	if got := w.State(ids[0]); got != course.Over {
		t.Errorf("after the last class it is %s", got)
	}
}
