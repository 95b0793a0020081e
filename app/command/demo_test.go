package command

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/app/apptest"
	"yishi/store/storetest"
)

// printed is what a command has printed so far.
type printed struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

var address = regexp.MustCompile(`http://\S+`)

// The demo prints one address, shows its page there, and leaves nothing behind.
func TestDemo(t *testing.T) {
	temp := storetest.Memory(t)
	t.Setenv("TMPDIR", temp)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out, complaint printed
	ended := make(chan int)
	go func() {
		ended <- Run(ctx, &out, &complaint, "demo", "--listen", "127.0.0.1:0")
	}()
	apptest.Eventually(t, "an address", func() bool { return address.MatchString(out.String()) })
	base := address.FindString(out.String())
	if code, page := apptest.Get(t, base+"/"); code != http.StatusOK || !strings.Contains(page, "议事") {
		t.Errorf("the page: %d %s", code, page)
	}
	stream, err := http.Get(base + "/demo/events") // an open page does not hold up the end
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	for body, want := range map[string]int{`{"channel":"wechat"}`: http.StatusOK, `{"channel":"fax"}`: http.StatusUnprocessableEntity} {
		if code := post(t, base+"/demo/add", body); code != want {
			t.Errorf("adding %s: %d", body, code)
		}
	}
	if code := post(t, base+"/demo/clock", `{"by":"24h"}`); code != http.StatusOK {
		t.Errorf("moving the clock on: %d", code)
	}
	begun := time.Now()
	stop()
	if code := <-ended; code != Fine || complaint.String() != "" {
		t.Errorf("%d %s", code, complaint.String())
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("took %v to stop", took)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func post(t *testing.T, url, body string) int {
	t.Helper()
	resp, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}
