package bolt

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"yishi/store"
)

// leaver has fields that a document leaves out when they are zero.
type leaver struct {
	ID   string   `json:"id"`
	Gone bool     `json:"gone,omitempty"`
	Tags []string `json:"tags,omitempty"`
}

func leaverKey(l *leaver) string { return l.ID }

// A record that is read after a change has nothing of what it was before, though
// the cache still holds that.
func TestACachedRecordLeavesNothingBehind(t *testing.T) {
	type flat struct {
		ID   string `json:"id"`
		Gone bool   `json:"gone,omitempty"`
	}
	flats := store.NewTable("flat", func(f *flat) string { return f.ID })
	leavers := store.NewTable("leaver", leaverKey).Copied(func(l leaver) leaver {
		l.Tags = append([]string(nil), l.Tags...)
		return l
	})
	s, err := Open(filepath.Join(t.TempDir(), "yishi.db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, gone := range []bool{true, false, true, false} {
		err := s.Update(context.Background(), func(tx store.Tx) error {
			flats.Put(tx, flat{ID: "a", Gone: gone})
			// Another process, or a transaction that was undone, leaves the cache as it is.
			doc := `{"id":"a"}`
			if gone {
				doc = `{"id":"a","gone":true,"tags":["x"]}`
			}
			tx.Put("leaver", "a", []byte(doc))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = s.View(context.Background(), func(tx store.Reader) error {
			if f, ok := flats.Get(tx, "a"); !ok || f.Gone != gone {
				t.Errorf("written gone %v, read %+v", gone, f)
			}
			if l, ok := leavers.Get(tx, "a"); !ok || l.Gone != gone || (len(l.Tags) == 1) != gone {
				t.Errorf("written gone %v, read %+v", gone, l)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// What a reader does to a record it was given, nobody else sees.
func TestACachedRecordIsItsReadersOwn(t *testing.T) {
	leavers := store.NewTable("leaver", leaverKey).Copied(func(l leaver) leaver {
		l.Tags = append([]string(nil), l.Tags...)
		return l
	})
	s := fresh(t)
	err := s.Update(t.Context(), func(tx store.Tx) error {
		put := leaver{ID: "a", Tags: []string{"x"}}
		leavers.Put(tx, put)
		put.Tags[0] = "changed by who wrote it"
		for range 3 {
			l, _ := leavers.Get(tx, "a")
			if len(l.Tags) != 1 || l.Tags[0] != "x" {
				t.Errorf("read %+v", l)
			}
			l.Tags[0] = "changed by a reader"
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A transaction that is undone leaves nothing for the next to read.
func TestTheCacheForgetsWhatIsUndone(t *testing.T) {
	leavers := store.NewTable("leaver", leaverKey).Copied(func(l leaver) leaver { return l })
	s := fresh(t)
	put := func(gone bool) { update(t, s, func(tx store.Tx) { leavers.Put(tx, leaver{ID: "a", Gone: gone}) }) }
	put(false)
	undone := errors.New("undone")
	err := s.Update(t.Context(), func(tx store.Tx) error {
		leavers.Put(tx, leaver{ID: "a", Gone: true})
		leavers.Put(tx, leaver{ID: "b"})
		return undone
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	update(t, s, func(tx store.Tx) {
		if a, ok := leavers.Get(tx, "a"); !ok || a.Gone {
			t.Errorf("read %+v, %v", a, ok)
		}
		if _, ok := leavers.Get(tx, "b"); ok {
			t.Error("read what was never written")
		}
	})
}

// BenchmarkRecord reads a record again and again, as a conversation does.
func BenchmarkRecord(b *testing.B) {
	leavers := store.NewTable("leaver", leaverKey)
	for name, table := range map[string]*store.Table[leaver]{
		"decoded": leavers, "kept": store.NewTable("leaver", leaverKey).Copied(func(l leaver) leaver { return l }),
	} {
		b.Run(name, func(b *testing.B) {
			s := fresh(b)
			update(b, s, func(tx store.Tx) { table.Put(tx, leaver{ID: "a", Tags: []string{"太极", "合唱"}}) })
			b.ReportAllocs()
			update(b, s, func(tx store.Tx) {
				for b.Loop() {
					table.Get(tx, "a")
				}
			})
		})
	}
}
