package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"yishi/app/apptest"
	"yishi/app/config"
	"yishi/store/storetest"
)

// The README's first steps are gone in an empty folder, as they stand there.
func TestTheReadmesWay(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, steps, _ := strings.Cut(string(readme), "## Run it\n\n```sh\n")
	steps, _, _ = strings.Cut(steps, "```")
	t.Chdir(storetest.Memory(t))
	words, served := "", false
	for line := range strings.Lines(steps) {
		args := strings.Fields(line)
		switch {
		case args[0] == "go":
			continue
		case args[1] == "serve":
			served = true
			c, _, err := config.Load(args[3], nil)
			if err != nil {
				t.Fatal(err)
			}
			c.Listen, c.PublicURL = "127.0.0.1:0", "http://127.0.0.1:0"
			program := apptest.Run(t, c)
			if code, page := apptest.Get(t, "http://"+program.Addr()+"/"); code != 200 || !strings.Contains(page, "<html") {
				t.Error(code, page)
			}
			continue
		}
		code, out, complaint := call(t, args[1:]...)
		if code != Fine && !strings.Contains(line, "--dry-run") || complaint != "" && code == Fine {
			t.Fatalf("%s: %d %s%s", line, code, out, complaint)
		}
		words += out
		if strings.Contains(line, "--template") {
			fillIn(t, args[len(args)-1])
		}
	}
	for _, want := range []string{"makes 周敏 街道工作人员", "这是试读", "新的居民：1人", "已导入。", "the store is whole"} {
		if !strings.Contains(words, want) {
			t.Errorf("no %q in\n%s", want, words)
		}
	}
	if !served {
		t.Error("nothing was served")
	}
	if code, _, complaint := call(t, "export", "--street", "-o", "again.xlsx"); code != Fine {
		t.Error(complaint)
	}
	if _, out, _ := call(t, "import", "--dry-run", filepath.Join(".", "again.xlsx")); !strings.Contains(out, "和现在的一样") {
		t.Error(out)
	}
}

// fillIn writes a home and somebody in it into a template, below its examples.
func fillIn(t *testing.T, file string) {
	t.Helper()
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for sheet, row := range map[string][]any{
		"地点": {"梧桐街道", "桂花社区", "桂花苑", "A1栋", "1单元", "101", "89.51㎡", "第1网格"},
		"居民": {"王桂花", "19900000001", "1952", "", "", "桂花苑", "A1", "1", "101", "业主", "", "是"},
	} {
		if err := book.SetSheetRow(sheet, "A3", &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}
