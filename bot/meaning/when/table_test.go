package when

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"
)

func TestMomentsTable(t *testing.T) {
	saturday := time.Date(2026, 11, 28, 10, 0, 0, 0, shanghai)
	file, err := os.Open("testdata/moments.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		want, words, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.HasPrefix(want, "#") {
			continue
		}
		got := "?"
		if at, exact, ok := Moment(words, saturday); ok {
			got = at.Format("2006-01-02 15:04")
			if exact == ToDay {
				got = at.Format(time.DateOnly)
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
	}
}
