package wording

import (
	"slices"
	"strconv"
	"strings"
)

// Clip is the first n characters of a text.
func Clip(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i]
		}
		count++
	}
	return s
}

// Short is a text to say again: its first n characters, and a sign that there is more.
func Short(s string, n int) string {
	if c := Clip(s, n); c != s {
		return c + "……"
	}
	return s
}

// Blanked pairs every word with a space, for a Replacer that takes it out.
func Blanked(words []string) []string {
	var pairs []string
	for _, w := range words {
		pairs = append(pairs, w, " ")
	}
	return pairs
}

// Int reads digits that a pattern has already found; none are 0.
func Int(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// TrimPrefixes takes words off the beginning as long as something remains.
func TrimPrefixes(t string, all []string) string {
	for _, p := range all {
		if rest, ok := strings.CutPrefix(t, p); ok && rest != "" {
			return TrimPrefixes(strings.TrimSpace(rest), all)
		}
	}
	return t
}

// TrimSuffixes takes words off the end as long as something remains.
func TrimSuffixes(t string, all []string) string {
	for _, p := range all {
		if rest, ok := strings.CutSuffix(t, p); ok && rest != "" {
			return TrimSuffixes(strings.TrimSpace(rest), all)
		}
	}
	return t
}

// LongestFirst sorts words, and gives them back.
func LongestFirst(words []string) []string {
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}
