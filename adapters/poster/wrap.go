package poster

import (
	"strings"
	"unicode"

	"golang.org/x/image/math/fixed"
)

// What may not begin a line, and what may not end one.
const (
	notFirst = "，。、；：？！）」』》〉】〕”’…—·%％‰℃,.;:?!)]}〓"
	notLast  = "（「『《〈【〔“‘([{"
)

// wrap breaks text into lines no wider than width: between any two Chinese
// characters, else at blanks; a word that is wider than a line is broken anyway.
func (l *letters) wrap(text string, size, width int) []string {
	var lines []string
	line, lineWidth := []rune{}, fixed.Int26_6(0)
	most := fixed.I(width)
	for _, r := range text {
		a := l.advance(r, size)
		if lineWidth+a > most && len(line) > 0 && !(unicode.IsSpace(r)) {
			at := cut(line, r)
			lines = append(lines, strings.TrimRight(string(line[:at]), " "))
			line = []rune(strings.TrimLeft(string(line[at:]), " "))
			lineWidth = 0
			for _, kept := range line {
				lineWidth += l.advance(kept, size)
			}
		}
		if len(line) == 0 && unicode.IsSpace(r) {
			continue
		}
		line, lineWidth = append(line, r), lineWidth+a
	}
	if rest := strings.TrimRight(string(line), " "); rest != "" {
		lines = append(lines, rest)
	}
	return lines
}

// even wraps text so that the last line is not a word or two: the lines are made
// narrower as long as there are no more of them.
func (l *letters) even(text string, size, width int) []string {
	lines := l.wrap(text, size, width)
	for n, narrow := len(lines), width-size; n > 1 && narrow > width*2/3; narrow -= size {
		if l.width(lines[n-1], size) >= width/3 {
			break
		}
		again := l.wrap(text, size, narrow)
		if len(again) > n {
			break
		}
		lines = again
	}
	return lines
}

// cut is where a full line is broken before next: at the last place where it may be.
func cut(line []rune, next rune) int {
	for at := len(line); at > 0; at-- {
		after := next
		if at < len(line) {
			after = line[at]
		}
		if mayBreak(line[at-1], after) {
			return at
		}
	}
	return len(line)
}

func mayBreak(before, after rune) bool {
	switch {
	case strings.ContainsRune(notFirst, after) || strings.ContainsRune(notLast, before):
		return false
	case unicode.IsSpace(before) || unicode.IsSpace(after):
		return true
	}
	return wide(before) || wide(after)
}

// wide reports whether a character stands by itself, as Chinese ones do.
func wide(r rune) bool { return r >= 0x2E80 }
