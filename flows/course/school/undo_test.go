package school_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/flows/course/school"
	"yishi/store"
)

// Whatever staff do to lists and money, no fen appears or is lost: what is noted
// as received is what was handed over, and nobody else's share moves.
func TestNoFenIsLost(t *testing.T) {
	w := newWorld(t)
	_, ids := w.enrolling(tuesday("太极"), tuesday("书法"))
	w.enrol(ids[0], 1, 2, 3)
	w.enrol(ids[1], 4, 5)
	w.passes(10*time.Hour + time.Minute)
	by, r, cash := w.staff(), rand.New(rand.NewPCG(7, 26)), 0
	for range 400 {
		w.update(func(tx store.Tx) {
			n := r.IntN(2)
			c, _ := course.Get(tx, ids[n])
			before := shares(tx, ids)
			p, kind := resident(1+r.IntN(7)), r.IntN(5)
			was := course.Find(tx, c, p)
			switch kind {
			case 0:
				_, _ = school.PutIn(tx, ids[n], p.ID, 33_33, by)
			case 1:
				_, _ = school.TakeOut(tx, ids[n], p.ID, r.IntN(2) == 0, by)
			case 2:
				_, _ = school.Switch(tx, ids[n], ids[1-n], p.ID, 50_00, by)
			default:
				must(school.MarkPaid(tx, ids[n], []string{p.ID}, kind == 3, by))(t)
				if now := course.Find(tx, c, p); now != was {
					cash += was.Owes() - now.Owes()
				}
			}
			after := shares(tx, ids)
			for key, share := range before {
				if key[len(key)-3:] != p.ID && after[key] != share {
					t.Fatalf("the share of %s went from %d to %d", key, share, after[key])
				}
			}
			got := 0
			for _, id := range ids {
				c, _ := course.Get(tx, id)
				a := course.AccountOf(tx, c)
				got += a.Got
				if len(course.Line(tx, c, course.In)) > c.Most {
					t.Fatalf("%d in a class of %d", len(course.Line(tx, c, course.In)), c.Most)
				}
				if a.Got-a.Back+a.Owed+a.Gap != c.Fee {
					t.Fatalf("%+v does not add up to %d", a, c.Fee)
				}
			}
			if got != cash {
				t.Fatalf("%d fen are noted, %d were handed over", got, cash)
			}
		})
	}
}

// shares are what each pupil is to pay, by course and person.
func shares(tx store.Tx, ids []string) map[string]int {
	all := map[string]int{}
	for _, id := range ids {
		c, _ := course.Get(tx, id)
		for _, p := range course.Line(tx, c, course.In) {
			all[id+"/"+p.Person] = p.Share
		}
	}
	return all
}

// A class that is moved is reminded of at its new time, and only there.
func TestMovedClass(t *testing.T) {
	w := newWorld(t)
	_, ids := w.enrolling(tuesday("太极"))
	w.enrol(ids[0], 1, 2)
	w.passes(10*time.Hour + time.Minute)
	by := w.staff()
	at := func(n int) (c course.Course, k course.Class) {
		w.update(func(tx store.Tx) {
			c, _ = course.Get(tx, ids[0])
			k = c.Classes()[n]
		})
		return c, k
	}
	_, first := at(0)
	later := first.At.AddDate(0, 0, 2)
	w.update(func(tx store.Tx) { must(class.Move(tx, ids[0], 0, later, "", by))(t) })
	w.passes(first.At.Sub(w.now))
	w.update(func(tx store.Tx) {
		if err := class.MaySign(tx, resident(1)); err == nil {
			t.Error("one can sign in to a class that was moved away")
		}
	})
	w.passes(later.Sub(w.now))
	w.update(func(tx store.Tx) {
		s, err := class.Sign(tx, resident(1), "4721")
		if err != nil || !s.OK {
			t.Errorf("at the new time: %+v, %v", s, err)
		}
	})
	c, _ := at(0)
	w.passes(c.Classes()[2].Ends.Sub(w.now) + 24*time.Hour)
	if got := w.state(ids[0]); got != course.Over {
		t.Errorf("after the last class it is %s", got)
	}
}

// Staff do and undo: dates, a course given up, one that was not chosen.
func TestThereAndBack(t *testing.T) {
	w := newWorld(t)
	term, ids := w.enrolling(tuesday("太极"), tuesday("书法"))
	w.enrol(ids[0], 1, 2)
	by := w.staff()
	change := func(p school.Plan) (got course.Term, err error) {
		w.update(func(tx store.Tx) { got, err = school.Reschedule(tx, term, p, by) })
		return got, err
	}
	before, _ := change(school.Plan{Weeks: 3})
	if _, err := change(school.Plan{Deadline: before.Deadline.AddDate(0, 0, 3)}); err == nil {
		t.Error("a deadline too near to the first class")
	}
	after, err := change(school.Plan{Deadline: before.Deadline.Add(time.Hour)})
	if err != nil || !after.Deadline.Equal(before.Deadline.Add(time.Hour)) {
		t.Fatalf("%v, %v", after.Deadline, err)
	}
	w.passes(before.Deadline.Sub(w.now) + time.Minute)
	if s := w.term(term); s.State != course.Enrolling {
		t.Fatalf("it settled at its old deadline: %s", s.State)
	}
	w.passes(time.Hour)
	if s := w.term(term); s.State != course.Running {
		t.Fatalf("it did not settle at its new deadline: %s", s.State)
	}
	w.update(func(tx store.Tx) {
		must(school.MarkPaid(tx, ids[0], []string{"p01"}, true, by))(t)
		must(school.Stop(tx, ids[0], "老师病了", by))(t)
		c, _ := course.Get(tx, ids[0])
		if a := course.AccountOf(tx, c); a.Back != 50_00 || a.Owed != 0 {
			t.Errorf("stopped: %+v", a)
		}
		c = must(school.Revive(tx, ids[0], by))(t)
		if a := course.AccountOf(tx, c); a.Back != 0 || a.Owed != 50_00 {
			t.Errorf("revived: %+v", a)
		}
	})
	w.update(func(tx store.Tx) {
		for _, do := range []func() error{
			func() error { _, err := school.Stop(tx, ids[0], "x", resident(1)); return err },
			func() error { _, err := school.Revive(tx, ids[1], resident(1)); return err },
			func() error { _, err := school.Reschedule(tx, term, school.Plan{Weeks: 2}, resident(1)); return err },
			func() error { _, err := school.PutIn(tx, ids[0], "p09", 0, resident(1)); return err },
			func() error { _, err := school.TakeOut(tx, ids[0], "p01", true, resident(1)); return err },
			func() error { _, err := school.Switch(tx, ids[0], ids[1], "p01", 0, resident(1)); return err },
			func() error { _, err := class.Unskip(tx, ids[0], 0, resident(1)); return err },
			func() error { _, err := class.Move(tx, ids[0], 0, w.now, "", resident(1)); return err },
			func() error { return class.UnsignFor(tx, ids[0], 0, "p01", resident(1)) },
		} {
			wantRefusal(t, do(), "没有找到您负责")
		}
	})
}

func (w *world) term(id string) (t course.Term) {
	w.update(func(tx store.Tx) { t, _ = course.GetTerm(tx, id) })
	return t
}

// A merged course whose pupils were asked is itself again.
func TestUnmerge(t *testing.T) {
	w := newWorld(t)
	big := tuesday("太极")
	big.Slot.Day = time.Friday
	_, ids := w.enrolling(tuesday("书法"), big)
	w.enrol(ids[0], 1)
	w.enrol(ids[1], 2, 3)
	w.passes(10*time.Hour + time.Minute)
	by := w.staff()
	w.update(func(tx store.Tx) { must(school.Merge(tx, ids[0], ids[1], by))(t) })
	w.update(func(tx store.Tx) { must(school.Revive(tx, ids[0], by))(t) })
	if got := w.line(ids[0], course.In); len(got) != 1 || w.state(ids[0]) != course.Open {
		t.Errorf("%v, %s", got, w.state(ids[0]))
	}
}
