package poll_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/flows/poll"
	"yishi/flows/poll/polltest"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/run"
	"yishi/store"
)

// TestResultGoesWithItsPicture: the result in chat has the picture, the root and the
// way to the page; where the picture cannot be drawn the result waits a little and
// then goes without.
func TestResultGoesWithItsPicture(t *testing.T) {
	was := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	defer slog.SetDefault(was)
	for name, draws := range map[string]bool{"drawn": true, "the paint has run out": false} {
		t.Run(name, func(t *testing.T) { resultWithPicture(t, draws) })
	}
}

func resultWithPicture(t *testing.T, draws bool) {
	w := newWorld(t)
	draw := func(out io.Writer, tx store.Reader, p poll.Poll, l *proof.List) error {
		if !draws {
			return errors.New("no paint")
		}
		_, err := io.WriteString(out, "picture of "+p.Question+" "+l.Root())
		return err
	}
	channel := &mute{}
	files := store.Folder(filepath.Join(t.TempDir(), "files"))
	h := house.New(house.Config{
		Store: w.store, Files: files, Adapters: []bot.Adapter{channel},
		Kits: []house.Kit{polltest.Desk(), run.Kit(poll.Config{Codes: counted, Picture: draw, Page: func(code string) string { return "http://here/" + code }})},
	})
	w.update(func(tx store.Tx) {
		account, _, _ := directory.Meet(tx, bot.Address{Channel: "telegram", Chat: "wang"}, "")
		if err := directory.LinkAccount(tx, account, sample.WangGuihua.ID); err != nil {
			t.Fatal(err)
		}
	})
	p := w.open(nil)
	w.now = p.Closes
	for range 6 {
		if err := h.Settle(context.Background()); err != nil {
			t.Fatal(err)
		}
		w.now = w.now.Add(time.Minute)
	}
	p = w.poll(p.ID)
	if p.State != poll.Published || p.Root == "" || (p.Picture != "") != draws {
		t.Fatalf("it is %s, root %q, picture %q", p.State, p.Root, p.Picture)
	}
	told := channel.sent[len(channel.sent)-1]
	if !strings.Contains(told.Text, p.Root) || told.Photo != p.Picture || len(told.Links) != 1 || strings.TrimSuffix(told.Links[0].URL, "?large=1") != "http://here/"+p.Page {
		t.Errorf("people are told %+v", told)
	}
	if !draws {
		return
	}
	picture, err := os.ReadFile(filepath.Join(string(files), p.Picture))
	if err != nil || string(picture) != "picture of "+p.Question+" "+p.Root {
		t.Errorf("the picture is %q, %v", picture, err)
	}
	w.view(func(tx store.Reader) {
		if found, ok := poll.ByPage(tx, p.Page); !ok || found.ID != p.ID {
			t.Error("the page is not found")
		}
		if _, ok := poll.ByPage(tx, ""); ok {
			t.Error("a page without a code is found")
		}
	})
}
