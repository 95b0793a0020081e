package bolt_test

import (
	"path/filepath"
	"testing"

	"yishi/store"
	_ "yishi/store/bolt"
)

func TestOpenedByItsAddress(t *testing.T) {
	address := "bolt:" + filepath.Join(t.TempDir(), "yishi.db")
	if s, err := store.Open(address, store.Options{}); err == nil || s != nil {
		t.Errorf("a store that is not there: %v, %v", s, err)
	}
	s, err := store.Open(address, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(t.Context(), func(tx store.Tx) error { tx.Put("t", "k", []byte(`1`)); return nil })
	if err != nil || s.Commits() == 0 {
		t.Errorf("%d commits, %v", s.Commits(), err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	for _, none := range []string{"", "bolt", "mysql:x", "/var/lib/yishi.db"} {
		if _, err := store.Open(none, store.Options{}); err == nil {
			t.Errorf("%q was opened", none)
		}
	}
}
