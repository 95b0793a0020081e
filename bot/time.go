package bot

import (
	"fmt"
	"time"
)

// Zone is the time of all of China, UTC+8 without summer time
// (https://data.iana.org/time-zones/tzdb/asia, Asia/Shanghai since 1992).
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Day says a day as people do: 12月1日（周二）.
func Day(t time.Time) string {
	t = t.In(Zone)
	return fmt.Sprintf("%d月%d日（%s）", t.Month(), t.Day(), weekdays[t.Weekday()])
}

// Date says a day with its year: 2026年12月1日.
func Date(t time.Time) string { return t.In(Zone).Format("2006年1月2日") }

// Moment says a day and an hour: 12月1日（周二）15:00.
func Moment(t time.Time) string { return Day(t) + t.In(Zone).Format("15:04") }

// Midnight is the first moment of the day that t is in.
func Midnight(t time.Time) time.Time {
	y, m, d := t.In(Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Zone)
}

// Residents are left in peace from evening to morning, unless their place has other hours
// (bot/directory/setting).
const (
	NightFrom = 21 * time.Hour
	NightTo   = 8 * time.Hour
)

// Awake is t, or the next morning if people rest at t.
func Awake(t time.Time) time.Time {
	midnight := Midnight(t)
	switch at := t.Sub(midnight); {
	case at < NightTo:
		return midnight.Add(NightTo)
	case at >= NightFrom:
		return midnight.Add(24*time.Hour + NightTo)
	}
	return t
}
