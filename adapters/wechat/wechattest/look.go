package wechattest

import (
	"regexp"
	"strings"

	"yishi/adapters/phone"
)

// anchor is what the client takes for a link. It is lenient, as clients are.
var anchor = regexp.MustCompile(`(?is)<[\s/]*a\b[^>]*?href\s*=\s*["']?([^"'>]*)["']?[^>]*>(.*?)<\s*/\s*a\s*>`)

// look is a text as the client shows it, and the links in it.
func look(content string) (string, []phone.Link) {
	var links []phone.Link
	text := anchor.ReplaceAllStringFunc(content, func(a string) string {
		m := anchor.FindStringSubmatch(a)
		links = append(links, phone.Link{Label: m[2], URL: m[1]})
		return m[2]
	})
	return strings.ReplaceAll(text, "\u200b", ""), links // which nobody sees
}
