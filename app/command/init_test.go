package command

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/store"
	"yishi/store/storetest"
)

var founding = []string{"init", "--street", "柳荫街道", "--community", "柳荫社区", "--estate", "柳荫里", "--admin", "周敏"}

// From an empty folder to an administrator who may do everything there.
func TestInitMakesAStreet(t *testing.T) {
	file := filepath.Join(storetest.Memory(t), "yishi.yaml")
	code, out, complaint := call(t, append(founding, "-c", file)...)
	if code != Fine || !strings.Contains(out, "makes 周敏 街道工作人员 at 柳荫街道") || !strings.Contains(out, "/j/s_") || !strings.Contains(out, "the chat page is http://127.0.0.1:8080/chat") {
		t.Fatal(code, out, complaint)
	}
	c, _, err := config.Load(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, word, _ := strings.Cut(out, "/j/s_")
	within(t, c.StorePath(), func(tx store.Tx) {
		_, p, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "a"}, "")
		p, _, err := joining.UseStaffCode(tx, word[:8], p)
		if err != nil || p.Name != "周敏" || !directory.May(p, directory.AddStaff, "1/1/1") || directory.FullName(tx, "1/1/1") != "柳荫里" {
			t.Errorf("%v %v", p, err)
		}
	})
}

// What is there is never overwritten, and what is missing is said all at once.
func TestInitLeavesWhatThereIs(t *testing.T) {
	file := filepath.Join(storetest.Memory(t), "yishi.yaml")
	if code, _, complaint := call(t, "init", "-c", file, "--street", "柳荫街道"); code != Wrong || !strings.Contains(complaint, "say also --community, --estate, --admin") {
		t.Error(code, complaint)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a configuration was written all the same")
	}
	call(t, append(founding, "-c", file)...)
	before, _ := os.ReadFile(file)
	for _, again := range [][]string{{"-c", file}, {"-c", filepath.Join(filepath.Dir(file), "other.yaml")}, {"-c", file, "--keep"}} {
		if code, _, complaint := call(t, append(founding, again...)...); code != Failed || !strings.Contains(complaint, "already") {
			t.Error(again, code, complaint)
		}
	}
	_ = os.Remove(filepath.Join(filepath.Dir(file), "yishi.db"))
	if code, _, complaint := call(t, append(founding, "-c", file)...); code != Failed || !strings.Contains(complaint, "--keep") {
		t.Error("a configuration alone:", code, complaint)
	}
	if after, _ := os.ReadFile(file); !bytes.Equal(before, after) {
		t.Error("the configuration is another one")
	}
}

// An empty store can be served, says what to do, and is filled by just that.
func TestServeSaysWhatAnEmptyStoreNeeds(t *testing.T) {
	file, _ := settled(t, false)
	if said := served(t, file); !strings.Contains(said, "yishi init -c "+file+" --keep --street") || !strings.Contains(said, "/chat") {
		t.Fatal(said)
	}
	if code, out, complaint := call(t, append(founding, "-c", file, "--keep")...); code != Fine || !strings.Contains(out, "makes 周敏") {
		t.Fatal(code, out, complaint)
	}
	if said := served(t, file); strings.Contains(said, "empty") {
		t.Error(said)
	}
}

// served is what serve says until it is ready, and then ends.
func served(t *testing.T, file string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	said := &untilReady{stop: stop}
	if code := Run(ctx, io.Discard, said, "serve", "-c", file); code != Fine {
		t.Fatal(code, said.String())
	}
	return said.String()
}

type untilReady struct {
	mu sync.Mutex
	bytes.Buffer
	stop func()
}

func (u *untilReady) Write(p []byte) (int, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if strings.Contains(string(p), `"msg":"ready"`) {
		u.stop()
	}
	return u.Buffer.Write(p)
}
