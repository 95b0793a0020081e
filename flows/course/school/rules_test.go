package school_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/flows/course"
	"yishi/flows/course/attend"
	"yishi/flows/course/class"
	"yishi/flows/course/school"
	"yishi/flows/poll"
	"yishi/store"
	"yishi/store/bolt"
)

// world is 桂花社区 with one term, and a clock that is set by hand.
type world struct {
	*testing.T
	store store.Store
	now   time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	s, err := bolt.Open(filepath.Join(t.TempDir(), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return w.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.store = s
	w.update(func(tx store.Tx) {
		directory.PutPerson(tx, directory.Person{ID: "staff", Name: "小周", Roles: []directory.Role{{Role: directory.Staff, Place: "1/1"}}})
		directory.PutPerson(tx, directory.Person{ID: "other", Name: "小林", Roles: []directory.Role{{Role: directory.Staff, Place: "1/2"}}})
		for i := range 70 {
			directory.PutPerson(tx, resident(i))
		}
	})
	return w
}

// resident is somebody of seventy, of 桂花苑.
func resident(i int) directory.Person {
	return directory.Person{
		ID: fmt.Sprintf("p%02d", i), Name: fmt.Sprintf("邻居%d", i), Born: 1956, Trust: directory.Vouched,
		Ties: []directory.Tie{{Home: fmt.Sprintf("1/1/1/3/1/%d", 100+i), As: directory.Owner}},
	}
}

func (w *world) update(fn func(tx store.Tx)) {
	w.Helper()
	if err := w.store.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		w.Fatal(err)
	}
}

// passes moves the clock and carries out what has fallen due, polls included.
func (w *world) passes(d time.Duration) {
	w.Helper()
	w.now = w.now.Add(d)
	kits := []house.Kit{school.Kit(), class.Kit(func(store.Tx) string { return "4721" }), poll.Kit()}
	if err := house.New(house.Config{Store: w.store, Kits: kits}).Agenda.Due(context.Background()); err != nil {
		w.Fatal(err)
	}
}

func (w *world) staff() (p directory.Person) {
	w.update(func(tx store.Tx) { p, _ = directory.GetPerson(tx, "staff") })
	return p
}

// tuesday is a course that any test may change.
func tuesday(name string) course.Course {
	return course.Course{
		Name: name, Teacher: "何老师", Where: "广场", Fee: 100_00, Least: 2, Most: 3,
		Slot: course.Slot{Day: time.Tuesday, From: 9 * 60, Long: 90},
	}
}

// enrolling opens a term with these courses and returns it and their ids.
func (w *world) enrolling(list ...course.Course) (term string, ids []string) {
	w.Helper()
	by := w.staff()
	w.update(func(tx store.Tx) {
		ids = nil
		t := must(school.NewTerm(tx, "2027年春季", directory.Audience{Place: "1/1", MinAge: 60}, by))(w.T)
		for _, c := range list {
			ids = append(ids, must(school.Save(tx, t.ID(), c, by))(w.T).ID())
		}
		term = t.ID()
		must(school.Enrolment(tx, term, w.plan(ids), by))(w.T)
	})
	return term, ids
}

func (w *world) plan(open []string) school.Plan {
	return school.Plan{Open: open, Deadline: w.now.Add(10 * time.Hour), Starts: w.now.AddDate(0, 0, 6), Weeks: 3}
}

func must[T any](value T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func (w *world) enrol(id string, people ...int) {
	w.Helper()
	for _, i := range people {
		w.update(func(tx store.Tx) {
			if _, _, err := school.Enrol(tx, resident(i), id); err != nil {
				w.Fatal(err)
			}
		})
	}
}

func (w *world) line(id string, in course.Standing) (who []string) {
	w.update(func(tx store.Tx) {
		who = nil
		c, _ := course.Get(tx, id)
		for _, p := range course.Line(tx, c, in) {
			who = append(who, p.Person)
		}
	})
	return who
}

func (w *world) state(id string) (s course.State) {
	w.update(func(tx store.Tx) {
		c, _ := course.Get(tx, id)
		s = c.State
	})
	return s
}

func wantRefusal(t *testing.T, err error, words string) {
	t.Helper()
	var refusal bot.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(string(refusal), words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}

func TestSaveRefuses(t *testing.T) {
	w := newWorld(t)
	by := w.staff()
	other := directory.Person{ID: "other", Roles: []directory.Role{{Role: directory.Staff, Place: "1/2"}}}
	w.update(func(tx store.Tx) {
		_, err := school.NewTerm(tx, "春季", directory.Audience{Place: "1/1"}, other)
		wantRefusal(t, err, "不归您负责")
		term := must(school.NewTerm(tx, "春季", directory.Audience{Place: "1/1"}, by))(t)
		must(school.Save(tx, term.ID(), tuesday("太极"), by))(t)
		for words, change := range map[string]func(*course.Course){
			"课名要短":      func(c *course.Course) { c.Name = "" },
			"已经有一门「太极」": func(c *course.Course) { c.Name = "太极" },
			"人数不对":      func(c *course.Course) { c.Most = c.Least - 1 },
			"课时费不对":     func(c *course.Course) { c.Fee = -1 },
			"上课时间":      func(c *course.Course) { c.Slot.From = 5 * 60 },
			"不在单子上":     func(c *course.Course) { c.No = 99 },
		} {
			c := tuesday("书法")
			change(&c)
			_, err := school.Save(tx, term.ID(), c, by)
			wantRefusal(t, err, words)
		}
		_, err = school.Save(tx, term.ID(), tuesday("书法"), other)
		wantRefusal(t, err, "没有找到您负责")
		for i := range 11 {
			must(school.Save(tx, term.ID(), tuesday(fmt.Sprint("课", i)), by))(t)
		}
		_, err = school.Save(tx, term.ID(), tuesday("书法"), by)
		wantRefusal(t, err, "最多列12门")
	})
}

// A term that takes sign-ups is no list any more.
func TestAnOpenedListStays(t *testing.T) {
	w := newWorld(t)
	term, ids := w.enrolling(tuesday("太极"))
	by := w.staff()
	w.update(func(tx store.Tx) {
		_, err := school.Save(tx, term, tuesday("书法"), by)
		wantRefusal(t, err, "正在报名")
		wantRefusal(t, school.Drop(tx, ids[0], by), "正在报名")
		_, err = school.Enrolment(tx, term, w.plan(ids), by)
		wantRefusal(t, err, "正在报名")
	})
}

func TestPlanDates(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	for words, p := range map[string]school.Plan{
		"离现在太近": {Deadline: now.Add(59 * time.Minute), Starts: now.AddDate(0, 1, 0)},
		"太远了":   {Deadline: now.AddDate(0, 3, 1), Starts: now.AddDate(0, 6, 0)},
		"隔5天":   {Deadline: now.AddDate(0, 0, 7), Starts: bot.Midnight(now).AddDate(0, 0, 11)},
	} {
		wantRefusal(t, p.CheckDates(now), words)
	}
	if err := (school.Plan{Deadline: now.AddDate(0, 0, 7), Starts: bot.Midnight(now).AddDate(0, 0, 12)}).CheckDates(now); err != nil {
		t.Error(err)
	}
}

// A vote that is called off gives the list back.
func TestCancelledVote(t *testing.T) {
	w := newWorld(t)
	by := w.staff()
	var term string
	w.update(func(tx store.Tx) {
		made := must(school.NewTerm(tx, "春季", directory.Audience{Place: "1/1"}, by))(t)
		term = made.ID()
		must(school.Save(tx, term, tuesday("太极"), by))(t)
		must(school.Save(tx, term, tuesday("书法"), by))(t)
		must(school.OpenVote(tx, term, 2, w.now.Add(24*time.Hour), by))(t)
		_, err := school.Save(tx, term, tuesday("摄影"), by)
		wantRefusal(t, err, "正在投票")
	})
	w.passes(time.Minute)
	w.update(func(tx store.Tx) {
		v, _ := course.GetTerm(tx, term)
		must(poll.Cancel(tx, v.Poll, "写错了", by))(t)
		must(school.Save(tx, term, tuesday("摄影"), by))(t)
		must(school.OpenVote(tx, term, 3, w.now.Add(48*time.Hour), by))(t)
	})
	w.passes(24*time.Hour + 2*time.Minute)
	w.update(func(tx store.Tx) {
		if v, _ := course.GetTerm(tx, term); v.State != course.Voting {
			t.Errorf("the end of the vote called off left the term %s", v.State)
		}
	})
	w.passes(25 * time.Hour)
	w.passes(2 * time.Minute)
	w.update(func(tx store.Tx) {
		if v, _ := course.GetTerm(tx, term); v.State != course.Voted {
			t.Errorf("after the vote the term is %s", v.State)
		}
	})
}

func TestAboveLine(t *testing.T) {
	list := []course.Course{{No: 1, Votes: 9, Least: 8}, {No: 2, Votes: 8, Least: 8}, {No: 3, Votes: 7, Least: 8}}
	if got := school.AboveLine(list); fmt.Sprint(got) != "[1 2]" {
		t.Errorf("above the line: %v", got)
	}
}

func TestEnrolRefuses(t *testing.T) {
	w := newWorld(t)
	_, ids := w.enrolling(tuesday("太极"))
	young, away, guest, ageless := resident(1), resident(2), directory.Person{ID: "guest"}, resident(3)
	young.Born, away.Ties[0].Home, ageless.Born = 1990, "1/2/1/1/1/101", 0
	for words, who := range map[string]directory.Person{
		"还不能报": young, "不在里面": away, "登记住处": guest, "哪一年出生": ageless,
	} {
		w.update(func(tx store.Tx) {
			_, _, err := school.Enrol(tx, who, ids[0])
			wantRefusal(t, err, words)
		})
	}
	w.now = w.now.Add(10 * time.Hour)
	w.update(func(tx store.Tx) {
		_, _, err := school.Enrol(tx, resident(0), ids[0])
		wantRefusal(t, err, "截止报名")
		_, _, err = school.Enrol(tx, resident(0), "99")
		wantRefusal(t, err, "没有找到")
	})
}

// Who comes once more, or as the guest they were before, is there once.
func TestOnePersonOnce(t *testing.T) {
	w := newWorld(t)
	_, ids := w.enrolling(tuesday("太极"))
	w.update(func(tx store.Tx) {
		account, guest, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "g"}, "")
		guest.Ties, guest.Born, guest.Trust = resident(1).Ties, 1956, directory.Claimed
		directory.PutPerson(tx, guest)
		must2(school.Enrol(tx, guest, ids[0]))(t)
		must2(school.Enrol(tx, resident(1), ids[0]))(t)
		guest.Ties = nil // it was typed by mistake
		directory.PutPerson(tx, guest)
		if err := directory.LinkAccount(tx, account, "p01"); err != nil {
			t.Fatal(err)
		}
		if _, again, _ := school.Enrol(tx, resident(1), ids[0]); !again {
			t.Error("signed up again")
		}
	})
	w.enrol(ids[0], 2, 3)
	if in := w.line(ids[0], course.In); len(in) != 3 {
		t.Errorf("in: %v", in)
	}
	w.update(func(tx store.Tx) {
		if _, err := school.Leave(tx, resident(1), ids[0]); err != nil {
			t.Error(err)
		}
	})
	if in := w.line(ids[0], course.In); len(in) != 2 {
		t.Errorf("after leaving: %v", in)
	}
}

func must2[T, U any](value T, _ U, err error) func(t *testing.T) T { return must(value, err) }

// Whatever people do, nobody is in twice or lost, there are never more than the
// most, and nobody waits while there is room.
func TestMovingUp(t *testing.T) {
	w := newWorld(t)
	rapid.Check(t, func(rt *rapid.T) {
		c := tuesday("太极")
		c.Least, c.Most = 1, rapid.IntRange(1, 4).Draw(rt, "most")
		_, ids := w.enrolling(c)
		wants := map[string]bool{}
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			who, comes := resident(rapid.IntRange(0, 7).Draw(rt, "who")), rapid.Bool().Draw(rt, "comes")
			w.update(func(tx store.Tx) {
				if comes {
					must2(school.Enrol(tx, who, ids[0]))(t)
				} else if _, err := school.Leave(tx, who, ids[0]); (err == nil) != wants[who.ID] {
					rt.Fatalf("leaving: %v", err)
				}
			})
			wants[who.ID] = comes
			in, waiting := w.line(ids[0], course.In), w.line(ids[0], course.Waiting)
			seen, wanted := map[string]bool{}, 0
			for _, id := range append(in, waiting...) {
				if seen[id] || !wants[id] {
					rt.Fatalf("%s is there twice, or has left", id)
				}
				seen[id] = true
			}
			for _, w := range wants {
				if w {
					wanted++
				}
			}
			if len(seen) != wanted || len(in) > c.Most || len(waiting) > 0 && len(in) < c.Most {
				rt.Fatalf("%d want to come: %v in, %v wait, most %d", wanted, in, waiting, c.Most)
			}
		}
	})
}

func TestManyAtOnce(t *testing.T) {
	w := newWorld(t)
	c := tuesday("太极")
	c.Most = 20
	_, ids := w.enrolling(c)
	var all sync.WaitGroup
	for i := range 64 {
		all.Go(func() {
			for range 2 {
				err := w.store.Update(context.Background(), func(tx store.Tx) error {
					_, _, err := school.Enrol(tx, resident(i), ids[0])
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if in, waiting := w.line(ids[0], course.In), w.line(ids[0], course.Waiting); len(in) != 20 || len(waiting) != 44 {
		t.Errorf("%d in, %d wait", len(in), len(waiting))
	}
}

// At the deadline the fee is fixed: the shares of those who stay are the fee.
func TestDeadline(t *testing.T) {
	w := newWorld(t)
	_, ids := w.enrolling(tuesday("太极"), tuesday("没人"))
	w.enrol(ids[0], 1, 2, 3, 4)
	w.passes(10*time.Hour + time.Minute)
	if got := w.state(ids[0]); got != course.Confirmed {
		t.Errorf("enough pupils: %s", got)
	}
	if got := w.state(ids[1]); got != course.Cancelled {
		t.Errorf("no pupils: %s", got)
	}
	w.update(func(tx store.Tx) {
		c, _ := course.Get(tx, ids[0])
		var shares []int
		for _, p := range course.Line(tx, c, course.In) {
			shares = append(shares, p.Share)
		}
		if fmt.Sprint(shares) != "[3334 3333 3333]" {
			t.Errorf("shares: %v", shares)
		}
		_, err := school.Leave(tx, resident(1), ids[0])
		wantRefusal(t, err, "截止报名")
	})
}

// Nobody is confirmed while staff decide; what they decide holds, and what they
// do not decide in two days is cancelled.
func TestTooFew(t *testing.T) {
	cases := map[string]struct {
		decide      func(tx store.Tx, ids []string, by directory.Person) error
		answer      map[int]bool // of pupils 1 and 2 of the merged course
		after       time.Duration
		first, into course.State
		in          int // in the second course
	}{
		"cancelled by staff": {
			decide: func(tx store.Tx, ids []string, by directory.Person) error {
				_, err := school.Cancel(tx, ids[0], by)
				return err
			},
			first: course.Cancelled, into: course.Confirmed, in: 2,
		},
		"cancelled by itself": {after: 72 * time.Hour, first: course.Cancelled, into: course.Confirmed, in: 2},
		"merged, both come": {
			decide: merge, answer: map[int]bool{1: true, 2: true}, first: course.Merged, into: course.Confirmed, in: 4,
		},
		"merged, one comes, one does not answer": {
			decide: merge, answer: map[int]bool{1: true}, after: 72 * time.Hour, first: course.Merged, into: course.Confirmed, in: 3,
		},
		"merged, nobody comes": {
			decide: merge, answer: map[int]bool{1: false, 2: false}, first: course.Merged, into: course.Confirmed, in: 2,
		},
		"still waiting for staff": {first: course.Open, into: course.Open, in: 2},
		"still waiting for one":   {decide: merge, answer: map[int]bool{1: true}, first: course.Merged, into: course.Open, in: 3},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			few, other := tuesday("太极"), tuesday("书法")
			few.Least, other.Most = 3, 9
			_, ids := w.enrolling(few, other)
			w.enrol(ids[0], 1, 2)
			w.enrol(ids[1], 3, 4)
			w.passes(10*time.Hour + time.Minute)
			by := w.staff()
			w.update(func(tx store.Tx) {
				if c.decide == nil {
					return
				}
				if err := c.decide(tx, ids, by); err != nil {
					t.Fatal(err)
				}
			})
			for i, yes := range c.answer {
				w.update(func(tx store.Tx) {
					if _, _, err := school.Along(tx, resident(i), ids[0], yes); err != nil {
						t.Fatal(err)
					}
					_, _, err := school.Along(tx, resident(i), ids[0], yes)
					wantRefusal(t, err, "已经定了")
				})
			}
			w.passes(c.after)
			if first, into := w.state(ids[0]), w.state(ids[1]); first != c.first || into != c.into {
				t.Errorf("the course is %s, the other %s", first, into)
			}
			if in := w.line(ids[1], course.In); len(in) != c.in {
				t.Errorf("in the other: %v", in)
			}
		})
	}
}

func merge(tx store.Tx, ids []string, by directory.Person) error {
	_, err := school.Merge(tx, ids[0], ids[1], by)
	return err
}

// Two courses with too few may become one that has enough, or nothing.
func TestMergeOfTwoShort(t *testing.T) {
	for _, comes := range []bool{true, false} {
		w := newWorld(t)
		a, b := tuesday("太极"), tuesday("书法")
		a.Least, b.Least = 3, 3
		_, ids := w.enrolling(a, b)
		w.enrol(ids[0], 1)
		w.enrol(ids[1], 3, 4)
		w.passes(10*time.Hour + time.Minute)
		by := w.staff()
		w.update(func(tx store.Tx) {
			if err := merge(tx, ids, by); err != nil {
				t.Fatal(err)
			}
			wantRefusal(t, merge(tx, []string{ids[1], ids[0]}, by), "已经定过了")
			must3(school.Along(tx, resident(1), ids[0], comes))(t)
		})
		want := map[bool]course.State{true: course.Confirmed, false: course.Cancelled}[comes]
		if got := w.state(ids[1]); got != want {
			t.Errorf("comes %v: the other is %s", comes, got)
		}
	}
}

func must3[T, U any](_ T, value U, err error) func(t *testing.T) U { return must(value, err) }

func TestPaid(t *testing.T) {
	w := newWorld(t)
	_, ids := w.enrolling(tuesday("太极"))
	w.enrol(ids[0], 1, 2)
	w.passes(10*time.Hour + time.Minute)
	by := w.staff()
	unpaid := func(want string) {
		w.update(func(tx store.Tx) {
			c, _ := course.Get(tx, ids[0])
			var who []string
			for _, p := range course.Unpaid(tx, c) {
				who = append(who, p.Person)
			}
			if fmt.Sprint(who) != want {
				t.Errorf("unpaid: %v, want %s", who, want)
			}
		})
	}
	mark := func(paid bool, who ...string) {
		w.update(func(tx store.Tx) { must(school.MarkPaid(tx, ids[0], who, paid, by))(t) })
	}
	unpaid("[p01 p02]")
	mark(true, "p01", "p99")
	unpaid("[p02]")
	mark(false, "p01")
	unpaid("[p01 p02]")
	w.update(func(tx store.Tx) {
		_, err := school.MarkPaid(tx, ids[0], []string{"p01"}, true, resident(1))
		wantRefusal(t, err, "没有找到您负责")
	})
}

// given is a course that is held, of pupils 1 and 2, a minute before its first reminder.
func given(t *testing.T, slot course.Slot) (*world, string, course.Course) {
	w := newWorld(t)
	k := tuesday("太极")
	k.Slot = slot
	_, ids := w.enrolling(k)
	w.enrol(ids[0], 1, 2)
	w.passes(10*time.Hour + time.Minute)
	var c course.Course
	w.update(func(tx store.Tx) { c, _ = course.Get(tx, ids[0]) })
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
		w.update(func(tx store.Tx) {
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
		w.update(func(tx store.Tx) { s, err = class.Sign(tx, resident(who), code) })
		return s, err
	}
	w.passes(c.First.Add(-61 * time.Minute).Sub(w.now))
	_, err := sign(1, "4721")
	wantRefusal(t, err, "还不能签到")
	w.passes(time.Minute) // an hour before
	if s, err := sign(1, "４７２１。"); err != nil || !s.OK {
		t.Errorf("an hour before: %+v, %v", s, err)
	}
	_, err = sign(3, "4721")
	wantRefusal(t, err, "没有在上的课")
	for left := 4; left >= 0; left-- {
		if s, err := sign(2, "1111"); err != nil || s.OK || s.Left != left {
			t.Errorf("wrong code: %+v, %v; want %d left", s, err, left)
		}
	}
	if s, _ := sign(2, "4721"); s.OK {
		t.Error("the right code after too many wrong ones")
	}
	w.passes(c.First.Add(121 * time.Minute).Sub(w.now))
	_, err = sign(1, "4721")
	wantRefusal(t, err, "还不能签到")
	by := w.staff()
	w.update(func(tx store.Tx) {
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
	by := w.staff()
	w.update(func(tx store.Tx) {
		_, err := class.Skip(tx, id, 1, "", by)
		wantRefusal(t, err, "为什么")
		_, err = class.Skip(tx, id, 1, "下雪", resident(1))
		wantRefusal(t, err, "没有找到您负责")
		must(class.Skip(tx, id, 1, "下雪", by))(t)
		_, err = class.Skip(tx, id, 1, "下雪", by)
		wantRefusal(t, err, "已经停了")
	})
	// The last class, too: it was reminded of, and is put off when it is known to be the last.
	w.passes(c.First.AddDate(0, 0, 21).Add(-time.Hour).Sub(w.now))
	w.passes(0)
	w.update(func(tx store.Tx) { must(class.Skip(tx, id, 3, "停电", by))(t) })
	w.passes(3 * time.Hour)
	if got := w.state(id); got != course.Confirmed {
		t.Errorf("with a class to come the course is %s", got)
	}
	w.passes(7 * 24 * time.Hour)
	if got := w.state(id); got != course.Over {
		t.Errorf("after the last class the course is %s", got)
	}
}

func TestRating(t *testing.T) {
	w, id, c := given(t, course.Slot{Day: time.Tuesday, From: 14 * 60, Long: 60})
	rate := func(who, score int) (err error) {
		w.update(func(tx store.Tx) { _, err = class.Rate(tx, resident(who), id, score) })
		return err
	}
	wantRefusal(t, rate(1, 5), "还没有上完")
	w.passes(c.First.AddDate(0, 0, 15).Sub(w.now))
	if err := errors.Join(rate(1, 2), rate(1, 5), rate(2, 4)); err != nil {
		t.Fatal(err)
	}
	wantRefusal(t, rate(3, 1), "没有上这门课")
	by := w.staff()
	w.update(func(tx store.Tx) {
		next := must(school.NewTerm(tx, "秋季", directory.Audience{Place: "1/1/1"}, by))(t)
		r, ok := course.Before(tx, next, "太极")
		if !ok || r.Sum != 9 || r.Count != 2 || r.Of != 2 {
			t.Errorf("rating: %+v, %v", r, ok)
		}
		if _, ok := course.Before(tx, next, "书法"); ok {
			t.Error("a rating of a course never given")
		}
	})
	w.passes(9 * 24 * time.Hour)
	wantRefusal(t, rate(2, 1), "已经结束")
}

// Who is erased gives up what can be given up, and their words.
func TestForget(t *testing.T) {
	w := newWorld(t)
	_, ids := w.enrolling(tuesday("太极"))
	w.enrol(ids[0], 1, 2, 3, 4)
	w.update(func(tx store.Tx) { school.Forget(tx, "p01") })
	if in := w.line(ids[0], course.In); fmt.Sprint(in) != "[p02 p03 p04]" {
		t.Errorf("in: %v", in)
	}
}

// The sample has something of everything, the same every time.
func TestFill(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx store.Tx) {
		sample.Fill(tx, sample.Options{})
		if err := school.Fill(tx); err != nil {
			t.Fatal(err)
		}
		wang, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
		if titles := attend.Titles(tx, wang); len(titles) != 4 || titles[0].Title != "太极" {
			t.Errorf("titles: %v", titles)
		}
		if titles := attend.Titles(tx, directory.Person{ID: "nobody"}); len(titles) != 0 {
			t.Errorf("titles for a guest: %v", titles)
		}
	})
}
