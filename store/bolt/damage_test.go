package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// filled is a closed store of many pages, without the room it keeps for more.
func filled(t *testing.T) (path string) {
	s := fresh(t)
	for i := range 3 {
		update(t, s, func(tx store.Tx) {
			for j := range 300 {
				tx.Put("t", store.Key(i, j), fmt.Appendf(nil, `"居民 %d-%d"`, i, j))
			}
		})
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(s.path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	first, _ := readMeta(f, 0)
	second, _ := readMeta(f, first.pageSize)
	if err := f.Truncate(max(first.pages, second.pages) * first.pageSize); err != nil {
		t.Fatal(err)
	}
	return s.path
}

func TestDamagedFilesAreRefused(t *testing.T) {
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	zero := func(b []byte, from, to int) []byte { clear(b[from:to]); return b }
	for _, c := range []struct {
		name   string
		damage func(b []byte) []byte
		says   string
	}{
		{"empty", func(b []byte) []byte { return nil }, "empty (0 bytes)"},
		{"a few bytes", func(b []byte) []byte { return b[:50] }, "its beginning is destroyed"},
		{"one page", func(b []byte) []byte { return b[:page] }, "header pages is destroyed"},
		{"two pages", func(b []byte) []byte { return b[:2*page] }, "cut short"},
		{"half", func(b []byte) []byte { return b[:len(b)/2] }, "cut short"},
		{"last page gone", func(b []byte) []byte { return b[:len(b)-page] }, "cut short"},
		{"another file", func(b []byte) []byte { return bytes.Repeat([]byte("议事"), 5000) }, "not a store"},
		{"first header", func(b []byte) []byte { return zero(b, 0, page) }, "one of its two header pages"},
		{"second header", func(b []byte) []byte { return zero(b, page, 2*page) }, "one of its two header pages"},
		{"both headers", func(b []byte) []byte { return zero(b, 0, 2*page) }, "its beginning is destroyed"},
		{"a flipped bit in a record", func(b []byte) []byte {
			b[bytes.Index(b, []byte("居民 1-7\""))] ^= 1
			return b
		}, "wrong checksum"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "yishi.db")
			if err := os.WriteFile(path, c.damage(bytes.Clone(whole)), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := Open(path, Options{Create: true})
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			said := err.Error()
			if !errors.Is(err, store.ErrDamaged) || !strings.Contains(said, c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
			if !strings.Contains(said, path) || !strings.Contains(said, "yishi restore") || strings.Contains(said, "\n") {
				t.Errorf("not one line that names the file and what to do: %q", said)
			}
		})
	}
}

// TestEveryPage: whatever page is destroyed, opening says so; nothing is lost in
// silence and nothing brings the process down.
func TestEveryPage(t *testing.T) {
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	folder, page := t.TempDir(), os.Getpagesize()
	free := freePages(t, whole)
	for name, fill := range map[string]byte{"zeros": 0, "ones": 0xFF, "noise": 0x5A} {
		for n := range len(whole) / page {
			b := bytes.Clone(whole)
			path := filepath.Join(folder, fmt.Sprint(name, n))
			copy(b[n*page:], bytes.Repeat([]byte{fill}, page))
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := Open(path, Options{})
			if err == nil {
				s.Close()
			}
			if (err != nil) == free[n] {
				t.Errorf("page %d of %s (free: %v): %v", n, name, free[n], err)
			}
		}
	}
}

// freePages are the pages of a file that hold nothing.
func freePages(t *testing.T, whole []byte) map[int]bool {
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	free := map[int]bool{}
	db.Update(func(tx *bbolt.Tx) error {
		for i := 0; ; i++ {
			p, err := tx.Page(i)
			if p == nil || err != nil {
				return err
			}
			free[i] = p.Type == "free"
		}
	})
	return free
}

// A record that is damaged while the store is open is an error, not a value.
func TestDamageWhileOpen(t *testing.T) {
	s, err := Open(filled(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f, err := os.OpenFile(s.path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte("居民 1-7\""))
	if _, err := f.WriteAt([]byte{b[at] ^ 1}, int64(at)); err != nil {
		t.Fatal(err)
	}
	key := store.Key(1, 7)
	for name, err := range map[string]error{
		"Get in View": s.View(t.Context(), func(tx store.Tx) error { tx.Get("t", key); return nil }),
		"Get in Update": s.Update(t.Context(), func(tx store.Tx) error {
			tx.Get("t", key)
			return nil
		}),
		"Scan": s.View(t.Context(), func(tx store.Tx) error {
			for range tx.Scan("t", "", "") {
			}
			return nil
		}),
		"Check":      s.Check(t.Context()),
		"BackupFile": s.BackupFile(t.Context(), filepath.Join(t.TempDir(), "copy.db")),
	} {
		if !errors.Is(err, store.ErrDamaged) || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	put(t, s, "others go on")
}
