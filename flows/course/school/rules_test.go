package school_test

import (
	"fmt"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/course"
	"yishi/flows/course/attend"
	"yishi/flows/course/coursetest"
	"yishi/flows/course/school"
	"yishi/flows/poll/run"
	"yishi/store"
)

func TestSaveRefuses(t *testing.T) {
	w := coursetest.New(t)
	by := w.Staff()
	other := directory.Person{ID: "other", Roles: []directory.Role{{Role: directory.Staff, Place: "1/2"}}}
	w.Update(func(tx store.Tx) {
		_, err := school.NewTerm(tx, "春季", directory.Audience{Place: "1/1"}, other)
		coursetest.WantRefusal(t, err, "不归您负责")
		term := coursetest.Must(school.NewTerm(tx, "春季", directory.Audience{Place: "1/1"}, by))(t)
		coursetest.Must(school.Save(tx, term.ID(), coursetest.Tuesday("太极"), by))(t)
		for words, change := range map[string]func(*course.Course){
			"课名要短":      func(c *course.Course) { c.Name = "" },
			"已经有一门「太极」": func(c *course.Course) { c.Name = "太极" },
			"人数不对":      func(c *course.Course) { c.Most = c.Least - 1 },
			"课时费不对":     func(c *course.Course) { c.Fee = -1 },
			"上课时间":      func(c *course.Course) { c.Slot.From = 5 * 60 },
			"不在单子上":     func(c *course.Course) { c.No = 99 },
		} {
			c := coursetest.Tuesday("书法")
			change(&c)
			_, err := school.Save(tx, term.ID(), c, by)
			coursetest.WantRefusal(t, err, words)
		}
		_, err = school.Save(tx, term.ID(), coursetest.Tuesday("书法"), other)
		coursetest.WantRefusal(t, err, "没有找到您负责")
		for i := range 11 {
			coursetest.Must(school.Save(tx, term.ID(), coursetest.Tuesday(fmt.Sprint("课", i)), by))(t)
		}
		_, err = school.Save(tx, term.ID(), coursetest.Tuesday("书法"), by)
		coursetest.WantRefusal(t, err, "最多列12门")
	})
}

// A term that takes sign-ups is no list any more.
func TestAnOpenedListStays(t *testing.T) {
	w := coursetest.New(t)
	term, ids := w.Enrolling(coursetest.Tuesday("太极"))
	by := w.Staff()
	w.Update(func(tx store.Tx) {
		_, err := school.Save(tx, term, coursetest.Tuesday("书法"), by)
		coursetest.WantRefusal(t, err, "正在报名")
		coursetest.WantRefusal(t, school.Drop(tx, ids[0], by), "正在报名")
		_, err = school.Enrolment(tx, term, w.Plan(ids), by)
		coursetest.WantRefusal(t, err, "正在报名")
	})
}

func TestPlanDates(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	for words, p := range map[string]school.Plan{
		"离现在太近": {Deadline: now.Add(59 * time.Minute), Starts: now.AddDate(0, 1, 0)},
		"太远了":   {Deadline: now.AddDate(0, 3, 1), Starts: now.AddDate(0, 6, 0)},
		"隔5天":   {Deadline: now.AddDate(0, 0, 7), Starts: bot.Midnight(now).AddDate(0, 0, 11)},
	} {
		coursetest.WantRefusal(t, p.CheckDates(now), words)
	}
	if err := (school.Plan{Deadline: now.AddDate(0, 0, 7), Starts: bot.Midnight(now).AddDate(0, 0, 12)}).CheckDates(now); err != nil {
		t.Error(err)
	}
}

// A vote that is called off gives the list back.
func TestCancelledVote(t *testing.T) {
	w := coursetest.New(t)
	by := w.Staff()
	var term string
	w.Update(func(tx store.Tx) {
		made := coursetest.Must(school.NewTerm(tx, "春季", directory.Audience{Place: "1/1"}, by))(t)
		term = made.ID()
		coursetest.Must(school.Save(tx, term, coursetest.Tuesday("太极"), by))(t)
		coursetest.Must(school.Save(tx, term, coursetest.Tuesday("书法"), by))(t)
		_, _, err := school.OpenVote(tx, term, 2, w.Now.Add(24*time.Hour), by)
		if err != nil {
			t.Fatal(err)
		}
		_, err = school.Save(tx, term, coursetest.Tuesday("摄影"), by)
		coursetest.WantRefusal(t, err, "正在投票")
	})
	w.Passes(time.Minute)
	w.Update(func(tx store.Tx) {
		v, _ := course.GetTerm(tx, term)
		coursetest.Must(run.Cancel(tx, v.Poll, "写错了", by))(t)
	})
	w.Passes(0)
	w.Update(func(tx store.Tx) {
		coursetest.Must(school.Save(tx, term, coursetest.Tuesday("摄影"), by))(t)
		if _, _, err := school.OpenVote(tx, term, 3, w.Now.Add(48*time.Hour), by); err != nil {
			t.Fatal(err)
		}
	})
	w.Passes(24*time.Hour + 2*time.Minute)
	w.Update(func(tx store.Tx) {
		if v, _ := course.GetTerm(tx, term); v.State != course.Voting {
			t.Errorf("the end of the vote called off left the term %s", v.State)
		}
	})
	w.Passes(25 * time.Hour)
	w.Passes(2 * time.Minute)
	w.Update(func(tx store.Tx) {
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
	w := coursetest.New(t)
	_, ids := w.Enrolling(coursetest.Tuesday("太极"))
	young, away, guest, ageless := coursetest.Resident(1), coursetest.Resident(2), directory.Person{ID: "guest"}, coursetest.Resident(3)
	young.Born, away.Ties[0].Home, ageless.Born = 1990, "1/2/1/1/1/101", 0
	for words, who := range map[string]directory.Person{
		"还不能报": young, "不在里面": away, "登记住处": guest, "哪一年出生": ageless,
	} {
		w.Update(func(tx store.Tx) {
			_, _, err := school.Enrol(tx, who, ids[0])
			coursetest.WantRefusal(t, err, words)
		})
	}
	w.Now = w.Now.Add(10 * time.Hour)
	w.Update(func(tx store.Tx) {
		_, _, err := school.Enrol(tx, coursetest.Resident(0), ids[0])
		coursetest.WantRefusal(t, err, "截止报名")
		_, _, err = school.Enrol(tx, coursetest.Resident(0), "99")
		coursetest.WantRefusal(t, err, "没有找到")
	})
}

// Whoever comes once more, or as the guest they were before, is there once.
func TestOnePersonOnce(t *testing.T) {
	w := coursetest.New(t)
	_, ids := w.Enrolling(coursetest.Tuesday("太极"))
	w.Update(func(tx store.Tx) {
		account, guest, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "g"}, "")
		guest.Ties, guest.Born, guest.Trust = coursetest.Resident(1).Ties, 1956, directory.Claimed
		directory.PutPerson(tx, guest)
		coursetest.Must2(school.Enrol(tx, guest, ids[0]))(t)
		coursetest.Must2(school.Enrol(tx, coursetest.Resident(1), ids[0]))(t)
		guest.Ties = nil // it was typed by mistake
		directory.PutPerson(tx, guest)
		if err := directory.LinkAccount(tx, account, "p01"); err != nil {
			t.Fatal(err)
		}
		if _, again, _ := school.Enrol(tx, coursetest.Resident(1), ids[0]); !again {
			t.Error("signed up again")
		}
	})
	w.Enrol(ids[0], 2, 3)
	if in := w.Line(ids[0], course.In); len(in) != 3 {
		t.Errorf("in: %v", in)
	}
	w.Update(func(tx store.Tx) {
		if _, err := school.Leave(tx, coursetest.Resident(1), ids[0]); err != nil {
			t.Error(err)
		}
	})
	if in := w.Line(ids[0], course.In); len(in) != 2 {
		t.Errorf("after leaving: %v", in)
	}
}

// At the deadline the fee is fixed: the shares of those who stay are the fee.
func TestDeadline(t *testing.T) {
	w := coursetest.New(t)
	_, ids := w.Enrolling(coursetest.Tuesday("太极"), coursetest.Tuesday("没人"))
	w.Enrol(ids[0], 1, 2, 3, 4)
	w.Passes(10*time.Hour + time.Minute)
	if got := w.State(ids[0]); got != course.Confirmed {
		t.Errorf("enough pupils: %s", got)
	}
	if got := w.State(ids[1]); got != course.Cancelled {
		t.Errorf("no pupils: %s", got)
	}
	w.Update(func(tx store.Tx) {
		c, _ := course.Get(tx, ids[0])
		var shares []int
		for _, p := range course.Line(tx, c, course.In) {
			shares = append(shares, p.Share)
		}
		if fmt.Sprint(shares) != "[3334 3333 3333]" {
			t.Errorf("shares: %v", shares)
		}
		_, err := school.Leave(tx, coursetest.Resident(1), ids[0])
		coursetest.WantRefusal(t, err, "截止报名")
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
			w := coursetest.New(t)
			few, other := coursetest.Tuesday("太极"), coursetest.Tuesday("书法")
			few.Least, other.Most = 3, 9
			_, ids := w.Enrolling(few, other)
			w.Enrol(ids[0], 1, 2)
			w.Enrol(ids[1], 3, 4)
			w.Passes(10*time.Hour + time.Minute)
			by := w.Staff()
			w.Update(func(tx store.Tx) {
				if c.decide == nil {
					return
				}
				if err := c.decide(tx, ids, by); err != nil {
					t.Fatal(err)
				}
			})
			for i, yes := range c.answer {
				w.Update(func(tx store.Tx) {
					if _, _, err := school.Along(tx, coursetest.Resident(i), ids[0], yes); err != nil {
						t.Fatal(err)
					}
					_, _, err := school.Along(tx, coursetest.Resident(i), ids[0], yes)
					coursetest.WantRefusal(t, err, "已经定了")
				})
			}
			w.Passes(c.after)
			if first, into := w.State(ids[0]), w.State(ids[1]); first != c.first || into != c.into {
				t.Errorf("the course is %s, the other %s", first, into)
			}
			if in := w.Line(ids[1], course.In); len(in) != c.in {
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
		w := coursetest.New(t)
		a, b := coursetest.Tuesday("太极"), coursetest.Tuesday("书法")
		a.Least, b.Least = 3, 3
		_, ids := w.Enrolling(a, b)
		w.Enrol(ids[0], 1)
		w.Enrol(ids[1], 3, 4)
		w.Passes(10*time.Hour + time.Minute)
		by := w.Staff()
		w.Update(func(tx store.Tx) {
			if err := merge(tx, ids, by); err != nil {
				t.Fatal(err)
			}
			coursetest.WantRefusal(t, merge(tx, []string{ids[1], ids[0]}, by), "已经定过了")
			must3(school.Along(tx, coursetest.Resident(1), ids[0], comes))(t)
		})
		want := map[bool]course.State{true: course.Confirmed, false: course.Cancelled}[comes]
		if got := w.State(ids[1]); got != want {
			t.Errorf("comes %v: the other is %s", comes, got)
		}
	}
}

func must3[T, U any](_ T, value U, err error) func(t *testing.T) U {
	return coursetest.Must(value, err)
}

func TestPaid(t *testing.T) {
	w := coursetest.New(t)
	_, ids := w.Enrolling(coursetest.Tuesday("太极"))
	w.Enrol(ids[0], 1, 2)
	w.Passes(10*time.Hour + time.Minute)
	by := w.Staff()
	unpaid := func(want string) {
		w.Update(func(tx store.Tx) {
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
		w.Update(func(tx store.Tx) { coursetest.Must(school.MarkPaid(tx, ids[0], who, paid, by))(t) })
	}
	unpaid("[p01 p02]")
	mark(true, "p01", "p99")
	unpaid("[p02]")
	mark(false, "p01")
	unpaid("[p01 p02]")
	w.Update(func(tx store.Tx) {
		_, err := school.MarkPaid(tx, ids[0], []string{"p01"}, true, coursetest.Resident(1))
		coursetest.WantRefusal(t, err, "没有找到您负责")
	})
}

// Whoever is erased gives up what can be given up, and their words.
func TestForget(t *testing.T) {
	w := coursetest.New(t)
	_, ids := w.Enrolling(coursetest.Tuesday("太极"))
	w.Enrol(ids[0], 1, 2, 3, 4)
	w.Update(func(tx store.Tx) { school.Kit().Keeps.Forget(tx, "p01") })
	if in := w.Line(ids[0], course.In); fmt.Sprint(in) != "[p02 p03 p04]" {
		t.Errorf("in: %v", in)
	}
}

// The sample has something of everything, the same every time.
func TestFill(t *testing.T) {
	w := coursetest.New(t)
	w.Update(func(tx store.Tx) {
		sample.Fill(tx, sample.Options{})
		if err := school.Fill(tx); err != nil {
			t.Fatal(err)
		}
		wang, _ := directory.GetPerson(tx, sample.WangGuihua.ID)
		if titles := attend.Kit().Open(tx, wang); len(titles) != 4 || titles[0].Title != "太极" {
			t.Errorf("titles: %v", titles)
		}
		if titles := attend.Kit().Open(tx, directory.Person{ID: "nobody"}); len(titles) != 0 {
			t.Errorf("titles for a guest: %v", titles)
		}
	})
}
