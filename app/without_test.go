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

// capabilities are what the program is built without, one at a time: the folders that go,
// each with its line in kits.go. With what others stand on (house.Kit.Needs) they go,
// too; pages are in a folder of their own. (Not here: desk, at which everybody comes in.)
var capabilities = map[string][]string{
	"issue":    {"flows/issue", "flows/meeting", "adapters/minutes"},
	"meeting":  {"flows/meeting", "adapters/minutes"},
	"poll":     {"flows/poll", "adapters/board", "flows/course"},
	"owners":   {"flows/owners", "flows/poll", "adapters/board", "flows/course"},
	"notice":   {"flows/notice"},
	"course":   {"flows/course"},
	"lend":     {"flows/lend"},
	"people":   {"flows/people"},
	"mine":     {"flows/mine", "adapters/takeout"},
	"serving":  {"flows/serving"},
	"setup":    {"flows/setup"},
	"placard":  {"flows/placard", "adapters/doors"},
	"roster":   {"flows/roster"},
	"family":   {"flows/family"},
	"handbook": {"flows/handbook"},
}

// TestTheProgramIsBuiltWithoutEach: to take a capability away is to delete its folder
// and its line in kits.go, with what that imported. What is left is built, fills the
// sample street and says its menu. A dozen programs take their time: one is built here, all
// with YISHI_WITHOUT=each, as .ci/run does.
func TestTheProgramIsBuiltWithoutEach(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	for name, folders := range capabilities {
		if os.Getenv("YISHI_WITHOUT") == "" && name != "lend" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			overlay := without(t, folders)
			program := filepath.Join(t.TempDir(), "yishi")
			run := func(in string, command ...string) string {
				t.Helper()
				cmd := exec.Command(command[0], command[1:]...)
				cmd.Dir, cmd.Stdin = "..", strings.NewReader(in)
				out, err := cmd.CombinedOutput()
				if err != nil {
					t.Fatalf("%v: %v:\n%s", command, err, out)
				}
				return string(out)
			}
			run("", "go", "build", "-ldflags", "-s -w", "-overlay", overlay, "-o", program, ".")
			if said := run("菜单\n更多\n", program, "chat", "--sample"); !strings.Contains(said, "能办的都在这里") {
				t.Errorf("the menu:\n%s", said)
			}
			run("灯坏了\n你好\n投票\n", program, "hear", "--sample", "--json")
			run("", program, "--help")
		})
	}
}

// TestEachCapabilityIsTakenAway: whatever brings a conversation is in the list above.
func TestEachCapabilityIsTakenAway(t *testing.T) {
	source, err := os.ReadFile("kits.go")
	must(t, err)
	for _, m := range regexp.MustCompile(`"yishi/(flows/\w+)`).FindAllStringSubmatch(string(source), -1) {
		if _, listed := capabilities[filepath.Base(m[1])]; !listed && m[1] != "flows/desk" {
			t.Errorf("the program is not built without %s", m[1])
		}
	}
}

// without is an overlay in which folders and their lines are not there.
func without(t *testing.T, folders []string) string {
	t.Helper()
	root, err := filepath.Abs("..")
	must(t, err)
	replace := map[string]string{}
	wiring := filepath.Join(root, "app/kits.go")
	data, err := os.ReadFile(wiring)
	must(t, err)
	source := string(data)
	for _, folder := range folders {
		must(t, filepath.WalkDir(filepath.Join(root, folder), func(path string, d os.DirEntry, err error) error {
			if err == nil && filepath.Ext(path) == ".go" {
				replace[path] = ""
			}
			return err
		}))
		source = cutOut(t, source, folder)
	}
	replace[wiring] = filepath.Join(t.TempDir(), "kits.go")
	must(t, os.WriteFile(replace[wiring], []byte(source), 0o600))
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
