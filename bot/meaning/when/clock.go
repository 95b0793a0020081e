package when

import (
	"regexp"
	"strings"
	"time"

	"yishi/bot/meaning/wording"
)

const periods = `凌晨|半夜|深夜|清晨|早上|早晨|上午|中午|下午|午后|傍晚|晚上|夜里|晚|早`

var (
	clockForm  = regexp.MustCompile(`(` + periods + `)?的?[ ]*(\d{1,2})(?:(点钟|点|时)(?:([13])刻|(半)|(\d{1,2})分?)?|:(\d{2}))`)
	shortOf    = regexp.MustCompile(`(` + periods + `)?差(\d{1,2})(刻|分)钟?[ ]*(\d{1,2}点.*)`)
	periodForm = regexp.MustCompile(periods)
	fromNow    = regexp.MustCompile(`(\d+|半)个?(小时|钟头|分钟|刻钟)(半)?(?:以后|之后|后)`)
)

// Precision is how exactly a moment was named.
type Precision int

// Of 明天, 明天下午 and 明天下午三点.
const (
	ToDay Precision = iota
	ToPart
	ToMinute
)

// Clock reads a time of day as the span since midnight: 下午三点半, 19:00,
// 中午12点. 晚上12点 is 24 hours. Without a part of the day 1 to 6 点 is in the
// afternoon, when neighbours meet; with a colon the hour is as written.
func Clock(text string) (time.Duration, bool) {
	return findClock(wording.SpellArabic(wording.WithoutIdioms(wording.Fold(text))))
}

func findClock(t string) (time.Duration, bool) {
	if !strings.ContainsAny(t, "点时:") {
		return 0, false
	}
	if m := shortOf.FindStringSubmatch(t); m != nil { // 差一刻三点
		less := map[string]int{"刻": 15, "分": 1}[m[3]] * wording.Int(m[2])
		clock, ok := findClock(m[1] + m[4])
		return clock - time.Duration(less)*time.Minute, ok && less < 60
	}
	m := clockForm.FindStringSubmatch(t)
	if m == nil {
		return 0, false
	}
	hour, minute := wording.Int(m[2]), wording.Int(m[6])+wording.Int(m[7])+15*wording.Int(m[4])
	if m[5] != "" {
		minute = 30
	}
	if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
		return 0, false
	}
	hour = inPeriod(hour, m[1], m[7] != "")
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, true
}

// inPeriod turns an hour of twelve into one of twenty-four.
func inPeriod(hour int, period string, written bool) int {
	switch period {
	case "":
		if hour >= 1 && hour <= 6 && !written {
			return hour + 12
		}
	case "下午", "午后", "傍晚":
		if hour < 12 {
			return hour + 12
		}
	case "晚上", "晚", "夜里", "深夜", "半夜":
		return atNight(hour)
	case "中午":
		if hour >= 1 && hour <= 3 {
			return hour + 12
		}
	case "凌晨":
		return hour % 12
	}
	return hour
}

// atNight: 晚上7点 is 19, 晚上12点 the end of the day, 夜里2点 the hour after it.
func atNight(hour int) int {
	switch {
	case hour == 12:
		return 24
	case hour >= 5 && hour < 12:
		return hour + 12
	case hour >= 1 && hour < 5:
		return hour + 24
	}
	return hour
}

var partHours = map[string]int{
	"凌晨": 1, "清晨": 6, "早上": 8, "早晨": 8, "早": 8, "上午": 9, "中午": 12, "下午": 15, "午后": 15, "傍晚": 18,
	"晚上": 19, "晚": 19, "夜里": 22, "深夜": 23, "半夜": 23,
}

// Moment reads a moment and how exactly it was named. A clock without a day is
// the next such moment; a bare weekday whose hour has passed is next week's; a
// day without a clock is its midnight, and 下午 alone is its usual hour.
func Moment(text string, now time.Time) (time.Time, Precision, bool) {
	t := spellDates(text, now)
	if m := fromNow.FindStringSubmatch(t); m != nil {
		return now.Add(span(m)), ToMinute, true
	}
	day, weekly, dayOK := findDay(t, now)
	clock, precision, clockOK := clockOrPart(t)
	switch {
	case noDay(t, dayOK), !dayOK && !clockOK:
		return time.Time{}, 0, false
	case !dayOK:
		day = midnight(now)
	}
	at := addClock(day, clock)
	switch {
	case !clockOK:
		return day, ToDay, true
	case at.After(now):
	case !dayOK:
		at = addClock(day.AddDate(0, 0, 1), clock)
	case weekly:
		at = addClock(day.AddDate(0, 0, 7), clock)
	}
	return at, precision, true
}

func clockOrPart(t string) (time.Duration, Precision, bool) {
	if clock, ok := findClock(t); ok {
		return clock, ToMinute, true
	}
	if !strings.ContainsAny(t, "晨早午晚夜") {
		return 0, 0, false
	}
	part := periodForm.FindString(strings.ReplaceAll(t, "早点", ""))
	hour, ok := partHours[part]
	return time.Duration(hour) * time.Hour, ToPart, ok
}

// addClock keeps the time on the wall, also where clocks are changed.
func addClock(day time.Time, clock time.Duration) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, int(clock.Minutes()), 0, 0, day.Location())
}

func span(m []string) time.Duration {
	unit := map[string]time.Duration{"小时": time.Hour, "钟头": time.Hour, "分钟": time.Minute, "刻钟": 15 * time.Minute}[m[2]]
	if m[1] == "半" {
		return unit / 2
	}
	d := time.Duration(min(wording.Int(m[1]), 10000)) * unit
	if m[3] != "" {
		d += unit / 2
	}
	return d
}
