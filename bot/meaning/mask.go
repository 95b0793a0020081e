package meaning

import "regexp"

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
