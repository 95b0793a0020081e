// Package coursetest is a community with a term of the elder university, for tests.
package coursetest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/flows/course/school"
	"yishi/flows/poll"
	"yishi/flows/poll/run"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// World is 桂花社区 with one term, and a clock that is set by hand.
type World struct {
	*testing.T
	Store store.Store
	Now   time.Time
}

// New is a World on the first of December, a Tuesday.
func New(t *testing.T) *World {
	t.Helper()
	w := &World{T: t, Now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return w.Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.Store = s
	w.Update(func(tx store.Tx) {
		directory.PutPerson(tx, directory.Person{ID: "staff", Name: "小周", Roles: []directory.Role{{Role: directory.Staff, Place: "1/1"}}})
		directory.PutPerson(tx, directory.Person{ID: "other", Name: "小林", Roles: []directory.Role{{Role: directory.Staff, Place: "1/2"}}})
		for i := range 70 {
			directory.PutPerson(tx, Resident(i))
		}
	})
	return w
}

// Resident is somebody of seventy, of 桂花苑.
func Resident(i int) directory.Person {
	return directory.Person{
		ID: fmt.Sprintf("p%02d", i), Name: fmt.Sprintf("邻居%d", i), Born: 1956, Trust: directory.Vouched,
		Ties: []directory.Tie{{Home: fmt.Sprintf("1/1/1/3/1/%d", 100+i), As: directory.Owner}},
	}
}

// Update does something in a transaction.
func (w *World) Update(fn func(tx store.Tx)) {
	w.Helper()
	if err := w.Store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.Fatal(err)
	}
}

// Passes moves the clock and carries out what has fallen due, polls included.
func (w *World) Passes(d time.Duration) {
	w.Helper()
	w.Now = w.Now.Add(d)
	kits := []house.Kit{school.Kit(), class.Kit(func(store.Tx) string { return "4721" }), run.Kit(poll.Config{Codes: poll.RandomCodes})}
	if err := house.New(house.Config{Store: w.Store, Kits: kits}).Agenda.Due(context.Background()); err != nil {
		w.Fatal(err)
	}
}

// Staff is who runs the term.
func (w *World) Staff() (p directory.Person) {
	w.Update(func(tx store.Tx) { p, _ = directory.GetPerson(tx, "staff") })
	return p
}

// Tuesday is a course that any test may change.
func Tuesday(name string) course.Course {
	return course.Course{
		Name: name, Teacher: "何老师", Where: "广场", Fee: 100_00, Least: 2, Most: 3,
		Slot: course.Slot{Day: time.Tuesday, From: 9 * 60, Long: 90},
	}
}

// Enrolling opens a term with these courses and returns it and their ids.
func (w *World) Enrolling(list ...course.Course) (term string, ids []string) {
	w.Helper()
	by := w.Staff()
	w.Update(func(tx store.Tx) {
		ids = nil
		t := Must(school.NewTerm(tx, "2027年春季", directory.Audience{Place: "1/1", MinAge: 60}, by))(w.T)
		for _, c := range list {
			ids = append(ids, Must(school.Save(tx, t.ID(), c, by))(w.T).ID())
		}
		term = t.ID()
		Must(school.Enrolment(tx, term, w.Plan(ids), by))(w.T)
	})
	return term, ids
}

// Plan has a deadline in ten hours and classes in three weeks.
func (w *World) Plan(open []string) school.Plan {
	return school.Plan{Open: open, Deadline: w.Now.Add(10 * time.Hour), Starts: w.Now.AddDate(0, 0, 6), Weeks: 3}
}

// Enrol signs residents up.
func (w *World) Enrol(id string, people ...int) {
	w.Helper()
	for _, i := range people {
		w.Update(func(tx store.Tx) {
			if _, _, err := school.Enrol(tx, Resident(i), id); err != nil {
				w.Fatal(err)
			}
		})
	}
}

// Line are those who stand so to a course.
func (w *World) Line(id string, in course.Standing) (who []string) {
	w.Update(func(tx store.Tx) {
		who = nil
		c, _ := course.Get(tx, id)
		for _, p := range course.Line(tx, c, in) {
			who = append(who, p.Person)
		}
	})
	return who
}

// State is where a course is in its life.
func (w *World) State(id string) (s course.State) {
	w.Update(func(tx store.Tx) {
		c, _ := course.Get(tx, id)
		s = c.State
	})
	return s
}

// Term is a term as it is kept.
func (w *World) Term(id string) (t course.Term) {
	w.Update(func(tx store.Tx) { t, _ = course.GetTerm(tx, id) })
	return t
}

// Must is a value, or the end of the test.
func Must[T any](value T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// Must2 is the first of two values, or the end of the test.
func Must2[T, U any](value T, _ U, err error) func(t *testing.T) T { return Must(value, err) }

// WantRefusal reports what is no refusal with these words.
func WantRefusal(t *testing.T, err error, words string) {
	t.Helper()
	var refusal bot.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(string(refusal), words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}
