package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A store is opened by its address and known as a store.Store: only below store
// is an engine's own type named, so that another engine needs no other program.
func TestNoEngineIsNamed(t *testing.T) {
	read := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (path == filepath.Join("..", "store") || path != ".." && d.Name()[0] == '.'):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		source, err := os.ReadFile(path)
		if strings.Contains(string(source), "bolt."+"Store") {
			t.Errorf("%s names the engine's own type", path)
		}
		read++
		return err
	})
	if err != nil || read < 100 {
		t.Errorf("%d files were read: %v", read, err)
	}
}
