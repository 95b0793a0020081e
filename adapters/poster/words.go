package poster

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"yishi/bot"
)

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(bot.Zone).Format("2006年1月2日")
}

// Moment is a moment as notices have it; "" for none.
func Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(bot.Zone).Format("2006年1月2日 15:04")
}

// Span is from one moment to another.
func Span(from, to time.Time) string {
	if from.IsZero() {
		return Moment(to) + "截止"
	}
	return Moment(from) + " 至 " + Moment(to)
}

// Until is the last day on which something may be done, as notices, pages and
// messages have it: 12月17日（含当天）以前.
func Until(t time.Time) string { return t.In(bot.Zone).Format("1月2日") + "（含当天）以前" }

// days is for how many whole days after the first a result is public.
func days(ch Challenge) int { return int(ch.To.Sub(bot.Midnight(ch.From)) / (24 * time.Hour)) }

// Share is part of whole with its unit: 200/300户.
func (f Figure) Share() string {
	return decimal(f.Part, f.Places) + "/" + decimal(f.Whole, f.Places) + f.Unit
}

// Percent is part of whole in tenths of a per cent, half rounded up; it is
// written beside the numbers and nothing follows from it.
func (f Figure) Percent() string {
	if f.Whole <= 0 {
		return ""
	}
	tenths := int64((float64(f.Part)*2000 + float64(f.Whole)) / (2 * float64(f.Whole)))
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// Said says what was needed and whether it was reached.
func (f Figure) Said() string {
	switch {
	case f.Need == nil:
		return ""
	case f.Need.Reached:
		return "要" + f.Need.Words + "，达到了"
	}
	return "要" + f.Need.Words + "，没有达到"
}

// Asked says in one sentence what several figures had to reach: 要过半数，都达到了.
func Asked(figures []Figure) string {
	var asked []Figure
	reached := 0
	for _, f := range figures {
		if f.Need != nil {
			asked = append(asked, f)
			reached += map[bool]int{true: 1}[f.Need.Reached]
		}
	}
	switch n := len(asked); {
	case n == 0:
		return ""
	case n == 1:
		return asked[0].Said()
	case reached == n:
		return "要" + asked[0].Need.Words + "，都达到了"
	case reached == 0:
		return "要" + asked[0].Need.Words + "，都没有达到"
	}
	words := "要" + asked[0].Need.Words
	for _, f := range asked {
		words += "，" + f.Label + map[bool]string{true: "达到了", false: "没有达到"}[f.Need.Reached]
	}
	return words
}

// Lacks reports whether one of some figures had to reach something and did not.
func Lacks(figures []Figure) bool {
	return slices.ContainsFunc(figures, func(f Figure) bool { return f.Need != nil && !f.Need.Reached })
}

// Counted are ballots that did not count in a few words: those that are listed one
// by one are on the page.
func Counted(asides []string) (said []string) {
	for _, line := range asides {
		if words, listed := strings.CutSuffix(line, "："); listed {
			return append(said, words+"，见结果的网页。")
		}
		said = append(said, line)
	}
	return said
}

// decimal writes n / 10^places without zeros that say nothing.
func decimal(n int64, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	digits := fmt.Sprintf("%0*d", places+1, n)
	at := len(digits) - places
	return sign + strings.TrimSuffix(digits[:at]+"."+strings.TrimRight(digits[at:], "0"), ".")
}

// Masked is a home as it may hang on a notice board: 3栋***1.
func (h Home) Masked() string { return h.Building + "***" + last(h.Room) }

// String is a home in full.
func (h Home) String() string { return h.Building + h.Unit + h.Room }

// last is the last figure or Latin letter of a room: 302室 ends with 2.
func last(room string) string {
	at := strings.LastIndexFunc(room, func(r rune) bool { return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) })
	if at < 0 {
		return ""
	}
	return room[at : at+1]
}

// MaskedName is a name as it may hang on a notice board: 王**.
func MaskedName(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(r) + "**"
}

// plain is text without what nobody sees: controls, and marks that only change
// how others look. Invalid bytes become U+FFFD.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
