package command

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestTally plays the stories of testdata/tally. In them `yishi CODE ARGS` runs
// the command and expects its exit code; `gb18030 FROM TO` and `excel FROM TO`
// write a file as Excel in China saves it. UPDATE_SCRIPTS=1 rewrites what is
// compared.
func TestTally(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/tally",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"yishi":   runHere(t.Context()),
			"gb18030": convert(toGB18030),
			"excel":   convert(toExcel),
		},
	})
}

func runHere(ctx context.Context) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < 2 {
			ts.Fatalf("usage: yishi CODE ARGS")
		}
		for i, arg := range args {
			if path := ts.MkAbs(arg); filepath.Ext(arg) != "" && exists(path) {
				args[i] = path
			}
		}
		s := &session{ctx: ctx, in: strings.NewReader(""), out: ts.Stdout(), err: ts.Stderr()}
		if code := fmt.Sprint(s.run(args[1:])); code != args[0] {
			ts.Fatalf("exit code %s, want %s", code, args[0])
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func convert(how func(string) ([]byte, error)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		data, err := how(ts.ReadFile(args[0]))
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o600))
	}
}

func toGB18030(text string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
}

func toExcel(text string) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	for r, line := range strings.Split(strings.TrimSpace(text), "\n") {
		cells := strings.Split(line, ",")
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", r+1), &cells); err != nil {
			return nil, err
		}
	}
	var data bytes.Buffer
	err := f.Write(&data)
	return data.Bytes(), err
}

func countOf(t *testing.T, ballots string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ballots.csv")
	if err := os.WriteFile(path, []byte(ballots), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, complaint := call(t, append(append([]string{"tally"}, args...), path)...)
	if code != 0 {
		t.Fatalf("%v: %d %s", args, code, complaint)
	}
	return out
}

// TestOneSeedHoweverItIsWritten: residents are told a draw number with a dash, and it is
// used without.
func TestOneSeedHoweverItIsWritten(t *testing.T) {
	even := "ballot,count\n东门>西门>亭子,1\n西门>东门>亭子,1\n"
	for _, rule := range []string{"irv", "schulze"} {
		plain := countOf(t, even, "--rule", rule, "--json", "--seed", "E2VGQBFH")
		for _, told := range []string{"E2VG-QBFH", "e2vg-qbfh", " E2VG QBFH ", "Ｅ２ＶＧ－ＱＢＦＨ"} {
			if countOf(t, even, "--rule", rule, "--json", "--seed", told) != plain {
				t.Errorf("%s: %q is another seed", rule, told)
			}
		}
		if said := countOf(t, even, "--rule", rule, "--seed", "E2VGQBFH"); !strings.Contains(said, "E2VG-QBFH") || !strings.Contains(said, "E2VGQBFH") {
			t.Error(said)
		}
	}
	if said := countOf(t, even, "--rule", "irv", "--seed", "2026-11-22"); !strings.Contains(said, "2026-11-22") {
		t.Error("a seed that is no draw number stays as it is:", said)
	}
}

// TestTiesOfFiles: a tie is told as a tie, in words and to programs, and without votes
// nobody wins.
func TestTiesOfFiles(t *testing.T) {
	tie, blank := "ballot,count\nA:5;B:5,3\nB:4;A:4,2\n", "ballot,count\n,5\n"
	even := "ballot,count\n东门>西门>亭子,1\n西门>东门>亭子,1\n"
	for _, tt := range []struct {
		ballots string
		args    []string
		want    []string
		never   string
	}{
		{tie, []string{"--rule", "score", "--scale", "5"}, []string{"平均分一样，并列最高：A、B"}, "最高：A\n"},
		{tie, []string{"--rule", "score", "--scale", "5", "--json"}, []string{`"decision": "tied"`, "\"winners\": [\n    \"A\",\n    \"B\"", "\"tied\": [\n    \"A\""}, ""},
		{blank, []string{"--rule", "schulze", "--options", "A,B,C"}, []string{"没有结果"}, "胜出："},
		{blank, []string{"--rule", "schulze", "--options", "A,B,C", "--json"}, []string{`"decision": "failed"`, `"winners": []`}, "passed"},
		{blank, []string{"--rule", "irv", "--options", "A,B,C"}, []string{"没有结果"}, "胜出："},
		{blank, []string{"--rule", "score", "--options", "A,B,C"}, []string{"没有人打分，没有结果"}, "最高"},
		{blank, []string{"--rule", "approval", "--options", "A,B,C"}, []string{"没有结果"}, "胜出"},
		{even, []string{"--rule", "schulze"}, []string{"东门、西门 不分上下，按种子抽签定先后", "并列第一，抽签抽到："}, ""},
		{even, []string{"--rule", "irv"}, []string{"东门、西门 谁胜出要看抽签，抽签抽到："}, ""},
		{even, []string{"--rule", "irv", "--json"}, []string{"\"tied\": [\n    \"东门\",\n    \"西门\"", "\"lots\": [\n    ["}, ""},
		{"ballot\nA;B\nA;B\n", []string{"--rule", "approval"}, []string{"A、B 并列第一"}, ""},
	} {
		said := countOf(t, tt.ballots, tt.args...)
		for _, want := range tt.want {
			if !strings.Contains(said, want) {
				t.Errorf("%v: nothing is said of %q:\n%s", tt.args, want, said)
			}
		}
		if tt.never != "" && strings.Contains(said, tt.never) {
			t.Errorf("%v: %q is said:\n%s", tt.args, tt.never, said)
		}
	}
}
