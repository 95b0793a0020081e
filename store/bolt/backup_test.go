package bolt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"yishi/store"
	"yishi/store/storetest"
)

func TestBackupFileIsOneStateOfABusyStore(t *testing.T) {
	s := fresh(t)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			update(t, s, func(tx store.Tx) {
				tx.Put("t", store.Key(i), []byte(`1`))
				store.Next(tx, "written")
			})
		}
	})
	copyPath := filepath.Join(storetest.Memory(t), "copy.db")
	for range 5 { // each takes the place of the one before
		if err := s.BackupFile(t.Context(), copyPath); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	wg.Wait()
	if err := CheckFile(t.Context(), copyPath); err != nil {
		t.Fatal(err)
	}
	copied, err := Open(copyPath, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	update(t, copied, func(tx store.Tx) {
		n := 0
		for range tx.Scan("t", "", "") {
			n++
		}
		if next := store.Next(tx, "written"); int(next) != n+1 {
			t.Errorf("%d entries in the copy, the counter stood at %d", n, next-1)
		}
	})
}

func TestFailedBackupLeavesWhatWasThere(t *testing.T) {
	s := fresh(t)
	put(t, s, "k")
	folder := storetest.Memory(t)
	path := filepath.Join(folder, "copy.db")
	if err := os.WriteFile(path, []byte("the one before"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.BackupFile(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled backup: %v", err)
	}
	full := func(f *os.File) error {
		f.WriteString("half a copy")
		return syscall.ENOSPC
	}
	if err := store.PlaceFile(path, full); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a backup to a full disk: %v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if b, _ := os.ReadFile(path); string(b) != "the one before" {
		t.Errorf("the backup before is now %q", b)
	}
	if err := s.BackupFile(t.Context(), filepath.Join(folder, "none", "copy.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a backup into no folder: %v", err)
	}
}

func TestBackupToFullDevice(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this system has no /dev/full")
	}
	defer full.Close()
	if err := fresh(t).Backup(t.Context(), full); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("backup to a full disk: %v", err)
	}
}

// TestBackupHasNothingOfWhatWasDeleted: what nobody is to find is not in a copy either,
// though the store's own file has not been compacted yet; and nothing is left beside it.
func TestBackupHasNothingOfWhatWasDeleted(t *testing.T) {
	s := fresh(t)
	const many = 90_000 // more than is copied at once
	fill(t, s, many)
	update(t, s, func(tx store.Tx) { tx.Put("t", "k", []byte(`"`+secret+`"`)) })
	update(t, s, func(tx store.Tx) { tx.Put("t", "k", []byte(`"written over"`)) })
	if !bytes.Contains(bytesOf(t, s.Path()), []byte(secret)) {
		t.Fatal("the store's file has nothing of it: there is nothing to test")
	}
	left := filepath.Join(filepath.Dir(s.Path()), filepath.Base(s.Path())+copyEnding+"1")
	if err := os.WriteFile(left, []byte("of a crash"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(storetest.Memory(t), "copy.db")
	if err := s.BackupFile(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(bytesOf(t, path), []byte(secret)) {
		t.Error("the copy has what was written over")
	}
	copied, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(keys(t, copied)); n != len(keys(t, s)) || n <= many {
		t.Errorf("%d records in the copy", n)
	}
	copied.Close()
	path = s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("beside the store: %v", files)
	}
}
