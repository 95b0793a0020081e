package wording

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Folder reads the lists in a folder, each a file NAME.txt of the form of our own, by
// name; those of a file whose lines have parts by its name and the part: lighting东西.
// A folder that is not there has none.
func Folder(dir string) (map[string][]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	lists := map[string][]string{}
	for _, e := range entries {
		file := filepath.Join(dir, e.Name())
		name, ok := strings.CutSuffix(e.Name(), ".txt")
		switch {
		case strings.HasPrefix(e.Name(), "."):
			continue
		case !ok:
			return nil, fmt.Errorf("%s is no word list: they are called NAME.txt", file)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, line := range linesOf(data) {
			words, list := line, name
			if part, rest, parts := strings.Cut(line, ":"); parts {
				words, list = rest, name+strings.TrimSpace(part)
			}
			lists[list] = append(lists[list], fields([]string{words})...)
		}
	}
	return lists, nil
}
