package wording

import "strings"

// plain reads a list that folding itself stands on, below its first line.
func plain(name string) []string {
	data, err := files.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic("wording: " + err.Error())
	}
	_, words, _ := strings.Cut(string(data), "\n")
	return strings.Fields(words)
}

// simple is how traditional characters are written in the country.
var simple = func() map[rune]rune {
	all := map[rune]rune{}
	for _, pair := range plain("simple") {
		if r := []rune(pair); len(r) == 2 {
			all[r[0]] = r[1]
		}
	}
	return all
}()

// Simple writes traditional characters as they are written in the country: 樓下 is
// 楼下. Every character stays as long as it was.
func Simple(s string) string {
	for _, r := range s {
		if _, is := simple[r]; is {
			return strings.Map(simply, s)
		}
	}
	return s
}

func simply(r rune) rune {
	if to, is := simple[r]; is {
		return to
	}
	return r
}
