package course_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"yishi/bot"
	"yishi/flows/course"
)

func TestReadSlot(t *testing.T) {
	for words, want := range map[string]string{
		"周二下午2点":        "周二14:00到15:00",
		"每周四上午9点半":      "周四09:30到10:30",
		"星期天10:15":      "周日10:15到11:15",
		"礼拜六下午三点":       "周六15:00到16:00",
		"周三19:00到20:00": "周三19:00到20:00",
		"下午两点":          "",
		"周二":            "",
		"明天下午2点":        "",
		"周二晚上9点":        "",
		"周五早上5点":        "",
	} {
		s, ok := course.ReadSlot(words)
		s.Long = 60
		if got := s.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s, %v; want %q", words, got, ok, want)
		}
	}
}

func TestClashes(t *testing.T) {
	at := func(day time.Weekday, from, long int) course.Slot {
		return course.Slot{Day: day, From: from, Long: long}
	}
	base := at(time.Tuesday, 540, 60)
	for name, c := range map[string]struct {
		other course.Slot
		want  bool
	}{
		"the same":            {base, true},
		"begins when it ends": {at(time.Tuesday, 600, 60), false},
		"ends when it begins": {at(time.Tuesday, 480, 60), false},
		"a minute in common":  {at(time.Tuesday, 599, 60), true},
		"within":              {at(time.Tuesday, 550, 10), true},
		"around":              {at(time.Tuesday, 500, 200), true},
		"on another day":      {at(time.Wednesday, 540, 60), false},
	} {
		if base.Clashes(c.other) != c.want || c.other.Clashes(base) != c.want {
			t.Errorf("%s: want %v", name, c.want)
		}
	}
}

// The shares add up to the fee, differ by a fen at most, and the first pay it.
func TestShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fee, n := rapid.IntRange(0, 100_000_00).Draw(t, "fee"), rapid.IntRange(1, 200).Draw(t, "pupils")
		sum, last := 0, course.Share(fee, n, 0)
		for i := range n {
			share := course.Share(fee, n, i)
			if share > last || course.Share(fee, n, 0)-share > 1 {
				t.Fatalf("%d of %d pays %d of %d after %d", i, n, share, fee, last)
			}
			sum, last = sum+share, share
		}
		if sum != fee {
			t.Fatalf("%d pay %d of %d", n, sum, fee)
		}
	})
}

func TestFeeWords(t *testing.T) {
	c := course.Course{Fee: 120_00, Least: 6, Most: 12}
	for n, want := range map[int]string{
		0:  "课时费一学期120元，报名的人平摊。\n现在还没有人报名，报到6人开课。\n开成了每人最多20元，人多更便宜。\n报满12人，每人10元。",
		5:  "课时费一学期120元，报名的人平摊。\n现在报了5人，还差1人开课。\n开成了每人最多20元，人多更便宜。\n报满12人，每人10元。",
		8:  "课时费一学期120元，报名的人平摊。\n现在报了8人，每人15元。\n报满12人，每人10元。",
		12: "课时费一学期120元，报名的人平摊。\n现在报了12人，每人10元。",
		7: "课时费一学期120元，报名的人平摊。\n现在报了7人，每人17.14元或17.15元。\n报满12人，每人10元。\n" +
			"分不尽的几分钱，先报上的人每人多付1分，加起来正好。",
	} {
		if got := c.FeeWords(n); got != want {
			t.Errorf("%d pupils:\n%s\nwant\n%s", n, got, want)
		}
	}
}

// Skipped weeks are made up: everybody gets as many classes, in order, weekly.
func TestClasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := course.Course{
			First: time.Date(2027, 3, 2, 9, 0, 0, 0, bot.Zone), Weeks: rapid.IntRange(1, 30).Draw(t, "weeks"),
			Slot:  course.Slot{Day: time.Tuesday, From: 540, Long: 90},
			Skips: rapid.SliceOfNDistinct(rapid.IntRange(0, 40), 0, 8, rapid.ID[int]).Draw(t, "skips"),
		}
		classes := c.Classes()
		if len(classes) != c.Weeks {
			t.Fatalf("%d classes of %d", len(classes), c.Weeks)
		}
		for i, k := range classes {
			for _, skip := range c.Skips {
				if k.Week == skip {
					t.Fatalf("a class in week %d", skip)
				}
			}
			if k.N != i+1 || k.At.In(bot.Zone).Weekday() != time.Tuesday || i > 0 && !k.At.After(classes[i-1].At) {
				t.Fatalf("class %d: %+v", i, k)
			}
		}
	})
}

// What was paid in former days is known by its mark alone.
func TestOldPaid(t *testing.T) {
	if p := (course.Pupil{Share: 120_00, Paid: true}); p.Owes() != 0 {
		t.Errorf("owes %d", p.Owes())
	}
	if p := (course.Pupil{Share: 120_00}); p.Owes() != 120_00 {
		t.Errorf("owes %d", p.Owes())
	}
}
