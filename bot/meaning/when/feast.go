package when

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"yishi/bot/meaning/wording"
	"yishi/bot/workday/lunar"
)

// moons are the feasts that go by the moon, by month and day; the last of a year is 除夕.
var moons = map[string][2]int{
	"春节": {1, 1}, "大年初一": {1, 1}, "元宵": {1, 15}, "端午": {5, 5}, "七夕": {7, 7}, "中元": {7, 15}, "中秋": {8, 15}, "重阳": {9, 9}, "腊八": {12, 8},
	"除夕": {}, "大年三十": {}, "大年夜": {}, "年三十": {},
}

var (
	// A day by the moon is told by 正月, 腊月, 初五, 农历; 八月十五 alone may be one of the sun's.
	moonForm = regexp.MustCompile(`(农历|阴历|旧历)?(?:的)?(正|腊|冬|[一二三四五六七八九十]{1,2}|\d{1,2})月(初)?([一二三四五六七八九十廿卅\d]{1,3})(?:日|号)?`)
	moonName = map[string]int{"正": 1, "冬": 11, "腊": 12}
	newYears = regexp.MustCompile(`大?年初([一二三四五六七八九十])`)
	nextYear = regexp.MustCompile(`明年的?$`)
)

// spellFeasts writes the days that go by the moon and the sun's course as dates.
func spellFeasts(t string, today time.Time) string {
	if !strings.ContainsAny(t, "节月年夕宵午阳秋腊明至春立雨惊谷小芒大处白寒霜") {
		return t
	}
	for name, day := range moons {
		if i := wording.WholeIndex(t, name); i >= 0 {
			return dated(t, i, i+len(name), today, func(from time.Time) (time.Time, bool) {
				if day == [2]int{} {
					return lunar.Eve(from)
				}
				return lunar.Day(day[0], day[1], from)
			})
		}
	}
	if at := newYears.FindStringSubmatchIndex(t); at != nil {
		n, _ := wording.WholeNumeral(t[at[2]:at[3]])
		return dated(t, at[0], at[1], today, func(from time.Time) (time.Time, bool) { return lunar.Day(1, n, from) })
	}
	if at := moonForm.FindStringSubmatchIndex(t); at != nil && (at[2] >= 0 || at[6] >= 0 || moonName[t[at[4]:at[5]]] > 0) {
		month, named := moonName[t[at[4]:at[5]]]
		if !named {
			month, _ = wording.WholeNumeral(t[at[4]:at[5]])
		}
		day, _ := wording.WholeNumeral(t[at[8]:at[9]])
		return dated(t, at[0], at[1], today, func(from time.Time) (time.Time, bool) { return lunar.Day(month, day, from) })
	}
	for _, term := range lunar.Terms {
		if i := strings.Index(t, term); i >= 0 && (slices.Contains([]string{"清明", "冬至", "夏至", "春分", "秋分"}, term) || t == term) {
			return dated(t, i, i+len(term), today, func(from time.Time) (time.Time, bool) { return lunar.Term(term, from) })
		}
	}
	return t
}

// dated writes the day that t[i:j] names as a date, the next to come or that of next
// year. Where there is none, what stands there is no day of any calendar.
func dated(t string, i, j int, today time.Time, day func(from time.Time) (time.Time, bool)) string {
	from, before := today, t[:i]
	if nextYear.MatchString(before) {
		from, before = time.Date(today.Year()+1, 1, 1, 0, 0, 0, 0, today.Location()), nextYear.ReplaceAllString(before, "")
	}
	d, ok := day(from)
	if !ok {
		return before + "13月32日" + t[j:]
	}
	return before + d.Format(time.DateOnly) + " " + strings.TrimPrefix(t[j:], "节")
}

var (
	// A day that comes again and again is none, nor are two.
	again     = regexp.MustCompile(`每个?(?:周|星期|礼拜|月|天|日|年)|天天|每逢|隔天|前的那`)
	weekDays  = regexp.MustCompile(`(?:周|星期|礼拜)[1-6日天末][^点时]{0,3}(?:周|星期|礼拜)[1-6日天末]|(?:周|星期|礼拜)[1-6日天][、,和到至或][1-6日天](?:[^点时\d]|$)`)
	houseForm = regexp.MustCompile(`\d+ ?[栋幢座#] ?\d+ ?号?`)
	// What speaks of a day, though it was not understood which.
	someDay = regexp.MustCompile(`[月周节]|星期|礼拜|[某那哪几当改雨晴]天|\d+号(?:[^楼栋院门线]|$)|\d日|初\d|下次|过完|除夕`)
)

// noDay reports whether a text, spelled as the forms have it, speaks of a day that is
// none: of several, of one that comes again, of one that was not understood.
func noDay(t string, understood bool) bool {
	if houseForm.MatchString(t) { // 3栋2号
		return true
	}
	return again.MatchString(t) || weekDays.MatchString(t) || !understood && someDay.MatchString(t)
}
