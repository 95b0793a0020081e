package command

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yishi/app/config"
)

// A key that was made signs, in the configuration or in a file; one that was
// copied wrong is found before anything is signed with it, and is not shown.
func TestKeyFromCommandToConfiguration(t *testing.T) {
	code, out, complaint := call(t, "key", "guihua.example")
	if code != Fine {
		t.Fatal(complaint)
	}
	secret := regexp.MustCompile(`(?m)^list_key: (.*)$`).FindStringSubmatch(out)[1]
	public := regexp.MustCompile(`--key (.*)\n`).FindStringSubmatch(out)[1]
	path, _ := publishedList(t, secret)
	if code, out, _ := call(t, "verify", path, "--key", public); code != Fine || !strings.Contains(out, "主办方的签名是真的。") {
		t.Errorf("%d %s", code, out)
	}
	for _, wrong := range []string{secret, public[:20]} {
		if code, _, complaint := call(t, "verify", path, "--key", wrong); code != Wrong || !strings.Contains(complaint, "no public key") || strings.Contains(complaint, secret) {
			t.Errorf("%d %s", code, complaint)
		}
	}

	c, _, err := config.Load(written(t, "list_key: "+secret+"\n"), nil)
	if err != nil || c.ListKey != secret {
		t.Fatal(err)
	}
	if shown, err := c.Print(); err != nil || strings.Contains(shown, secret) || !strings.Contains(shown, "list_key: (hidden)") {
		t.Errorf("%v: %s", err, shown)
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, _, err := config.Load(written(t, "log: info\n"), []string{"YISHI_LIST_KEY_FILE=" + file}); err != nil || c.ListKey != secret {
		t.Errorf("from a file: %v", err)
	}
	for _, wrong := range []string{public, secret[:len(secret)-3], "nonsense"} {
		_, _, err := config.Load(written(t, "log: info\nlist_key: "+wrong+"\n"), nil)
		if err == nil || !strings.Contains(err.Error(), "yaml:2: list_key: is no secret key") || strings.Contains(err.Error(), wrong) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if code, _, complaint := call(t, "key", "a b"); code != Wrong || !strings.Contains(complaint, "cannot name a key") || strings.Count(complaint, "\n") != 1 {
		t.Errorf("%d %s", code, complaint)
	}
}
