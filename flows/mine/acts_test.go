package mine

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// logged is an act that is written to the log under a name that stands in the source.
var logged = regexp.MustCompile(`audit\.Log\([^,\n]+, [^\n]*?, "([a-z' ]+[a-z])", `)

// TestEveryActHasWords: who reads the log reads no English.
func TestEveryActHasWords(t *testing.T) {
	found := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range logged.FindAllStringSubmatch(string(source), -1) {
			found++
			if acts[m[1]] == "" && works[m[1]] == "" {
				t.Errorf("%s: no words for %q", path, m[1])
			}
		}
		return err
	})
	if err != nil || found < 40 {
		t.Errorf("%d acts found: %v", found, err)
	}
}
