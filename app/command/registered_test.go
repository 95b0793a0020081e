package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestImportOwners plays the stories of testdata/owners, each with a store of its
// own that has the sample street; the commands are those of TestTally.
func TestImportOwners(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/owners",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			config := "listen: 127.0.0.1:0\nstore: bolt:" + filepath.Join(env.WorkDir, "yishi.db") + "\n"
			path := filepath.Join(env.WorkDir, "yishi.yaml")
			if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
				return err
			}
			code, _, complaint := call(t, "import", "--sample", "-c", path)
			if code != Fine {
				t.Error(complaint)
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"yishi":   runHere(t.Context()),
			"gb18030": convert(toGB18030),
			"excel":   convert(toExcel),
		},
	})
}

// importOwners is a part of TestCommandsOnAStoreThatRunsAndThatDoesNot.
func importOwners(t *testing.T, config string) {
	file := filepath.Join(t.TempDir(), "register.csv")
	if err := os.WriteFile(file, []byte("楼栋,房号,业主,面积,类型\n3栋,1单元301,王桂花,89.51,住宅\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"import", "--register", file, "--estate", "桂花苑", "-c", config}
	if code, out, complaint := call(t, append(args, "--dry-run")...); code != Fine || !strings.Contains(out, "什么也没有写") || !strings.Contains(out, "少了") {
		t.Errorf("dry: %d %s %s", code, out, complaint)
	}
	if code, out, complaint := call(t, args...); code != Fine || !strings.Contains(out, "已导入") || !strings.Contains(out, "少了") {
		t.Errorf("first: %d %s %s", code, out, complaint)
	}
	if code, out, complaint := call(t, args...); code != Fine || !strings.Contains(out, "没有变化") {
		t.Errorf("again: %d %s %s", code, out, complaint)
	}
}
