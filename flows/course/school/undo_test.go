package school_test

import (
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/flows/course/coursetest"
	"yishi/flows/course/school"
	"yishi/store"
)

// Whatever staff do to lists and money, no fen appears or is lost: what is noted
// as received is what was handed over, and nobody else's share moves.
func TestNoFenIsLost(t *testing.T) {
	w := coursetest.New(t)
	_, ids := w.Enrolling(coursetest.Tuesday("太极"), coursetest.Tuesday("书法"))
	w.Enrol(ids[0], 1, 2, 3)
	w.Enrol(ids[1], 4, 5)
	w.Passes(10*time.Hour + time.Minute)
	by, r, cash := w.Staff(), rand.New(rand.NewPCG(7, 26)), 0
	for range 400 {
		w.Update(func(tx store.Tx) {
			n := r.IntN(2)
			c, _ := course.Get(tx, ids[n])
			before := shares(tx, ids)
			p, kind := coursetest.Resident(1+r.IntN(7)), r.IntN(5)
			was := course.Find(tx, c, p)
			switch kind {
			case 0:
				_, _ = school.PutIn(tx, ids[n], p.ID, 33_33, by)
			case 1:
				_, _ = school.TakeOut(tx, ids[n], p.ID, r.IntN(2) == 0, by)
			case 2:
				_, _ = school.Switch(tx, ids[n], ids[1-n], p.ID, 50_00, by)
			default:
				coursetest.Must(school.MarkPaid(tx, ids[n], []string{p.ID}, kind == 3, by))(t)
				if now := course.Find(tx, c, p); !reflect.DeepEqual(now, was) {
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
func shares(tx store.Reader, ids []string) map[string]int {
	all := map[string]int{}
	for _, id := range ids {
		c, _ := course.Get(tx, id)
		for _, p := range course.Line(tx, c, course.In) {
			all[id+"/"+p.Person] = p.Share
		}
	}
	return all
}

// Staff do and undo: dates, a course given up, one that was not chosen.
func TestThereAndBack(t *testing.T) {
	w := coursetest.New(t)
	term, ids := w.Enrolling(coursetest.Tuesday("太极"), coursetest.Tuesday("书法"))
	w.Enrol(ids[0], 1, 2)
	by := w.Staff()
	change := func(p school.Plan) (got course.Term, err error) {
		w.Update(func(tx store.Tx) { got, err = school.Reschedule(tx, term, p, by) })
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
	w.Passes(before.Deadline.Sub(w.Now) + time.Minute)
	if s := w.Term(term); s.State != course.Enrolling {
		t.Fatalf("it settled at its old deadline: %s", s.State)
	}
	w.Passes(time.Hour)
	if s := w.Term(term); s.State != course.Running {
		t.Fatalf("it did not settle at its new deadline: %s", s.State)
	}
	w.Update(func(tx store.Tx) {
		coursetest.Must(school.MarkPaid(tx, ids[0], []string{"p01"}, true, by))(t)
		coursetest.Must(school.Stop(tx, ids[0], "老师病了", by))(t)
		c, _ := course.Get(tx, ids[0])
		if a := course.AccountOf(tx, c); a.Back != 50_00 || a.Owed != 0 {
			t.Errorf("stopped: %+v", a)
		}
		c = coursetest.Must(school.Revive(tx, ids[0], by))(t)
		if a := course.AccountOf(tx, c); a.Back != 0 || a.Owed != 50_00 {
			t.Errorf("revived: %+v", a)
		}
	})
	w.Update(func(tx store.Tx) {
		for _, do := range []func() error{
			func() error { _, err := school.Stop(tx, ids[0], "x", coursetest.Resident(1)); return err },
			func() error { _, err := school.Revive(tx, ids[1], coursetest.Resident(1)); return err },
			func() error {
				_, err := school.Reschedule(tx, term, school.Plan{Weeks: 2}, coursetest.Resident(1))
				return err
			},
			func() error { _, err := school.PutIn(tx, ids[0], "p09", 0, coursetest.Resident(1)); return err },
			func() error { _, err := school.TakeOut(tx, ids[0], "p01", true, coursetest.Resident(1)); return err },
			func() error {
				_, err := school.Switch(tx, ids[0], ids[1], "p01", 0, coursetest.Resident(1))
				return err
			},
			func() error { _, err := class.Unskip(tx, ids[0], 0, coursetest.Resident(1)); return err },
			func() error { _, err := class.Move(tx, ids[0], 0, w.Now, "", coursetest.Resident(1)); return err },
			func() error { return class.UnsignFor(tx, ids[0], 0, "p01", coursetest.Resident(1)) },
		} {
			coursetest.WantRefusal(t, do(), "没有找到您负责")
		}
	})
}

// A merged course whose pupils were asked is itself again.
func TestUnmerge(t *testing.T) {
	w := coursetest.New(t)
	big := coursetest.Tuesday("太极")
	big.Slot.Day = time.Friday
	_, ids := w.Enrolling(coursetest.Tuesday("书法"), big)
	w.Enrol(ids[0], 1)
	w.Enrol(ids[1], 2, 3)
	w.Passes(10*time.Hour + time.Minute)
	by := w.Staff()
	w.Update(func(tx store.Tx) { coursetest.Must(school.Merge(tx, ids[0], ids[1], by))(t) })
	w.Update(func(tx store.Tx) { coursetest.Must(school.Revive(tx, ids[0], by))(t) })
	if got := w.Line(ids[0], course.In); len(got) != 1 || w.State(ids[0]) != course.Open {
		t.Errorf("%v, %s", got, w.State(ids[0]))
	}
}
