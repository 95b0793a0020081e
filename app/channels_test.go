package app

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"yishi/adapters/telegram"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// A store from when the marks of polling shared a name with those of courses goes on
// where it was, and leaves nothing of them behind.
func TestPollingGoesOnFromAnOldMark(t *testing.T) {
	ctx := context.Background()
	db, err := bolt.Open(filepath.Join(storetest.Memory(t), "old.db"), bolt.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	const channel, course = "telegram/main", "a class's own"
	err = db.Update(ctx, func(tx store.Tx) error {
		tx.Put("mark", store.Key(channel), []byte(`{"channel":"telegram/main","mark":{"next":812,"at":"2026-03-02T08:00:00Z"}}`))
		tx.Put("mark", store.Key(uint64(3), 1, "p"), []byte(course))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	m := marks{db}
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	if got, err := m.Load(ctx, channel); err != nil || got.Next != 812 || !got.At.Equal(at) {
		t.Fatalf("the old mark is read as %+v, %v", got, err)
	}
	if err := m.Save(ctx, channel, telegram.Mark{Next: 900, At: at}); err != nil {
		t.Fatal(err)
	}
	if got, err := m.Load(ctx, channel); err != nil || got.Next != 900 {
		t.Errorf("the new mark is read as %+v, %v", got, err)
	}
	_ = db.View(ctx, func(tx store.Reader) error {
		if tx.Get("mark", store.Key(channel)) != nil {
			t.Error("the old mark is still there")
		}
		if string(tx.Get("mark", store.Key(uint64(3), 1, "p"))) != course {
			t.Error("a mark of a course is gone")
		}
		return nil
	})
}

// Telegram shows one menu to everybody: nothing in it is staff's alone.
func TestTelegramsMenuIsEverybodys(t *testing.T) {
	var names []string
	for _, c := range Slashes() {
		names = append(names, c.Name)
	}
	for name, there := range map[string]bool{"report": true, "vote": true, "courses": true, "work": false, "newpoll": false, "print": false, "terms": false} {
		if slices.Contains(names, name) != there {
			t.Errorf("/%s is in the menu: %v; it has %v", name, !there, names)
		}
	}
}
