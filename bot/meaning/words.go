package meaning

import (
	"embed"
	"path"
	"slices"
	"strings"
)

//go:embed words
var files embed.FS

// wordList reads words/<name>.txt: words parted by spaces or lines, comments
// after "#". Every word is folded as answers are.
func wordList(name string) []string {
	return fields(readLines(name))
}

func wordSet(name string) map[string]bool {
	set := map[string]bool{}
	for _, w := range wordList(name) {
		set[w] = true
	}
	return set
}

// wordGroups reads a file whose lines each hold words of one meaning.
func wordGroups(name string) [][]string {
	var groups [][]string
	for _, line := range readLines(name) {
		groups = append(groups, fields([]string{line}))
	}
	return groups
}

// wordParts reads a file whose lines begin with "名称:" and the like, and gives
// the words of each part.
func wordParts(name string) map[string][]string {
	parts := map[string][]string{}
	for _, line := range readLines(name) {
		part, rest, ok := strings.Cut(line, ":")
		if !ok {
			panic("meaning: words/" + name + ".txt: a line without a part: " + line)
		}
		parts[part] = append(parts[part], fields([]string{rest})...)
	}
	return parts
}

// readLines gives the lines that hold words. A list that is missing is a
// mistake of the build and stops the program at its start.
func readLines(name string) []string {
	data, err := files.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic("meaning: " + err.Error())
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(strings.ReplaceAll(line, "\uff1a", ":"))
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// listsIn names the lists of a folder, in order.
func listsIn(folder string) []string {
	entries, err := files.ReadDir("words/" + folder)
	if err != nil {
		panic("meaning: " + err.Error())
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
