package issue

import (
	"time"

	"yishi/bot"
)

// How many working days an answer may take.
const (
	urgentDays = 1
	normalDays = 3
)

// closing is the hour at which a working day is over.
const closing = 18 * time.Hour

// answerDue is by when an answer is promised for something said at a time.
func answerDue(at time.Time, urgent bool) time.Time {
	if urgent {
		return workdays(at, urgentDays)
	}
	return workdays(at, normalDays)
}

// workdays is the end of the nth working day after a time. Monday to Friday are
// working days: public holidays are made known year by year, and a day early is
// better than a promise that depends on a list somebody forgot to update.
func workdays(at time.Time, n int) time.Time {
	day := bot.Midnight(at)
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if d := day.Weekday(); d != time.Saturday && d != time.Sunday {
			n--
		}
	}
	return day.Add(closing)
}
