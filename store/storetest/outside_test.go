package storetest_test

import (
	"context"
	"path/filepath"
	"testing"

	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// failing is a test that may fail.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Helper()               {}
func (f *failing) Errorf(string, ...any) { f.failed = true }

func TestOutside(t *testing.T) {
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "x.db"), bolt.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var update, view, neither failing
	_ = s.Update(context.Background(), func(store.Tx) error { storetest.Outside(&update, "x"); return nil })
	_ = s.View(context.Background(), func(store.Reader) error { storetest.Outside(&view, "x"); return nil })
	storetest.Outside(&neither, "x")
	if !update.failed || !view.failed || neither.failed {
		t.Errorf("in Update %v, in View %v, in neither %v", update.failed, view.failed, neither.failed)
	}
}
