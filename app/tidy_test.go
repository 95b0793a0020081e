package app_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"yishi/app/apptest"
	"yishi/app/config"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// TestProgramCompactsTheStore: what was forgotten before is not in the file any
// more soon after the start.
func TestProgramCompactsTheStore(t *testing.T) {
	path := filepath.Join(storetest.Memory(t), "yishi.db")
	db, err := bolt.Open(path, bolt.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(store.Tx){
		func(tx store.Tx) { tx.Put("secret", "k", []byte(`"AB3D7K2M"`)) },
		func(tx store.Tx) { tx.Delete("secret", "k"); store.WantCompact(tx, time.Now()) },
	} {
		if err := db.Update(t.Context(), func(tx store.Tx) error { change(tx); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	gone := func() bool {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return !bytes.Contains(file, []byte("AB3D7K2M"))
	}
	if gone() {
		t.Fatal("it was gone before: this test shows nothing")
	}
	apptest.Run(t, config.Config{Store: "bolt:" + path})
	apptest.Eventually(t, "it is gone", gone)
}
