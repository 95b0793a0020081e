package wording

import (
	"strconv"
	"strings"
)

const (
	cnDigits = "零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖"
	cnUnits  = "十拾百佰千仟万萬亿廿卅"
	mostNum  = 1_000_000_000_000
)

var digitOf = map[rune]int{
	'零': 0, '〇': 0, '一': 1, '壹': 1, '幺': 1, '二': 2, '贰': 2, '两': 2, '三': 3, '叁': 3, '四': 4, '肆': 4,
	'五': 5, '伍': 5, '六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9,
}

var magnitude = map[rune]int{
	'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 10000, '萬': 10000, '亿': 100000000,
}

func isArabic(r rune) bool { return r >= '0' && r <= '9' }

func IsNumeral(r rune) bool {
	if r < 0x3000 {
		return isArabic(r)
	}
	return strings.ContainsRune(cnDigits, r) || strings.ContainsRune(cnUnits, r)
}

// numeral reads a run of numerals: 12, 二十三, 两百零五, 一万二, 3千5, 二〇二六.
func numeral(run []rune) (int, bool) {
	p := numeralParser{num: -1}
	for i := 0; i < len(run); {
		next, ok := p.take(run, i)
		if !ok || p.tooBig() {
			return 0, false
		}
		i = next
	}
	return p.end()
}

// numeralParser adds up what it has read: total of the 万 and 亿, the section
// below them, and the number that waits for its unit (-1: none).
type numeralParser struct {
	total, section, num int
	last                int  // the unit before
	zero                bool // since that unit
	spelled             int  // Chinese digits in a row without a unit
}

func (p *numeralParser) take(run []rune, i int) (next int, ok bool) {
	r := run[i]
	if isArabic(r) {
		return p.arabic(run, i)
	}
	if d, is := digitOf[r]; is {
		return i + 1, p.digit(d)
	}
	if r == '廿' || r == '卅' {
		p.section += map[rune]int{'廿': 20, '卅': 30}[r]
		p.last = 10
		return i + 1, p.num < 0
	}
	u, is := magnitude[r]
	return i + 1, is && p.unit(u)
}

func (p *numeralParser) arabic(run []rune, i int) (next int, ok bool) {
	end := i
	for end < len(run) && isArabic(run[end]) {
		end++
	}
	n, err := strconv.Atoi(string(run[i:end]))
	ok = err == nil && p.num < 0 && end-i <= 12
	p.num = n
	return end, ok
}

func (p *numeralParser) digit(d int) bool {
	switch {
	case p.num >= 0 && p.spelled == 0: // 3五
		return false
	case p.spelled > 0 && p.last > 0 && !p.zero: // 十二三
		return false
	case p.num > 0 || p.spelled > 0:
		p.num = p.num*10 + d
	default:
		p.num = d
	}
	p.spelled++
	p.zero = p.zero || d == 0
	return true
}

func (p *numeralParser) unit(u int) bool {
	if p.spelled > 1 && !p.zero { // 二三十
		return false
	}
	if p.num < 0 {
		if u != 10 && (u < 10000 || p.section == 0) { // 百 alone
			return false
		}
		if u == 10 {
			p.num = 1
		} else {
			p.num = 0
		}
	}
	if u >= 10000 {
		p.total, p.section = p.total+(p.section+p.num)*u, 0
	} else {
		p.section += p.num * u
	}
	p.num, p.last, p.zero, p.spelled = -1, u, false, 0
	return true
}

func (p *numeralParser) tooBig() bool {
	return p.total > mostNum || p.section > mostNum || p.num > mostNum
}

// end reads a last digit as 一万二 is meant: twelve thousand.
func (p *numeralParser) end() (int, bool) {
	switch {
	case p.num < 0:
		return p.total + p.section, p.last > 0
	case p.last >= 100 && !p.zero && p.num < 10:
		return p.total + p.section + p.num*p.last/10, true
	}
	return p.total + p.section + p.num, true
}

// wholeNumeral reads a text that is nothing but a numeral.
func WholeNumeral(s string) (int, bool) {
	run := []rune(s)
	for _, r := range run {
		if !IsNumeral(r) {
			return 0, false
		}
	}
	return numeral(run)
}

// spellArabic writes the numerals of a text in Arabic digits, so that a form
// need only be described once. After 周 and 星期 one character is the day, and
// what follows it the hour. Numerals that are none, such as 两三, are left.
func SpellArabic(s string) string {
	if !strings.ContainsAny(s, cnDigits+cnUnits) {
		return s
	}
	var b strings.Builder
	run := []rune(s)
	for i := 0; i < len(run); {
		end := i
		for end < len(run) && IsNumeral(run[end]) {
			end++
		}
		if end == i {
			b.WriteRune(run[i])
			i++
			continue
		}
		if i > 0 && strings.ContainsRune("周期拜", run[i-1]) && digitOf[run[i]] > 0 {
			end = i + 1
		}
		n, ok := numeral(run[i:end])
		if ok && !aboutTwo(run[i:end]) {
			b.WriteString(written(run[i:end], n))
			if end < len(run) && IsNumeral(run[end]) {
				b.WriteByte(' ')
			}
		} else {
			b.WriteString(string(run[i:end]))
		}
		i = end
	}
	return b.String()
}

// written keeps leading zeros, which matter in room and telephone numbers.
func written(run []rune, n int) string {
	text := strconv.Itoa(n)
	for i := 0; i < len(run)-1 && (run[i] == '零' || run[i] == '〇' || run[i] == '0'); i++ {
		text = "0" + text
	}
	return text
}

// aboutTwo reports whether digits mean "two or three", as in 两三 and 五六.
func aboutTwo(run []rune) bool {
	if len(run) != 2 || isArabic(run[0]) || isArabic(run[1]) {
		return false
	}
	a, b := digitOf[run[0]], digitOf[run[1]]
	return a > 0 && b == a+1
}

var idioms = LongestFirst(lists.List("idioms"))

// WithoutIdioms takes out the words whose numerals count nothing, but not the
// 万一 of 一万一千.
func WithoutIdioms(t string) string {
	if !strings.ContainsAny(t, cnDigits+cnUnits) {
		return t
	}
	for _, w := range idioms {
		for i := WholeIndex(t, w); i >= 0; i = WholeIndex(t, w) {
			t = t[:i] + " " + t[i+len(w):]
		}
	}
	return t
}
