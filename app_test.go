package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/store/bolt"
)

func TestMain(m *testing.M) {
	if os.Getenv(childConfig) != "" {
		os.Exit(child())
	}
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

// running starts a program with the web chat alone and ends it with the test.
func running(t *testing.T, c Config) *App {
	t.Helper()
	if c.Listen == "" {
		c.Listen = "127.0.0.1:0"
	}
	if c.Store == "" {
		c.Store = "bolt:" + filepath.Join(t.TempDir(), "yishi.db")
	}
	app, err := NewApp(c.withDefaults(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- app.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("ended with %v", err)
		}
	})
	eventually(t, "ready", app.ready.Load)
	return app
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(3 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body)
}

func TestProgramAnswersWhoLooksAfterIt(t *testing.T) {
	app := running(t, Config{})
	base := "http://" + app.Addr()
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/metrics": "yishi_outbox_messages{state=\"queued\"} 0"} {
		if code, body := get(t, base+path); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	if code, body := get(t, base+"/"); code != http.StatusOK || !strings.Contains(body, "议事") {
		t.Errorf("the way to the chat page: %d %s", code, body)
	}
	if code, _ := get(t, base+"/nothing"); code != http.StatusNotFound {
		t.Errorf("a page that is not there: %d", code)
	}
}

// secretIn is the secret of the web chat in a store that nothing runs on.
func secretIn(t *testing.T, c Config) []byte {
	t.Helper()
	db, err := bolt.Open(c.StorePath(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	secret, err := c.sessionSecret(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// A secret that an earlier version kept in a file is taken into the store.
func TestTheSecretOfAnEarlierVersionIsKept(t *testing.T) {
	c := Config{Listen: "127.0.0.1:0", Store: "bolt:" + withSecret(t, "0123456789abcdef\n")}.withDefaults()
	app := running(t, c)
	if secret, err := c.sessionSecret(t.Context(), app.Store); err != nil || string(secret) != "0123456789abcdef" {
		t.Errorf("%q %v", secret, err)
	}
}

func TestProgramStopsAndStartsAgain(t *testing.T) {
	config := Config{Listen: "127.0.0.1:0", Store: "bolt:" + filepath.Join(t.TempDir(), "new", "yishi.db")}.withDefaults()
	var secrets [][]byte
	for range 2 {
		app, err := NewApp(config, Options{})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- app.Run(ctx) }()
		eventually(t, "ready", app.ready.Load)
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		if _, err := http.Get("http://" + app.Addr() + "/healthz"); err == nil {
			t.Error("still listening after the end")
		}
		secrets = append(secrets, secretIn(t, config))
	}
	if !bytes.Equal(secrets[0], secrets[1]) {
		t.Error("people would not be known again: the secret has changed")
	}
	info, err := os.Stat(config.StorePath())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the secret may be read by others: %v %v", info, err)
	}
	if _, err := os.Stat(config.beside(".sock")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the socket was left behind")
	}
}

func TestProgramSaysWhyItCannotStart(t *testing.T) {
	app := running(t, Config{})
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		config Config
		want   string
	}{
		"port in use":  {Config{Listen: app.Addr(), Store: "bolt:" + filepath.Join(t.TempDir(), "a.db")}, "address already in use: stop the program that does, or change listen"},
		"store in use": {Config{Listen: "127.0.0.1:0", Store: app.Config.Store}, "in use by another process"},
		"empty store":  {Config{Listen: "127.0.0.1:0", Store: "bolt:" + empty}, "is empty (0 bytes)"},
		"short secret": {Config{Listen: "127.0.0.1:0", Store: "bolt:" + withSecret(t, "short")}, "holds no secret: remove it"},
	} {
		_, err := NewApp(c.config.withDefaults(), Options{})
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
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "yishi.secret"), []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "yishi.db")
}

// withStore is a store that a program failed to start on.
func withStore(t *testing.T) string {
	path := withSecret(t, "short")
	if _, err := NewApp(Config{Listen: "127.0.0.1:0", Store: "bolt:" + path}.withDefaults(), Options{}); err == nil {
		t.Fatal("started without a secret")
	}
	return path
}
