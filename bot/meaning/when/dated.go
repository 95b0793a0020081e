package when

import (
	"regexp"
	"strings"
	"time"
)

// Words that name a day as seen from today. A bare weekday is not among them: as
// often as not it means every week.
var (
	nearWord  = regexp.MustCompile(`今明(?:两|2)?天|明后(?:两|2)?天|大[后前]天|[今明后昨前][天儿]|[今明昨](?:日|晚上?|早上?|夜里?|晨)`)
	weekWord  = regexp.MustCompile(`(?:上|下下|下|这|本)(?:个|一)?(?:周|星期|礼拜)[一二三四五六日天1-6]`)
	monthWord = regexp.MustCompile(`(?:下|本|这)个?月[\d一二三四五六七八九十]{1,3}[日号]`)
	dayWord   = regexp.MustCompile(nearWord.String() + "|" + weekWord.String() + "|" + monthWord.String())
)

// What stands before or behind makes other words of them: 说明日期, 目前天气, 下周一直.
var (
	notAfter = map[string]string{
		"明天": "证表声", "明日": "说证表声文发", "明早": "证表", "明晚": "证表",
		"后天": "以之今然最午先雨饭", "前天": "以之目提眼当面", "后儿": "以之今然最", "前儿": "以之目",
	}
	notBefore = map[string]string{
		"后天": "性", "一": "直起共般样些个次天", "二": "个次", "三": "个次天", "四": "个次天",
		"五": "个次天", "六": "个次天日", "日": "常期志程用记报", "天": "气",
	}
	partOfDay = map[string]string{"晚": "晚上", "早": "早上", "夜": "夜里", "晨": "早晨"}
)

// Dating is a day's name as it was said, and as it is right whenever it is read.
type Dating struct{ Said, Date string }

// Dated says the days that a text names as seen from now by their dates, as day
// does: words that are read later must not mean another day then. What stands in
// 「」 is somebody else's, and stays.
func Dated(text string, now time.Time, day func(time.Time) string) (dated string, all []Dating) {
	var b strings.Builder
	for text != "" {
		at := dayWord.FindStringIndex(text)
		if quote := strings.Index(text, "「"); quote >= 0 && (at == nil || quote < at[0]) {
			end := strings.Index(text, "」")
			if end < quote {
				end = quote
			}
			b.WriteString(text[:end+len("」")])
			text = text[end+len("」"):]
			continue
		}
		if at == nil {
			break
		}
		said, rest := text[at[0]:at[1]], text[at[1]:]
		b.WriteString(text[:at[0]])
		date := ""
		if isDay(said, b.String(), rest) {
			date = dateOf(said, now, day)
		}
		switch {
		case date == "":
			b.WriteString(said)
		default:
			date, rest = beside(date, b.String(), rest)
			b.WriteString(date)
			all = append(all, Dating{said, date})
		}
		text = rest
	}
	return b.String() + text, all
}

// listed: 下周一、三、五.
var listed = regexp.MustCompile(`^[、至到和及][一二三四五六日天](?:[^天日月]|$)`)

// isDay looks at what stands around a word.
func isDay(said, before, rest string) bool {
	for word, chars := range notAfter {
		if strings.HasPrefix(said, word) && endsIn(before, chars) {
			return false
		}
	}
	if strings.HasPrefix(said, "明天") && strings.HasPrefix(rest, "气") && endsIn(before, "说") || listed.MatchString(rest) {
		return false
	}
	for word, chars := range notBefore {
		if (word == said || !nearWord.MatchString(said) && strings.HasSuffix(said, word)) && startsIn(rest, chars) {
			return false
		}
	}
	return true
}

func endsIn(s, chars string) bool {
	r := []rune(s)
	return len(r) > 0 && strings.ContainsRune(chars, r[len(r)-1])
}

func startsIn(s, chars string) bool {
	for _, r := range s {
		return strings.ContainsRune(chars, r)
	}
	return false
}

// dateOf is the date of a day's name, with the part of the day that is in it.
func dateOf(said string, now time.Time, day func(time.Time) string) string {
	today := midnight(now)
	switch {
	case strings.HasPrefix(said, "今明"):
		return day(today) + "和" + day(today.AddDate(0, 0, 1))
	case strings.HasPrefix(said, "明后"):
		return day(today.AddDate(0, 0, 1)) + "和" + day(today.AddDate(0, 0, 2))
	}
	d, ok := Date(strings.Replace(said, "晨", "早", 1), now)
	if !ok {
		d, ok = Date(string([]rune(said)[0])+"天", now)
	}
	if !ok {
		return ""
	}
	if !weekWord.MatchString(said) && !monthWord.MatchString(said) {
		return day(d) + partOfDay[string([]rune(said)[1])]
	}
	return day(d)
}

// sameDay is a date that says once more what a day's name has said.
var sameDay = regexp.MustCompile(`^[（(]?\d{1,2}月\d{1,2}[日号](?:[（(]?(?:周|星期)[一二三四五六日天][）)]?)?[）)]?`)

// beside takes care that a date does not stand there twice: 明天（12月3日）,
// 12月3日（明天）.
func beside(date, before, rest string) (said, behind string) {
	if m := sameDay.FindString(rest); m != "" && strings.Contains(m, strings.SplitN(date, "日", 2)[0]) {
		return date, rest[len(m):]
	}
	if endsIn(strings.TrimSuffix(strings.TrimSuffix(before, "（"), "("), "日号") && endsIn(before, "（(") {
		if from, to := strings.Index(date, "（"), strings.Index(date, "）"); from >= 0 && to > from {
			return date[from+len("（") : to], rest
		}
	}
	return date, rest
}

var (
	dates  = regexp.MustCompile(`(\d{1,2})月(\d{1,2})[日号]`)
	until  = regexp.MustCompile(`(\d{1,2})月\d{1,2}[日号](?:（周.）)?[至到—~～\-－]+(\d{1,2})[日号]`)
	onward = regexp.MustCompile(`[日号](?:（周.）)?[^，。；！？\n]{0,8}?(?:起|开始|以后|之后)`)
)

// LastDay is the last day to come that a text names by its date. There is none
// where it names none, or what it says goes on from then.
func LastDay(text string, now time.Time) (last time.Time, ok bool) {
	if onward.MatchString(text) {
		return last, false
	}
	for _, form := range []*regexp.Regexp{dates, until} {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			if d, real := monthDay([]string{"", "", m[1], m[2]}, midnight(now)); real && d.After(last) {
				last = d
			}
		}
	}
	return last, last.After(midnight(now))
}
