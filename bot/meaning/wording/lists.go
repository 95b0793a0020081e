package wording

import (
	"embed"
	"path"
	"slices"
	"strings"
)

// Lists are the word lists of a package: a folder words of text files, made to be
// extended by people who do not program.
type Lists struct{ embed.FS }

//go:embed words
var files embed.FS

var lists = Lists{files}

// List reads words/<name>.txt: words parted by spaces or lines, comments
// after "#". Every word is folded as answers are.
func (l Lists) List(name string) []string {
	return fields(l.lines(name))
}

// Set is List as a set.
func (l Lists) Set(name string) map[string]bool {
	set := map[string]bool{}
	for _, w := range l.List(name) {
		set[w] = true
	}
	return set
}

// Groups reads a file whose lines each hold words of one meaning.
func (l Lists) Groups(name string) [][]string {
	var groups [][]string
	for _, line := range l.lines(name) {
		groups = append(groups, fields([]string{line}))
	}
	return groups
}

// Parts reads a file whose lines begin with "名称:" and the like, and gives
// the words of each part.
func (l Lists) Parts(name string) map[string][]string {
	parts := map[string][]string{}
	for _, line := range l.lines(name) {
		part, rest, ok := strings.Cut(line, ":")
		if !ok {
			panic("wording: words/" + name + ".txt: a line without a part: " + line)
		}
		parts[part] = append(parts[part], fields([]string{rest})...)
	}
	return parts
}

// lines gives the lines that hold words. A list that is missing is a
// mistake of the build and stops the program at its start.
func (l Lists) lines(name string) []string {
	data, err := l.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic("wording: " + err.Error())
	}
	return linesOf(data)
}

func linesOf(data []byte) (lines []string) {
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(strings.ReplaceAll(line, "\uff1a", ":"))
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// In names the lists of a folder, in order.
func (l Lists) In(folder string) []string {
	entries, err := l.ReadDir("words/" + folder)
	if err != nil {
		panic("wording: " + err.Error())
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(path.Base(e.Name()), ".txt"))
	}
	slices.Sort(names)
	return names
}

func fields(lines []string) []string {
	var words []string
	for _, line := range lines {
		for _, w := range strings.Fields(line) {
			words = append(words, Fold(w))
		}
	}
	return words
}
