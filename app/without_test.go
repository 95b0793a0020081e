package app

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// removable are the capabilities that nothing else stands on, each with its folder.
// (Owners and issues are read by polls and by the measuring of the program, polls by
// courses, the notice board and half of the commands.)
var removable = []string{"flows/course", "flows/notice", "flows/lend"}

// TestTheProgramIsBuiltWithoutEach: to take a capability away is to delete its folder
// and its line in kits.go, with what that imported. What is left is built, fills the
// sample street and says its menu.
func TestTheProgramIsBuiltWithoutEach(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program several times")
	}
	for _, folder := range removable {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			run := exec.Command("go", "run", "-ldflags=-s -w", "-overlay", without(t, folder), ".", "chat", "--sample")
			run.Dir = ".."
			run.Stdin = strings.NewReader("菜单\n更多\n")
			out, err := run.CombinedOutput()
			if said := string(out); err != nil || !strings.Contains(said, "人工") || !strings.Contains(said, "能办的都在这里") {
				t.Errorf("%v:\n%s", err, said)
			}
		})
	}
}

// without is an overlay in which a folder and its line are not there.
func without(t *testing.T, folder string) string {
	t.Helper()
	root, err := filepath.Abs("..")
	must(t, err)
	replace := map[string]string{}
	must(t, filepath.WalkDir(filepath.Join(root, folder), func(path string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".go" {
			replace[path] = ""
		}
		return err
	}))
	wiring := filepath.Join(root, "app/kits.go")
	source, err := os.ReadFile(wiring)
	must(t, err)
	replace[wiring] = filepath.Join(t.TempDir(), "kits.go")
	must(t, os.WriteFile(replace[wiring], []byte(cutOut(t, string(source), folder)), 0o600))
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	must(t, err)
	path := filepath.Join(t.TempDir(), "overlay.json")
	must(t, os.WriteFile(path, overlay, 0o600))
	return path
}

// cutOut takes out of the wiring what imports a folder, and the one line with it.
func cutOut(t *testing.T, source, folder string) string {
	t.Helper()
	imports := regexp.MustCompile(`(?m)^\t"yishi/` + folder + `(?:/\w+)*"\n`)
	var names []string
	for _, line := range imports.FindAllString(source, -1) {
		names = append(names, filepath.Base(strings.Trim(strings.TrimSpace(line), `"`)))
	}
	source = imports.ReplaceAllString(source, "")
	line := regexp.MustCompile(`(?m)^.*\b(?:` + strings.Join(names, "|") + `)\.[A-Z].*\n`)
	if lines := line.FindAllString(source, -1); len(names) == 0 || len(lines) != 1 {
		t.Fatalf("%s is in %d lines of kits.go, not in one:\n%s", folder, len(lines), strings.Join(lines, ""))
	}
	return line.ReplaceAllString(source, "")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
