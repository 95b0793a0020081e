package school_test

import (
	"testing"
	"time"

	"yishi/bot"
	"yishi/flows/course"
	"yishi/flows/course/coursetest"
	"yishi/store"
)

// TestDowntimePutsAStartOffByWholeWeeks: what should have been settled while nothing ran
// is settled afterwards, and no class is set for a day that is over: it begins on the same
// day of the week, tomorrow at the earliest.
func TestDowntimePutsAStartOffByWholeWeeks(t *testing.T) {
	for days, want := range map[int]string{ // of downtime; the term was to start on Monday the 7th, classes are on Tuesdays
		1: "12-08 09:00", 5: "12-08 09:00", 6: "12-15 09:00", 7: "12-15 09:00", 12: "12-15 09:00", 13: "12-22 09:00", 40: "01-12 09:00",
	} {
		w := coursetest.New(t)
		term, ids := w.Enrolling(coursetest.Tuesday("太极"))
		w.Enrol(ids[0], 1, 2)
		planned := w.Term(term).Starts
		w.Passes(time.Duration(days) * 24 * time.Hour)
		w.Passes(24 * time.Hour) // what rests till morning
		var c course.Course
		w.Update(func(tx store.Tx) { c, _ = course.Get(tx, ids[0]) })
		starts := w.Term(term).Starts
		if c.State != course.Confirmed || starts.Weekday() != planned.Weekday() || starts.Sub(planned)%(7*24*time.Hour) != 0 {
			t.Errorf("after %d days: %s, from %s", days, c.State, bot.Day(starts))
		}
		if got := c.First.In(bot.Zone).Format("01-02 15:04"); got != want {
			t.Errorf("after %d days: the first class is on %s, not on %s", days, got, want)
		}
	}
}
