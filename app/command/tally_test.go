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
