package desk

import (
	"strings"
	"unicode"
)

// onlyPictures reports whether faces and signs are all that was said: 😀😀.
func onlyPictures(text string) bool {
	says := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	return strings.ContainsFunc(text, unicode.IsSymbol) && !strings.ContainsFunc(text, says)
}
