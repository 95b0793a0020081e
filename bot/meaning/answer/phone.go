package answer

import (
	"regexp"
	"strings"

	"yishi/bot/meaning/wording"
)

var (
	phoneRun  = regexp.MustCompile(`\+?\(?\d[\d ()\-]{5,}\d`)
	mobile    = regexp.MustCompile(`^(?:(?:00)?86)?(1[3-9]\d{9})$`)
	fixedLine = regexp.MustCompile(`^(?:(?:00)?86)?(0(?:10|2\d|[3-9]\d{2}))([2-8]\d{6,7})$`)
	localLine = regexp.MustCompile(`^[3-8]\d{6,7}$`)
	notDigit  = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", "+", "")
	spoken    = strings.NewReplacer("零", "0", "〇", "0", "幺", "1", "一", "1", "二", "2", "两", "2", "三", "3", "四", "4",
		"五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// Phone reads the one telephone number of an answer: a mobile of the mainland
// as 11 digits, a fixed line as "027-87654321" or "87654321".
func Phone(text string) (string, bool) {
	found := map[string]bool{}
	number := ""
	for _, run := range phoneRun.FindAllString(spoken.Replace(wording.Fold(text)), -1) {
		digits := notDigit.Replace(run)
		if strings.HasPrefix(run, "+") && !strings.HasPrefix(digits, "86") {
			continue // of another country: +1 310 555 0123 is not 131 0555 0123
		}
		if p, ok := onePhone(digits); ok {
			number, found[p] = p, true
		}
	}
	return number, len(found) == 1
}

func onePhone(digits string) (string, bool) {
	if m := mobile.FindStringSubmatch(digits); m != nil {
		return m[1], true
	}
	if m := fixedLine.FindStringSubmatch(digits); m != nil {
		return m[1] + "-" + m[2], true
	}
	return digits, localLine.MatchString(digits)
}
