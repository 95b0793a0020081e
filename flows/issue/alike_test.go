package issue

import (
	"os"
	"strings"
	"testing"
)

// Of pairs of sentences said in one building, those about the same matter are found, and
// hardly any others.
func TestTheSameInOtherWords(t *testing.T) {
	for _, path := range []string{"testdata/duplicates.txt", "testdata/duplicates-cases.txt"} {
		matters := matterLines(t, path)
		found, right, all := 0, 0, 0
		for i, a := range matters {
			for j, b := range matters {
				for x, one := range a {
					for y, other := range b {
						if j < i || i == j && y <= x {
							continue
						}
						category, _, _ := Judge(one)
						kind, _, _ := Judge(other)
						is := same(Issue{What: one, Category: category}, other, kind)
						if i == j {
							all++
						}
						if is {
							found++
						}
						if is && i == j {
							right++
						}
						if is != (i == j) {
							t.Logf("%v: %s | %s", is, one, other)
						}
					}
				}
			}
		}
		recall, precision := float64(right)/float64(all), float64(right)/float64(max(1, found))
		t.Logf("%s: %d pairs, recall %.2f, precision %.2f", path, all, recall, precision)
		if recall < 0.6 || precision < 0.9 {
			t.Errorf("%s: recall %.2f, precision %.2f", path, recall, precision)
		}
	}
}

func matterLines(t *testing.T, path string) (lines [][]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, strings.Split(line, "|"))
		}
	}
	return lines
}
