package sheet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Seen is text without what nobody sees in it, such as a space without width, which
// comes along from web pages; and with blanks that are blanks.
func Seen(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		case unicode.Is(unicode.Zs, r):
			return ' '
		}
		return r
	}, s)
}

// dashes and dots of every kind are one of each.
var dashes = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-", "﹣", "-",
	"•", "·", "‧", "∙", "・", "·")

// Fold is a name as names are compared: full-width letters narrow, capital ones
// small, no blanks, one kind of dash.
func Fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(width.Fold.String(dashes.Replace(Seen(s)))), ""))
}

// unitWords stand in names of homes and tell nothing apart.
var unitWords = strings.NewReplacer("单元", "-", "栋", "-", "幢", "-", "座", "-", "楼", "-", "号", "-", "室", "-", "房", "-", "户", "-", "#", "-", "门", "-")

// AlikeUnit is what two names of a home share that may mean the same one: 3栋1单元301
// and 3-1-0301.
func AlikeUnit(unit string) string {
	var parts []string
	last := 0
	for _, r := range unitWords.Replace(Fold(unit)) {
		now := 0
		switch {
		case unicode.IsDigit(r):
			now = 1
		case unicode.IsLetter(r):
			now = 2
		}
		if now != 0 && now != last {
			parts = append(parts, "")
		}
		if last = now; now != 0 && (r != '0' || parts[len(parts)-1] != "") {
			parts[len(parts)-1] += string(r)
		}
	}
	return strings.Join(parts, "-")
}

// AlikeName is what two names of owners share that may mean the same person: 张三 and
// 张三（业主）.
func AlikeName(name string) string {
	name, _, _ = strings.Cut(Fold(name), "(")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

// AlikeNames is that of co-owners.
func AlikeNames(owners string) string {
	names := strings.Split(owners, "、")
	for i, name := range names {
		names[i] = AlikeName(name)
	}
	slices.Sort(names)
	return strings.Join(names, "、")
}

// narrow is text with full-width letters made narrow and single blanks.
func narrow(s string) string { return strings.Join(strings.Fields(width.Fold.String(s)), " ") }

// together is co-owners of one cell in an order of their own.
func together(owners string) string {
	names := strings.FieldsFunc(owners, func(r rune) bool { return strings.ContainsRune("、,，;；/\n", r) })
	for i, name := range names {
		names[i] = Fold(name)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "、")
}
