package bolt

import (
	"context"
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
		err = s.View(context.Background(), func(tx store.Tx) error {
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
