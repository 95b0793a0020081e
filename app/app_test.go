package app_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yishi/app"
	"yishi/app/apptest"
	"yishi/app/config"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

func TestProgramAnswersWhoLooksAfterIt(t *testing.T) {
	program := apptest.Run(t, config.Config{})
	base := "http://" + program.Addr()
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/metrics": "yishi_outbox_messages{state=\"queued\"} 0"} {
		if code, body := apptest.Get(t, base+path); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	if code, body := apptest.Get(t, base+"/"); code != http.StatusOK || !strings.Contains(body, "议事") {
		t.Errorf("the way to the chat page: %d %s", code, body)
	}
	if code, _ := apptest.Get(t, base+"/nothing"); code != http.StatusNotFound {
		t.Errorf("a page that is not there: %d", code)
	}
}

// secretIn is the secret of the web chat in a store that nothing runs on.
func secretIn(t *testing.T, c config.Config) []byte {
	t.Helper()
	db, err := bolt.Open(c.StorePath(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	secret, err := c.SessionSecret(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// A secret that an earlier version kept in a file is taken into the store.
func TestTheSecretOfAnEarlierVersionIsKept(t *testing.T) {
	c := config.Config{Listen: "127.0.0.1:0", Store: "bolt:" + withSecret(t, "0123456789abcdef\n")}.WithDefaults()
	program := apptest.Run(t, c)
	if secret, err := c.SessionSecret(t.Context(), program.Store); err != nil || string(secret) != "0123456789abcdef" {
		t.Errorf("%q %v", secret, err)
	}
}

func TestProgramStopsAndStartsAgain(t *testing.T) {
	c := config.Config{Listen: "127.0.0.1:0", Store: "bolt:" + filepath.Join(storetest.Memory(t), "new", "yishi.db")}.WithDefaults()
	var secrets [][]byte
	for range 2 {
		program, err := app.New(c, app.Options{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- program.Run(ctx) }()
		apptest.Eventually(t, "ready", program.Ready)
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		if _, err := http.Get("http://" + program.Addr() + "/healthz"); err == nil {
			t.Error("still listening after the end")
		}
		secrets = append(secrets, secretIn(t, c))
	}
	if !bytes.Equal(secrets[0], secrets[1]) {
		t.Error("people would not be known again: the secret has changed")
	}
	info, err := os.Stat(c.StorePath())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the secret may be read by others: %v %v", info, err)
	}
	if _, err := os.Stat(c.Beside(".sock")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the socket was left behind")
	}
}

func TestProgramSaysWhyItCannotStart(t *testing.T) {
	program := apptest.Run(t, config.Config{})
	empty := filepath.Join(storetest.Memory(t), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		config config.Config
		want   string
	}{
		"port in use":  {config.Config{Listen: program.Addr(), Store: "bolt:" + filepath.Join(storetest.Memory(t), "a.db")}, "address already in use: stop the program that does, or change listen"},
		"store in use": {config.Config{Listen: "127.0.0.1:0", Store: program.Config.Store}, "in use by another process"},
		"empty store":  {config.Config{Listen: "127.0.0.1:0", Store: "bolt:" + empty}, "is empty (0 bytes)"},
		"short secret": {config.Config{Listen: "127.0.0.1:0", Store: "bolt:" + withSecret(t, "short")}, "holds no secret: remove it"},
	} {
		_, err := app.New(c.config.WithDefaults(), app.Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// What could not start has let go of its store.
	s, err := bolt.Open(filepath.Join(filepath.Dir(withStore(t)), "yishi.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func withSecret(t *testing.T, secret string) (store string) {
	dir := storetest.Memory(t)
	if err := os.WriteFile(filepath.Join(dir, "yishi.secret"), []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "yishi.db")
}

// withStore is a store that a program failed to start on.
func withStore(t *testing.T) string {
	path := withSecret(t, "short")
	if _, err := app.New(config.Config{Listen: "127.0.0.1:0", Store: "bolt:" + path}.WithDefaults(), app.Options{}); err == nil {
		t.Fatal("started without a secret")
	}
	return path
}
