package web_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"yishi/adapters/adaptertest"
	"yishi/adapters/phone"
	"yishi/adapters/web"
	"yishi/adapters/web/webtest"
	"yishi/bot"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

const secret = "a secret that signs sessions"

// town is an adapter behind a real server, with its store.
type town struct {
	*web.Adapter
	url   string
	files store.Folder
	db    store.Store

	clock sync.Mutex
	ahead time.Duration // of the real time
}

func (tw *town) now() time.Time {
	tw.clock.Lock()
	defer tw.clock.Unlock()
	return time.Now().Add(tw.ahead)
}

// passes has time pass while the adapter does not run, for what is left of a test.
func (tw *town) passes(d time.Duration) {
	tw.clock.Lock()
	defer tw.clock.Unlock()
	tw.ahead += d
}

func newTown(t *testing.T, change func(*web.Config)) *town {
	t.Helper()
	dir := storetest.Memory(t)
	tw := &town{files: store.Folder(filepath.Join(dir, "files"))}
	db, err := bolt.Open(filepath.Join(dir, "yishi.db"), bolt.Options{Create: true, Now: tw.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	tw.db = db
	cfg := web.Config{
		Title: "和苑社区议事", PublicURL: "http://yishi.example.org", Secret: []byte(secret), Files: tw.files, Store: db, Now: tw.now,
		Menu: []web.Entry{{Label: "我要报修", Text: "报修"}, {Label: "投票", Text: "投票"}, {Label: "帮助", Text: "帮助"}},
	}
	if change != nil {
		change(&cfg)
	}
	tw.Adapter = web.New(cfg)
	server := httptest.NewServer(tw.Adapter)
	t.Cleanup(server.Close)
	tw.url = server.URL
	return tw
}

// open runs the adapter for the time of the test, or until it is closed.
func (tw *town) open(t *testing.T, handle bot.Handler) (close func()) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	over := make(chan error, 1)
	go func() { over <- tw.Run(ctx, handle) }()
	close = sync.OnceFunc(func() {
		stop()
		if err := <-over; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	t.Cleanup(close)
	return close
}

func (tw *town) phone(t *testing.T, name string) *webtest.Phone {
	p := webtest.New(tw.url, name)
	t.Cleanup(p.Close)
	return p
}

func TestTheSuite(t *testing.T) {
	adaptertest.Run(t, func(t *testing.T) adaptertest.World {
		tw := newTown(t, nil)
		picture, err := tw.files.Save(bytes.NewReader([]byte("\xff\xd8\xff\xe0 a picture")), "jpg")
		if err != nil {
			t.Fatal(err)
		}
		phones := map[string]phone.Phone{}
		return adaptertest.World{
			Adapter: tw.Adapter,
			Phone: func(name string) phone.Phone {
				if phones[name] == nil {
					phones[name] = tw.phone(t, name)
				}
				return phones[name]
			},
			Fits: func(piece bot.Out) error {
				if n := utf8.RuneCountInString(piece.Text); n > 1500 {
					return fmt.Errorf("%d characters", n)
				}
				return nil
			},
			Secrets: []string{secret},
			Picture: picture,
			Break:   func() { tw.db.Close() },
		}
	})
}

// wait waits for what is bound to happen.
func wait(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !done(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain")
		}
	}
}

func seen(screen []phone.Bubble, text string) bool {
	for _, b := range screen {
		if b.Text == text {
			return true
		}
	}
	return false
}
