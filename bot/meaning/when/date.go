// Package when reads days and hours: 明天, 下周三下午三点半, 12月1号; and says a day seen
// from today by its date. Nothing is guessed: what could be two days is not understood.
package when

import (
	"regexp"
	"strings"
	"time"

	"yishi/bot/meaning/wording"
)

// dateForm is one way to name a day. read gives the day, or false if the form
// fits but there is no such day.
type dateForm struct {
	form *regexp.Regexp
	read func(m []string, today time.Time) (time.Time, bool)
}

// The forms are tried in this order, on text with Arabic digits; the first that
// fits decides.
var dateForms = []dateForm{
	{regexp.MustCompile(`(\d{4})[年\-/.](\d{1,2})[月\-/.](\d{1,2})`), fullDate},
	{regexp.MustCompile(`(?:^|\D)(20\d{2})(\d{2})(\d{2})(?:\D|$)`), fullDate},
	{regexp.MustCompile(`(明年|后年|今年)?(\d{1,2})月(?:份)?(?:(\d{1,2})[日号]?|(底|末))`), monthDay},
	{regexp.MustCompile(`(下下|下|本|这)个?月(?:的)?(?:(\d{1,2})[日号]?|(底|末)|初)`), nextMonth},
	{regexp.MustCompile(`()()(月底|月末)`), nextMonth},
	{regexp.MustCompile(`(?:过)?(\d+|半)个?(天|日|周|星期|礼拜|月|年)(以后|之后|后|以前|之前|前)`), daysFromNow},
	{regexp.MustCompile(`(?:再|过)(\d+|半)个?(天|周|星期|礼拜|月|年)()`), daysFromNow},
	{regexp.MustCompile(`(大后|大前|[今明后昨前])(?:天|日|晚|早|儿)`), nearDay},
	{regexp.MustCompile(`(上上|上|下下|下|这|本)?(?:个|一)?(?:周|星期|礼拜)([1-6日天末])`), weekday},
	{regexp.MustCompile(`(?:^|\D)(\d{1,2})[日号](?:[^楼栋幢门院线码馆]|$)`), monthlessDay},
	{regexp.MustCompile(`(?:^|[^\d\-/.])()(\d{1,2})[\-/.](\d{1,2})(?:[^\d\-/.块元毛]|$)`), monthDay},
}

var feasts = map[string]string{
	"元旦": "1月1日", "妇女节": "3月8日", "植树节": "3月12日", "劳动节": "5月1日", "五一": "5月1日", "儿童节": "6月1日",
	"六一": "6月1日", "建党节": "7月1日", "七一": "7月1日", "建军节": "8月1日", "教师节": "9月10日", "国庆": "10月1日",
	"圣诞": "12月25日", "平安夜": "12月24日",
}

// Date reads the day an answer names, as midnight where now is: 明天, 下周三,
// 12月1号, 12-1, 三天后. A day without a year or month is the next one to come.
func Date(text string, now time.Time) (time.Time, bool) {
	t := spellDates(text, now)
	day, _, ok := findDay(t, now)
	return day, ok && !noDay(t, ok)
}

// spellDates brings a text to the spelling that the forms describe.
func spellDates(text string, now time.Time) string {
	t := wording.WithoutIdioms(wording.Fold(text))
	if t == "十一" || strings.HasPrefix(t, "十一期间") || strings.HasPrefix(t, "十一放假") || strings.HasPrefix(t, "十一长假") {
		t = "国庆" + strings.TrimPrefix(t, "十一")
	}
	t = spellFeasts(t, midnight(now))
	for feast, day := range feasts {
		if i := wording.WholeIndex(t, feast); i >= 0 && !strings.HasSuffix(t[:i], "周") && !strings.HasSuffix(t[:i], "期") {
			t = t[:i] + day + strings.TrimPrefix(t[i+len(feast):], "节")
		}
	}
	return wording.SpellArabic(t)
}

// findDay reads the first form that fits. weekly says that the day was a bare
// weekday, which can as well be the one a week later.
func findDay(t string, now time.Time) (day time.Time, weekly, ok bool) {
	if !strings.ContainsAny(t, "天日号月周期拜年-/.后早晚末儿") && len(t) != 8 {
		return time.Time{}, false, false
	}
	today := midnight(now)
	for _, f := range dateForms {
		if m := f.form.FindStringSubmatch(t); m != nil {
			day, ok = f.read(m, today)
			weekly = len(m) == 3 && m[1] == "" && strings.Contains("123456日天末", m[2])
			return day, weekly, ok
		}
	}
	return time.Time{}, false, false
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// realDay refuses the 30th of February.
func realDay(year, month, day int, like time.Time) (time.Time, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, like.Location())
	return t, t.Day() == day && int(t.Month()) == month
}

func fullDate(m []string, today time.Time) (time.Time, bool) {
	return realDay(wording.Int(m[1]), wording.Int(m[2]), wording.Int(m[3]), today)
}

func monthDay(m []string, today time.Time) (time.Time, bool) {
	year, month, day := today.Year(), wording.Int(m[2]), wording.Int(m[3])
	years, said := map[string]int{"今年": 0, "明年": 1, "后年": 2}[m[1]]
	year += years
	last := len(m) > 4 && m[4] != ""
	read := func() (time.Time, bool) {
		if last {
			return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, today.Location()), month >= 1 && month <= 12
		}
		return realDay(year, month, day, today)
	}
	t, ok := read()
	if !said && t.Before(today) {
		year++
		t, ok = read()
	}
	return t, ok
}

func nextMonth(m []string, today time.Time) (time.Time, bool) {
	ahead := map[string]int{"下": 1, "下下": 2}[m[1]]
	first := time.Date(today.Year(), today.Month()+time.Month(ahead), 1, 0, 0, 0, 0, today.Location())
	if m[3] != "" {
		return first.AddDate(0, 1, -1), true
	}
	return realDay(first.Year(), int(first.Month()), max(1, wording.Int(m[2])), today)
}

func daysFromNow(m []string, today time.Time) (time.Time, bool) {
	n := wording.Int(m[1])
	if n > 1000 || m[1] != "半" && n == 0 {
		return time.Time{}, false
	}
	if strings.HasSuffix(m[3], "前") {
		n = -n
	}
	switch m[2] {
	case "天", "日":
		return today.AddDate(0, 0, n), m[1] != "半"
	case "月":
		if m[1] == "半" {
			return today.AddDate(0, 0, 15), true
		}
		return today.AddDate(0, n, 0), true
	case "年":
		return today.AddDate(n, 0, 0), m[1] != "半"
	}
	return today.AddDate(0, 0, 7*n), m[1] != "半"
}

func nearDay(m []string, today time.Time) (time.Time, bool) {
	n := map[string]int{"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}[m[1]]
	return today.AddDate(0, 0, n), true
}

// weekday counts weeks from Monday. A bare weekday is the next to come, today
// included.
func weekday(m []string, today time.Time) (time.Time, bool) {
	want := map[string]int{"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "末": 6, "日": 7, "天": 7}[m[2]]
	have := (int(today.Weekday())+6)%7 + 1
	if m[1] == "" {
		return today.AddDate(0, 0, (want-have+7)%7), true
	}
	weeks := map[string]int{"上上": -2, "上": -1, "下": 1, "下下": 2}[m[1]]
	return today.AddDate(0, 0, want-have+7*weeks), true
}

// monthlessDay is the next month that has such a day, this one included.
func monthlessDay(m []string, today time.Time) (time.Time, bool) {
	day := wording.Int(m[1])
	for month := range 3 {
		first := time.Date(today.Year(), today.Month()+time.Month(month), 1, 0, 0, 0, 0, today.Location())
		if t, ok := realDay(first.Year(), int(first.Month()), day, today); ok && !t.Before(today) {
			return t, true
		}
	}
	return time.Time{}, false
}
