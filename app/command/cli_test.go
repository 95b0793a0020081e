package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yishi/app"
	"yishi/app/apptest"
	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// call runs one command as the shell would.
func call(t *testing.T, args ...string) (code int, out, complaint string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = Run(t.Context(), &stdout, &stderr, args...)
	return code, stdout.String(), stderr.String()
}

// written is a configuration in a file.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(storetest.Memory(t), "yishi.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// settled is a configuration with a store of its own, the sample in it or not.
func settled(t *testing.T, withSample bool) (file string, c config.Config) {
	t.Helper()
	path := filepath.Join(storetest.Memory(t), "yishi.db")
	file = written(t, "listen: 127.0.0.1:0\nstore: bolt:"+path+"\n")
	if withSample {
		if code, _, complaint := call(t, "import", "--sample", "-c", file); code != Fine {
			t.Fatal(complaint)
		}
	}
	c, _, err := config.Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	return file, c
}

func TestWrongUse(t *testing.T) {
	config, _ := settled(t, false)
	typo := written(t, "listen: 127.0.0.1:0\nstroe: x\n")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"sreve"}, "unexpected argument sreve"},
		{[]string{"serve", "--colour"}, "unknown flag --colour"},
		{[]string{"serve", "-c", typo}, ":2: there is no key stroe"},
		{[]string{"check", "-c", "none.yaml"}, "there is no configuration at none.yaml"},
		{[]string{"staff", "add", "--role", "king", "--place", "1", "-c", config}, `there is no role "king": use one of street, staff`},
		{[]string{"staff", "add", "--role", "staff", "-c", config}, "missing flags: --place"},
		{[]string{"import", "-c", config}, "say what to import: --sample, or --register FILE"},
		{[]string{"import", "--sample", "--dry-run", "-c", config}, "say what to import: --sample, or --register FILE"},
		{[]string{"import", "--register", typo, "-c", config}, "say whose register it is: --estate PLACE"},
		{[]string{"export", "-c", config}, "say what to export"},
		{[]string{"backup", "-c", config}, "expected \"<file>\""},
	} {
		code, _, complaint := call(t, c.args...)
		if code != Wrong || !strings.Contains(complaint, c.want) || strings.Count(complaint, "\n") != 1 {
			t.Errorf("%v: %d %s", c.args, code, complaint)
		}
	}
}

func TestHelpAndVersion(t *testing.T) {
	for _, args := range [][]string{{}, {"--help"}, {"serve", "--help"}, {"version"}} {
		code, out, complaint := call(t, args...)
		if code != Fine || !strings.Contains(out, "yishi") || complaint != "" {
			t.Errorf("%v: %d %s %s", args, code, out, complaint)
		}
	}
}

func TestImportOnlyIntoAnEmptyStore(t *testing.T) {
	config, c := settled(t, true)
	code, _, complaint := call(t, "import", "--sample", "-c", config)
	if code != Failed || !strings.Contains(complaint, "the sample goes only into an empty store") {
		t.Errorf("a second time: %d %s", code, complaint)
	}
	s, err := bolt.Open(c.StorePath(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(t.Context(), func(tx store.Reader) error {
		if n := directory.Count(tx, directory.Audience{}); n < 1000 || n > 2000 {
			t.Errorf("%d people", n)
		}
		return audit.Verify(tx)
	})
	if err != nil {
		t.Error(err)
	}
}

// What commands want of a store they get the same way whether the program runs
// on it or not.
func TestCommandsOnAStoreThatRunsAndThatDoesNot(t *testing.T) {
	for name, runs := range map[string]bool{"alone": false, "beside the program": true} {
		t.Run(name, func(t *testing.T) {
			config, c := settled(t, true)
			if runs {
				apptest.Run(t, c)
			}
			t.Run("check", func(t *testing.T) {
				code, out, complaint := call(t, "check", "-c", config)
				if code != Fine || !strings.Contains(out, "the store is whole; messages that failed for good and wait for somebody to look: 0") {
					t.Errorf("%d %s %s", code, out, complaint)
				}
			})
			t.Run("backup", func(t *testing.T) { backUp(t, config) })
			t.Run("staff", func(t *testing.T) { addStaff(t, config) })
			t.Run("owners", func(t *testing.T) { importOwners(t, config) })
			t.Run("export", func(t *testing.T) {
				code, out, complaint := call(t, "export", "--issues", "--json", "-c", config)
				var issues []struct{ No string }
				if err := json.Unmarshal([]byte(out), &issues); err != nil || code != Fine || len(issues) < 3 || issues[0].No == "" {
					t.Errorf("%d %v %s %s", code, err, out, complaint)
				}
			})
		})
	}
}

func backUp(t *testing.T, config string) {
	file := filepath.Join(storetest.Memory(t), "copy.db")
	if code, out, complaint := call(t, "backup", file, "-c", config); code != Fine || !strings.Contains(out, "is a whole copy of the store") {
		t.Fatalf("%d %s", code, complaint)
	}
	if err := bolt.CheckFile(t.Context(), file); err != nil {
		t.Error(err)
	}
	if code, _, complaint := call(t, "backup", file, "-c", config); code != Failed || !strings.Contains(complaint, "there is a file at") {
		t.Errorf("where there is a backup: %d %s", code, complaint)
	}
	if code, _, complaint := call(t, "backup", file, "--replace", "-c", config); code != Fine {
		t.Errorf("in the place of a backup: %d %s", code, complaint)
	}
	if code, _, complaint := call(t, "backup", filepath.Join(file, "no", "folder"), "-c", config); code != Failed || !strings.Contains(complaint, "no backup was made") {
		t.Errorf("where there is no folder: %d %s", code, complaint)
	}
}

func addStaff(t *testing.T, config string) {
	code, out, complaint := call(t, "staff", "add", "--role", "staff", "--place", "桂花社区", "-c", config)
	if code != Fine || !strings.Contains(out, "makes whoever uses it first 社区工作人员 at") || !strings.Contains(out, "/j/s_") {
		t.Fatalf("%d %s %s", code, out, complaint)
	}
	for place, want := range map[string]string{"月球": `there is no place called "月球"`, "3栋": "may be several places, give the id: "} {
		if code, _, complaint := call(t, "staff", "add", "--role", "leader", "--place", place, "-c", config); code != Failed || !strings.Contains(complaint, want) {
			t.Errorf("%s: %d %s", place, code, complaint)
		}
	}
	if code, out, complaint := call(t, "staff", "list", "-c", config); code != Fine || !strings.Contains(out, "小周") || !strings.Contains(out, "物业") {
		t.Errorf("%d %s %s", code, out, complaint)
	}
}

func TestStaffCodeMakesStaffOnce(t *testing.T) {
	config, c := settled(t, true)
	_, out, _ := call(t, "staff", "add", "--role", "property", "--place", "和苑", "-c", config)
	code, _, _ := strings.Cut(out, " ")
	s, err := bolt.Open(c.StorePath(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Update(t.Context(), func(tx store.Tx) error {
		for i, name := range []string{"first", "second"} {
			_, p, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: name}, name)
			_, role, err := joining.UseStaffCode(tx, code, p)
			if (err == nil) != (i == 0) || i == 0 && role[0].Role != directory.Property {
				return fmt.Errorf("%s: %v %v", name, role, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// Whoever is known in the web chat still is when the store was lost and restored.
func TestWhoIsKnownIsKnownAfterARestore(t *testing.T) {
	config, c := settled(t, true)
	elsewhere, there := settled(t, false)
	jar, _ := cookiejar.New(nil)
	browser := &http.Client{Jar: jar}
	session := func(program *app.App) string {
		at := "http://" + program.Addr() + "/chat"
		if resp, err := browser.Get(at); err != nil || resp.StatusCode != http.StatusOK {
			t.Fatal(resp, err)
		}
		page, _ := url.Parse(at)
		return jar.Cookies(page)[0].Value
	}
	before := session(apptest.Run(t, c))
	file := filepath.Join(storetest.Memory(t), "copy.db")
	for _, args := range [][]string{{"backup", file, "-c", config}, {"restore", file, "-c", elsewhere}} {
		if code, _, complaint := call(t, args...); code != Fine {
			t.Fatal(complaint)
		}
	}
	if after := session(apptest.Run(t, there)); after != before {
		t.Errorf("the session was %s and is %s", before, after)
	}
}

func TestRestore(t *testing.T) {
	config, c := settled(t, true)
	file := filepath.Join(storetest.Memory(t), "copy.db")
	if code, _, complaint := call(t, "backup", file, "-c", config); code != Fine {
		t.Fatal(complaint)
	}
	damaged := filepath.Join(storetest.Memory(t), "damaged.db")
	data, _ := os.ReadFile(file)
	clear(data[:64<<10])
	_ = os.WriteFile(damaged, data, 0o600)
	if code, _, complaint := call(t, "restore", damaged, "-c", config); code != Failed || !strings.Contains(complaint, "nothing was changed") || strings.Contains(complaint, "yishi restore") {
		t.Errorf("from a damaged file: %d %s", code, complaint)
	}
	for what, accident := range map[string][]byte{
		"destroyed": data, "cut": data[:len(data)/2], "empty": nil, "foreign": []byte("SQLite format 3\x00 and more"),
	} {
		_ = os.WriteFile(c.StorePath(), accident, 0o600)
		for _, does := range []string{"check", "serve"} {
			code, _, complaint := call(t, does, "-c", config)
			if code != Failed || !strings.Contains(complaint, c.StorePath()) || !strings.Contains(complaint, "yishi restore FILE") || strings.Count(complaint, "\n") != 1 {
				t.Errorf("%s on a store that is %s: %d %s", does, what, code, complaint)
			}
		}
	}
	code, out, complaint := call(t, "restore", file, "-c", config)
	if code != Fine || !strings.Contains(out, "What was there is kept as") {
		t.Fatalf("%d %s %s", code, out, complaint)
	}
	if code, out, complaint := call(t, "staff", "list", "-c", config); code != Fine || !strings.Contains(out, "小周") {
		t.Errorf("after restoring: %d %s %s", code, out, complaint)
	}
	apptest.Run(t, c)
	if code, _, complaint := call(t, "restore", file, "-c", config); code != Failed || !strings.Contains(complaint, "the bot is running") {
		t.Errorf("under a running program: %d %s", code, complaint)
	}
	if code, _, complaint := call(t, "import", "--sample", "-c", config); code != Failed || !strings.Contains(complaint, "in use by another process") {
		t.Errorf("import under a running program: %d %s", code, complaint)
	}
}

// Run runs one command as the shell would, on an environment of its own.
func Run(ctx context.Context, out, complaints io.Writer, args ...string) int {
	s := &session{ctx: ctx, in: strings.NewReader(""), out: out, err: complaints}
	return s.run(args)
}
