// Package render says what a message looks like where the platform gives no help:
// choices as numbered lines, long text in pieces, nothing a client could choke on.
// It is pure; which limits hold is the adapters' knowledge.
package render

import (
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
)

// Numbered is the text of out with its buttons as numbered lines. The number of
// a button is its position, from 1:
//
//	选哪个班？
//
//	1 太极班
//	2 摄影班
//
//	回复数字即可。
//
// Buttons of use only where they can be pressed are left out, and what is to be
// said to those who type is said.
func Numbered(out bot.Out) string {
	if out.Typed != "" {
		out.Text = out.Typed
	}
	buttons := slices.DeleteFunc(slices.Clone(out.Buttons), func(b bot.Button) bool { return b.Tap })
	if len(buttons) == 0 {
		return out.Text
	}
	var b strings.Builder
	if out.Text != "" {
		b.WriteString(strings.TrimRight(out.Text, "\n") + "\n\n")
	}
	gap := gap(buttons)
	for i, button := range buttons {
		b.WriteString(Number(i) + gap + oneLine(button.Label) + "\n")
	}
	b.WriteString("\n" + hint(len(buttons)))
	return b.String()
}

// Number is how the button at index i is called.
func Number(i int) string { return strconv.Itoa(i + 1) }

// gap parts number and label. A label that begins with a digit would run into
// its number: "1 3栋" reads as thirteen.
func gap(buttons []bot.Button) string {
	for _, b := range buttons {
		if b.Label != "" && b.Label[0] >= '0' && b.Label[0] <= '9' {
			return "）"
		}
	}
	return " "
}

func hint(n int) string {
	if n == 1 {
		return "回复 1 即可。"
	}
	return "回复数字即可。"
}

func oneLine(label string) string { return strings.Join(strings.Fields(label), " ") }

// Links are pages to open, each its label and below it its address.
func Links(links []bot.Link) string {
	lines := make([]string, len(links))
	for i, l := range links {
		lines[i] = oneLine(l.Label) + "：\n" + l.URL
	}
	return strings.Join(lines, "\n")
}

// Clean strips what XML 1.0 does not allow and every other control character but
// the newline and the tab (https://www.w3.org/TR/xml/#charsets), and everything
// that is not UTF-8. Line ends become "\n".
func Clean(text string) string {
	if clean(text) {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u2028', r == '\u2029':
			return '\n'
		case !allowed(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

func clean(text string) bool {
	for i, r := range text {
		if !allowed(r) || r == '\uFFFD' && !strings.HasPrefix(text[i:], "\uFFFD") {
			return false
		}
	}
	return true
}

func allowed(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return true
	case r < 0x20, r >= 0x7F && r < 0xA0:
		return false
	case r == 0x2028, r == 0x2029: // line and paragraph separators
		return false
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // turn the writing direction
		return false
	case r == 0xFEFF, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return true
}
