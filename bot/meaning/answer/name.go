package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

const mostName = 20 // letters

// NotName says why words are nobody's name; "" they may be one. A number may stand
// beside a name, but is none; and what is only a reply, a command or a question is none.
func NotName(text string) string {
	name := strings.TrimSpace(phoneRun.ReplaceAllString(wording.Fold(text), ""))
	_, yes := Yes(name)
	switch n := utf8.RuneCountInString(name); {
	case !strings.ContainsFunc(name, unicode.IsLetter), OnlyNumbers(name):
		return "数字不是姓名。请写姓名，比如「王桂花」。"
	case yes, strings.ContainsFunc(name, unicode.IsDigit), IsSmall(name) != NotSmall, Word(name) != NoCommand, hasQuestion(name):
		return "这不像姓名。请写姓名，比如「王桂花」。"
	case n > mostName:
		return "姓名太长了。请只写姓名，比如「王桂花」。"
	}
	return ""
}

func hasQuestion(s string) bool {
	return strings.ContainsAny(s, "?？") || strings.HasSuffix(s, "吗") || strings.HasSuffix(s, "呢")
}
