package answer

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// What numbers the items of a list, at a line's beginning or within.
	lineMark   = regexp.MustCompile(`^(?:[(（【\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])[)）】\].．、:：]+|[①-⑳⑴-⒇❶-❿]|[-–—*•·●○◆▪✔√☐]+|\d️⃣)\s*`)
	circleMark = regexp.MustCompile(`[①-⑳⑴-⒇❶-❿]|\d️⃣`)
	innerMark  = regexp.MustCompile(`(?:^|[\s、，,；;。])[(（]?(\d{1,2}|[A-Za-z])[)）.．、:：]`)
	thousands  = regexp.MustCompile(`(\d)[,，](\d{3})`)
)

// Items are the parts of a list that somebody wrote or pasted: one a line, numbered one
// after the other, or parted by signs. Numbers and bullets before them are taken off;
// nothing is cut in brackets or in a number, and where 、 parts them a comma does not.
func Items(words string) []string {
	words = strings.TrimSpace(strings.ReplaceAll(words, "\r", ""))
	if lines := items(strings.Split(words, "\n")); len(lines) > 1 {
		if last := lines[0]; strings.HasSuffix(last, "：") || strings.HasSuffix(last, ":") {
			lines = lines[1:] // what is above the list
		}
		return lines
	}
	if at := circleMark.FindAllStringIndex(words, -1); len(at) > 1 && at[0][0] == 0 {
		return cutAt(words, at)
	}
	if at := counted(words); len(at) > 1 {
		return cutAt(words, at)
	}
	signs := "，,；;/\n"
	if strings.Contains(bare(words), "、") {
		signs = "、；;\n"
	}
	return items(cutOutside(words, signs))
}

// items are the parts with something in them, without their numbers, each once.
func items(parts []string) (all []string) {
	for _, part := range parts {
		part = strings.TrimSpace(lineMark.ReplaceAllString(strings.TrimSpace(part), ""))
		part = strings.TrimRight(part, "；;、，,。")
		if part != "" && !slices.Contains(all, part) {
			all = append(all, part)
		}
	}
	return all
}

// counted finds marks that count on from the first: 1. 2. 3., A. B.
func counted(words string) (at [][]int) {
	for _, m := range innerMark.FindAllStringSubmatchIndex(words, -1) {
		mark := strings.ToUpper(words[m[2]:m[3]])
		want := string(rune('A' + len(at)))
		if mark[0] <= '9' {
			want = string(rune('1' + len(at)))
		}
		if mark != want || len(at) == 0 && m[0] != 0 {
			continue
		}
		at = append(at, []int{m[0], m[1]})
	}
	return at
}

// cutAt gives what stands between marks.
func cutAt(words string, at [][]int) []string {
	var parts []string
	for i, m := range at {
		end := len(words)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		parts = append(parts, words[m[1]:end])
	}
	return items(parts)
}

const opening, closing = "（([【「『《“", "）)]】」』》”"

// cutOutside cuts at signs that stand in no brackets and in no number.
func cutOutside(words, signs string) (parts []string) {
	words = thousands.ReplaceAllString(words, "$1\x00$2")
	depth, part := 0, ""
	for _, r := range words {
		switch {
		case strings.ContainsRune(opening, r):
			depth++
		case strings.ContainsRune(closing, r):
			depth = max(0, depth-1)
		case depth == 0 && strings.ContainsRune(signs, r):
			parts, part = append(parts, part), ""
			continue
		}
		part += string(r)
	}
	parts = append(parts, part)
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], "\x00", ",")
	}
	return parts
}

// bare is what stands outside of brackets.
func bare(words string) string {
	var out strings.Builder
	depth := 0
	for _, r := range words {
		switch {
		case strings.ContainsRune(opening, r):
			depth++
		case strings.ContainsRune(closing, r):
			depth = max(0, depth-1)
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return out.String()
}
