package meaning

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

const number = `[0-9０-９一二三四五六七八九十百零〇两A-Za-z]`

var (
	addressForm = regexp.MustCompile(`(?:` + number + `{1,4} ?(?:号楼|号|栋|幢|座|单元|楼|层|室|#|-))+(?:` + number + `{2,4})?(?:室|房)?`)
	addressKeys = "号栋幢座元楼层室#-"
	spots       = wording.LongestFirst(lists.List("place"))
)

// Where finds the words of a text that say where: an address, a spot such as
// 楼道 or 地下车库, or both side by side. It is a piece of the text as it is.
func Where(text string) string {
	from, to := 0, 0
	if strings.ContainsAny(text, addressKeys) {
		if at := addressForm.FindStringIndex(text); at != nil && strings.ContainsAny(text[at[0]:at[1]], "号栋幢座元楼层室#") {
			from, to = at[0], at[1]
		}
	}
	for _, spot := range spots {
		i := strings.Index(text, spot)
		switch j := i + len(spot); {
		case i < 0 || i >= from && j <= to:
		case to == 0:
			from, to = i, j
		case i >= to && near(text[to:i]), j <= from && near(text[j:from]):
			from, to = min(from, i), max(to, j)
		}
	}
	return strings.Trim(text[from:to], "-")
}

// near reports whether two place words with this between them name one place.
func near(between string) bool {
	if between == "" || between == "那个" || between == "里面" {
		return true
	}
	r, n := utf8.DecodeRuneInString(between)
	return n == len(between) && !unicode.IsPunct(r)
}
