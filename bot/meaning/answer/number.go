package answer

import (
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"

	"yishi/bot/meaning/wording"
)

var (
	grouped   = regexp.MustCompile(`\d{1,3}(?:,\d{3})+`)
	wholes    = regexp.MustCompile(`-?\d+(?:\.\d+)?`)
	inexact   = regexp.MustCompile(`几|\d[ ]?[多来]|半|数[十百千]|[两二三四五六七八][三四五六七八九]`)
	moneyForm = regexp.MustCompile(`(\d+(?:\.\d{1,2})?)(?:元|块|圆|rmb)钱?(?:(?:(\d+)[角毛](?:(\d)分?)?)|零?(\d{1,2})(分)?|(半))?`)
	pointWan  = regexp.MustCompile(`(\d+\.\d+)万`)
	perUnit   = regexp.MustCompile(`[每一1/]个?(?:学期|年|月|人|次|天|节|位|户|家|课)`)
	free      = regexp.MustCompile(`^(?:这次|一共|都|全)?(?:免费?|没有?(?:花|收|用)?(?:钱|费)?|没花一分钱?|不(?:花|要|用|收|交)(?:钱|费)|一分钱?[都也]?(?:没|不)(?:花|要|用|收|交)?|无)[的了过]?$`)
	jiaoForm  = regexp.MustCompile(`^\D*?(?:(\d+)[角毛])(?:(\d)分?)?\D*$|^\D*?(\d+)分钱?\D*$`)
)

// Number reads the one whole number of an answer: "5个人", "大概10",
// "二十三", "两百零五". Two numbers, a range, a fraction or a guess ("两三个",
// "十几个") are not understood.
func Number(text string) (int, bool) {
	t := grouped.ReplaceAllStringFunc(wording.WithoutIdioms(wording.Fold(text)), func(s string) string {
		return strings.ReplaceAll(s, ",", "")
	})
	t = strings.NewReplacer("俩", "两", "仨", "三").Replace(t)
	t = wording.SpellArabic(t)
	if inexact.MatchString(t) {
		return 0, false
	}
	found := wholes.FindAllString(t, 2)
	if len(found) != 1 || strings.ContainsAny(found[0], "-.") || len(found[0]) > 12 {
		return 0, false
	}
	n, err := strconv.Atoi(found[0])
	return n, err == nil
}

// Money reads an amount and gives it in fen: "20块5", "¥20.50", "二十块", "3毛".
// A bare number is in yuan; 没花钱 and 免费 are 0.
func Money(text string) (int, bool) {
	t := wording.Fold(text)
	if free.MatchString(t) {
		return 0, true
	}
	t = perUnit.ReplaceAllString(wording.WithoutIdioms(strings.ReplaceAll(t, ",", "")), " ")
	t = pointWan.ReplaceAllStringFunc(t, func(s string) string {
		f, _ := strconv.ParseFloat(strings.TrimSuffix(s, "万"), 64)
		return strconv.FormatFloat(math.Round(f*10000), 'f', -1, 64)
	})
	t = wording.SpellArabic(strings.NewReplacer("人民币", "", "¥", "", "¥", "", "$", "?", "美元", "?").Replace(t))
	if strings.Contains(t, "?") || strings.Contains(t, "几") || strings.Contains(t, "-") {
		return 0, false
	}
	if m := moneyForm.FindAllStringSubmatch(t, 2); len(m) == 1 {
		return yuan(m[0], t)
	}
	if m := jiaoForm.FindStringSubmatch(t); m != nil {
		return 10*wording.Int(m[1]) + wording.Int(m[2]) + wording.Int(m[3]), len(m[0]) < 40 && wording.Int(m[1]) < 1000
	}
	return bareYuan(t)
}

// yuan adds up a match of moneyForm: yuan, 万, jiao and fen after it, or the one
// or two digits after 块 (20块5 is 20.50, 20块05 is 20.05).
func yuan(m []string, t string) (int, bool) {
	if len(wholes.FindAllString(strings.Replace(t, m[0], "", 1), 1)) > 0 {
		return 0, false
	}
	fen, ok := toFen(m[1])
	fen += 10*wording.Int(m[2]) + wording.Int(m[3])
	switch digits := m[4]; {
	case digits == "":
	case len(digits) == 2 || m[5] != "" || strings.Contains(m[0], "零"):
		fen += wording.Int(digits)
	default:
		fen += 10 * wording.Int(digits)
	}
	if m[6] != "" {
		fen += 50
	}
	return fen, ok
}

func bareYuan(t string) (int, bool) {
	found := wholes.FindAllString(t, 2)
	if len(found) != 1 || inexact.MatchString(t) {
		return 0, false
	}
	return toFen(found[0])
}

func toFen(s string) (int, bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 1e10 {
		return 0, false
	}
	if _, cents, _ := strings.Cut(s, "."); len(cents) > 2 {
		return 0, false
	}
	return int(math.Round(f * 100)), true
}

var marks = lists.Parts("score")

// markSaid is the one mark that a text says in words.
func markSaid(t string) (mark string, ok bool) {
	kinds, _ := marksInWords.Cover(t)
	delete(kinds, "伴")
	for mark = range kinds {
	}
	return mark, len(kinds) == 1
}

var marksInWords = wording.NewVocabulary(withBeside(), "伴", "满分", "1", "2", "3", "4", "5")

func withBeside() map[string][]string {
	all := maps.Clone(marks)
	all["伴"] = lists.Parts("score-beside")["伴"]
	return all
}

// markWords are what stands beside a mark in figures.
var markWords = wording.NewVocabulary(lists.Parts("score-beside"), "伴")

// Score reads a mark from 1 to max: "5分", "四颗星", "满分", "⭐⭐⭐", and for
// five steps also "很满意", "一般", "不满意".
func Score(text string, max int) (int, bool) {
	if stars := strings.Count(text, "⭐") + strings.Count(text, "★"); stars > 0 {
		return stars, stars <= max
	}
	t := wording.TrimPrefixes(wording.Fold(text), []string{"我觉得", "我", "觉得", "还是", "感觉", "打"})
	if said, ok := markSaid(t); ok && (said == "满分" || max == 5) {
		if said == "满分" {
			return max, true
		}
		return wording.Int(said), true
	}
	n, ok := Number(t)
	_, all := markWords.Cover(wholes.ReplaceAllString(wording.SpellArabic(t), "分"))
	return n, ok && all && n >= 1 && n <= max
}

// OnlyNumbers reports whether a text is digits and nothing else: an answer to
// something, or a number of one's own, but never a matter.
func OnlyNumbers(text string) bool {
	found := false
	for _, r := range wording.Fold(text) {
		if !wording.IsNumeral(r) && !strings.ContainsRune("第选个号项 ,.。、-+", r) {
			return false
		}
		found = found || wording.IsNumeral(r)
	}
	return found
}
