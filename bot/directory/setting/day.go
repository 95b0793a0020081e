package setting

import (
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/when"
	"yishi/bot/workday"
	"yishi/store"
)

// What everybody goes by.
var (
	Quiet   = Kind{Key: "quiet", Name: "晚上不打扰的时间", Usual: hour(bot.NightFrom) + "-" + hour(bot.NightTo), Form: Span}
	Closing = Kind{Key: "closing", Name: "工作日几点算过完", Usual: "18:00", Form: Hour}
)

// Common are the settings of no capability of its own.
func Common() []Kind { return []Kind{Quiet, Closing} }

// Awake is t, or when people of a place are to be reached again, if they rest at t.
func Awake(tx store.Reader, place string, t time.Time) time.Time {
	return span(Quiet.Of(tx, place).Value).End(t)
}

// Rest are the hours in which people of a place are left in peace, if anybody set them.
func Rest(tx store.Reader, place string) (directory.Hours, bool) {
	if s := Quiet.Of(tx, place); s.Value != Quiet.Usual {
		return span(s.Value), true
	}
	return directory.Hours{}, false
}

// Due is the end of the nth working day from now, as a place has it, and the first year on
// the way, if any, of which nobody knows the holidays.
func Due(tx store.Reader, place string, n int) (at time.Time, unknown string) {
	day, unknown := workday.After(tx, tx.Now(), n)
	closing, _ := when.Clock(Closing.Of(tx, place).Value)
	return day.Add(closing), unknown
}
