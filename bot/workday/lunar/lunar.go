// Package lunar finds the days that people name by the moon or by the sun's course: 正月十五,
// 除夕, 冬至. They fall on another date every year; tyme4go works them out.
package lunar

import (
	"time"

	"github.com/6tail/tyme4go/tyme"
)

// Day is the next day, from one on, that is this day of this month by the moon: the 15th of
// the first is 元宵. There is none where no month is as long as that.
func Day(month, day int, from time.Time) (time.Time, bool) {
	return next(from, func(year int) (time.Time, bool) {
		d, err := tyme.LunarDay{}.FromYmd(year, month, day)
		if err != nil {
			return time.Time{}, false
		}
		return solar(d.GetSolarDay(), from), true
	})
}

// Eve is the next last day of a year by the moon: 除夕.
func Eve(from time.Time) (time.Time, bool) {
	first, ok := Day(1, 1, from.AddDate(0, 0, 1))
	return first.AddDate(0, 0, -1), ok
}

// Terms are the names of the sun's course that people count days by.
var Terms = tyme.SolarTermNames

// Term is the next day of a name of the sun's course: 冬至, 清明.
func Term(name string, from time.Time) (time.Time, bool) {
	return next(from, func(year int) (time.Time, bool) {
		t, err := tyme.SolarTerm{}.FromName(year, name)
		if err != nil {
			return time.Time{}, false
		}
		return solar(t.GetSolarDay(), from), true
	})
}

// next is the first day of these years that is not before from.
func next(from time.Time, in func(year int) (time.Time, bool)) (time.Time, bool) {
	for year := from.Year() - 1; year <= from.Year()+2; year++ {
		if day, ok := in(year); ok && !day.Before(from) {
			return day, true
		}
	}
	return time.Time{}, false
}

func solar(d tyme.SolarDay, like time.Time) time.Time {
	return time.Date(d.GetYear(), time.Month(d.GetMonth()), d.GetDay(), 0, 0, 0, 0, like.Location())
}
