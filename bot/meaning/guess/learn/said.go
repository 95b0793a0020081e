// Package learn trains the model of bot/meaning/guess from labelled sentences. They stand
// with the capability they belong to, in folders said, below a line that labels them:
//
//	== intent=issue category=lift
//	电梯又停了
package learn

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Sentence is one with its labels, by head.
type Sentence struct {
	Text   string
	Labels map[string]string
}

// Said reads all sentences below a folder, in a fixed order.
func Said(root string) (all []Sentence, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".txt" || filepath.Base(filepath.Dir(path)) != "said" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		some, err := parse(string(data))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, some...)
		return nil
	})
	return all, err
}

func parse(text string) (all []Sentence, err error) {
	var labels map[string]string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if list, is := strings.CutPrefix(line, "== "); is {
			labels = map[string]string{}
			for _, field := range strings.Fields(list) {
				head, label, ok := strings.Cut(field, "=")
				if !ok {
					return nil, fmt.Errorf("%q is no label", field)
				}
				labels[head] = label
			}
			continue
		}
		all = append(all, Sentence{line, labels})
	}
	return all, nil
}
