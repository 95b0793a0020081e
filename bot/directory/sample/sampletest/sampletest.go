// Package sampletest gives tests the sample street in a store of their own. It is filled
// once, and copied for each of them.
package sampletest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"yishi/bot/directory/sample"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// Open is a store with the sample street, filled at what the clock says, until the end of
// the test.
func Open(t testing.TB, clock func() time.Time) store.Store {
	t.Helper()
	path := filepath.Join(storetest.Memory(t), "yishi.db")
	Copy(t, path, clock())
	s, err := bolt.Open(path, bolt.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Copy writes the file of a store with the sample street, filled at a time.
func Copy(t testing.TB, path string, at time.Time) {
	t.Helper()
	once, _ := streets.LoadOrStore(at.Round(0).UTC(), sync.OnceValues(func() ([]byte, error) { return filled(at) }))
	data, err := once.(func() ([]byte, error))()
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// streets are the files of stores that were filled in this process, by the time.
var streets sync.Map

func filled(at time.Time) ([]byte, error) {
	dir, err := os.MkdirTemp("", "street")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "yishi.db")
	s, err := bolt.Open(path, bolt.Options{Create: true, Now: func() time.Time { return at }})
	if err != nil {
		return nil, err
	}
	ctx, whole := context.Background(), bytes.Buffer{}
	err = s.Update(ctx, func(tx store.Tx) error { sample.Fill(tx, sample.Options{}); return nil })
	err = errors.Join(err, s.Backup(ctx, &whole), s.Close()) // a backup is a tenth of the file, which has room to grow in
	return whole.Bytes(), err
}
