package talktest

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestPurityFindsEverything(t *testing.T) {
	packages, err := load("testdata/impure")
	if err != nil {
		t.Fatal(err)
	}
	place := regexp.MustCompile(`^.*impure\.go:(\d+):\d+: `)
	var got []string
	for _, f := range packages[0].findings() {
		got = append(got, place.ReplaceAllString(f, "$1 "))
	}
	want := []string{
		"5 imports maps", "6 imports os", "18 starts a goroutine", "19 defers: that runs at every stop", "19 calls recover",
		"20 uses a channel", "21 uses a channel", "22 changes the package variable count", "23 changes the package variable config",
		"24 changes the package variable count", "26 changes the package variable Args", "27 ranges over a map: its order differs",
		"30 reads the clock: time.Now", "32 reads the clock: time.Since",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// All conversations of the house; what tests share has stand-ins.
func TestFlows(t *testing.T) {
	const flows = "../../../flows"
	var dirs []string
	for _, depth := range []string{"/*/*.go", "/*/*/*.go", "/*/*/*/*.go"} {
		files, err := filepath.Glob(flows + depth)
		if err != nil || len(files) == 0 {
			t.Fatal("no flows", err)
		}
		for _, file := range files {
			if dir := filepath.Dir(file); !strings.HasSuffix(dir, "test") {
				dirs = append(dirs, dir)
			}
		}
	}
	Purity(t, slices.Compact(dirs)...)
}
