package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// said has sentences said to a command, and gives what it prints.
func said(t *testing.T, words string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	s := &session{ctx: t.Context(), in: strings.NewReader(words), out: &out, err: &complaints}
	if code := s.run(args); code != Fine {
		t.Fatal(complaints.String())
	}
	return out.String()
}

// TestWordsOfOnesOwn: a word in a folder beside the configuration is heard, and a list
// that is none is an error that names it.
func TestWordsOfOnesOwn(t *testing.T) {
	file, _ := settled(t, true)
	const words = "搭把手借东西嘎啦"
	hear := func() string { return said(t, words+"\n", "hear", "-c", file) }
	if before := hear(); strings.Contains(before, `"lighting"`) {
		t.Fatal(before)
	}
	folder := filepath.Join(filepath.Dir(file), "words")
	put := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("report.txt", "# ours\n"+words+"\n")
	put("lighting.txt", "问题: "+words+"\n")
	if after := hear(); !strings.Contains(after, `"issue"`) || !strings.Contains(after, `"lighting"`) {
		t.Errorf("with its words: %s", after)
	}
	if names := said(t, "", "words", "-c", file); !strings.Contains(names, "\nreport\n") || !strings.Contains(names, "lighting问题\n") {
		t.Errorf("lists: %s", names)
	}
	put("nonsense.txt", "a b\n")
	if code, _, complaint := call(t, "hear", "-c", file); code != Wrong || !strings.Contains(complaint, `"nonsense"`) || !strings.Contains(complaint, folder) {
		t.Errorf("%d %s", code, complaint)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if again := hear(); strings.Contains(again, `"lighting"`) {
		t.Errorf("without them: %s", again)
	}
}

// TestWhatWasNotUnderstood: it is listed, with how often and when last.
func TestWhatWasNotUnderstood(t *testing.T) {
	file, _ := settled(t, true)
	if none := said(t, "", "words", "--unknown", "-c", file); none != "" {
		t.Fatal(none)
	}
	said(t, "食堂几点开门\n", "chat", "-c", file, "--as", "王桂花")
	if unknown := said(t, "", "words", "--unknown", "-c", file); !strings.HasPrefix(unknown, "1 ") || !strings.Contains(unknown, "食堂几点开门\n") {
		t.Errorf("got %q", unknown)
	}
}
