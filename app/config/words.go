package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

// learnWords adds the word lists of the folder that the configuration names, or of the one
// beside it, to those of the program.
func (c *Config) learnWords(folder string) error {
	dir := c.Words
	if dir == "" {
		dir = filepath.Join(folder, "words")
	} else if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("words: there is no folder %s", dir)
	}
	lists, err := wording.Folder(dir)
	if err != nil {
		return fmt.Errorf("words: %w", err)
	}
	if err := meaning.Learn(lists); err != nil {
		return fmt.Errorf("words in %s: %w; yishi words prints what there is", dir, err)
	}
	return nil
}
