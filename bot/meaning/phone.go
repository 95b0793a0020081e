package meaning

import (
	"regexp"
	"strings"
)

var (
	phoneRun  = regexp.MustCompile(`\+?\(?\d[\d ()\-]{5,}\d`)
	mobile    = regexp.MustCompile(`^(?:00)?(?:86)?(1[3-9]\d{9})$`)
	fixedLine = regexp.MustCompile(`^(?:00)?(?:86)?(0(?:10|2\d|[3-9]\d{2}))([2-8]\d{6,7})$`)
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
	for _, run := range phoneRun.FindAllString(spoken.Replace(Fold(text)), -1) {
		if p, ok := onePhone(notDigit.Replace(run)); ok {
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

var (
	longDigits = regexp.MustCompile(`[+＋]?[\d０-９](?:[\s()（）\-－—.]?[\d０-９]){6,}[xXＸｘ]?`)
	saidDigits = regexp.MustCompile(`[零〇幺一二三四五六七八九](?:[\s]?[零〇幺一二三四五六七八九]){6,}`)
	mail       = regexp.MustCompile(`[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+`)
	plate      = regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][·• ]?[A-Za-z0-9]{5,6}`)
)

// Hidden stands for what Mask took out.
const Hidden = "〔号码〕"

// Mask hides what can name a person by number: telephones, identity cards, bank
// cards, mail addresses and number plates, so that a sentence may leave.
func Mask(text string) string {
	for _, form := range []*regexp.Regexp{mail, plate, longDigits, saidDigits} {
		text = form.ReplaceAllString(text, Hidden)
	}
	return text
}
