// Package apptest is what tests of the program share: a program that runs, and
// waiting for what is going to be so.
package apptest

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"yishi/app"
	"yishi/app/config"
	"yishi/store/storetest"
)

// Run starts a program with the web chat alone and ends it with the test.
func Run(t *testing.T, c config.Config) *app.App {
	t.Helper()
	if c.Listen == "" {
		c.Listen = "127.0.0.1:0"
	}
	if c.Store == "" {
		c.Store = "bolt:" + filepath.Join(storetest.Memory(t), "yishi.db")
	}
	program, err := app.New(c.WithDefaults(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- program.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("ended with %v", err)
		}
	})
	Eventually(t, "ready", program.Ready)
	return program
}

// Eventually waits until something is so.
func Eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(3 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// Get is what a page answers.
func Get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body)
}
