package answer

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
)

// readers read an answer and write what it gives as the table does.
var readers = map[string]func(string) string{
	"pick":     picking("太极", "智能手机", "书法", "合唱", "摄影"),
	"garden":   picking("健身角", "长椅", "重新种花"),
	"consent":  picking("同意", "不同意", "弃权"),
	"pickmany": pickingMany("太极", "智能手机", "书法", "合唱", "摄影"),
	"number": func(s string) string {
		n, ok := Number(s)
		return asked(strconv.Itoa(n), ok)
	},
	"yes": func(s string) string {
		yes, ok := Yes(s)
		if !yes {
			return asked("n", ok)
		}
		return asked("y", ok)
	},
}

func asked(given string, ok bool) string {
	if !ok {
		return "?"
	}
	return given
}

func picking(labels ...string) func(string) string {
	return func(s string) string {
		i, ok := Pick(s, labels)
		return asked(strconv.Itoa(i), ok)
	}
}

func pickingMany(labels ...string) func(string) string {
	return func(s string) string {
		found, ok := PickMany(s, labels)
		if ok && len(found) == 0 {
			return "-"
		}
		var all []string
		for _, i := range found {
			all = append(all, strconv.Itoa(i))
		}
		return asked(strings.Join(all, ","), ok)
	}
}

func TestAnswersTable(t *testing.T) {
	file, err := os.Open("testdata/answers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		col := strings.Split(lines.Text(), "\t")
		if len(col) != 3 || strings.HasPrefix(col[0], "#") {
			continue
		}
		n++
		if got := readers[col[0]](col[2]); got != col[1] {
			t.Errorf("%s %q: got %s, want %s", col[0], col[2], got, col[1])
		}
	}
	if n < 130 {
		t.Errorf("only %d answers", n)
	}
}
