package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"yishi/store"
	"yishi/store/storetest"
)

// filled is a closed store of many pages of every kind, without the room it keeps
// for more.
func filled(t *testing.T) (path string) {
	s := fresh(t)
	for i := range 3 {
		update(t, s, func(tx store.Tx) {
			for j := range 300 {
				tx.Put("t", store.Key(i, j), fmt.Appendf(nil, `"居民 %d-%d"`, i, j))
			}
			tx.Put(fmt.Sprint("small", i), "k", []byte(`"一"`))
			tx.Put("long", store.Key(i), fmt.Appendf(nil, "%q", strings.Repeat("长", 3000)))
		})
	}
	update(t, s, func(tx store.Tx) {
		for j := range 50 {
			tx.Delete("t", store.Key(1, j))
		}
		tx.Delete("long", store.Key(1))
		tx.Delete("small1", "k")
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(s.path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := headerOf(f, s.path)
	if err != nil {
		t.Fatal(err)
	}
	second, _ := readMeta(f, m.pageSize, 1)
	first, _ := readMeta(f, 0, 0)
	if err := f.Truncate(int64(max(first.pages, second.pages)) * m.pageSize); err != nil {
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
		{"another database", func(b []byte) []byte { return append([]byte("SQLite format 3\x00"), b...) }, "not a store"},
		{"a file of zeros", func(b []byte) []byte { return make([]byte, 1<<20) }, "not a store"},
		{"another file", func(b []byte) []byte { return bytes.Repeat([]byte("议事"), 5000) }, "not a store"},
		{"first header", func(b []byte) []byte { return zero(b, 0, page) }, "one of its two header pages"},
		{"second header", func(b []byte) []byte { return zero(b, page, 2*page) }, "one of its two header pages"},
		{"both headers", func(b []byte) []byte { return zero(b, 0, 2*page) }, "its beginning is destroyed"},
		{"a flipped bit in a record", func(b []byte) []byte {
			b[bytes.Index(b, []byte("居民 2-7\""))] ^= 1
			return b
		}, "wrong checksum"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(storetest.Memory(t), "yishi.db")
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
			if !strings.Contains(said, path) || !strings.Contains(said, "yishi restore FILE") || strings.Contains(said, "\n") {
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
	folder, page := storetest.Memory(t), os.Getpagesize()
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
	path := filepath.Join(storetest.Memory(t), "copy.db")
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

// kinds are what each page of a file is used for.
func kinds(t *testing.T, whole []byte) map[int]string {
	all, page, free := map[int]string{}, os.Getpagesize(), freePages(t, whole)
	names := map[uint16]string{metaPage: "header", freelistPage: "freelist", branchPage: "branch", leafPage: "leaf"}
	for id := range len(whole) / page {
		switch h := readHead(whole[id*page:]); {
		case all[id] != "": // it belongs to one before
		case free[id]:
			all[id] = "free"
		default:
			all[id] = names[h.kind]
			for i := range h.overflow {
				all[id+1+int(i)] = "overflow"
			}
		}
	}
	return all
}

// contents are all records of a file, in one number.
func contents(b []byte) (sum uint32, err error) {
	m, err := header(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return 0, err
	}
	c := &checker{}
	w := &pageWalk{ctx: context.Background(), file: bytes.NewReader(b), meta: m, table: c.table}
	w.record = func(key, frame []byte) error {
		for _, part := range [][]byte{[]byte(c.name), {0}, key, {0}, frame} {
			sum = crc32.Update(sum, castagnoli, part)
		}
		return c.record(key, frame)
	}
	err = w.all()
	return sum, err
}

// allocated are the bytes of memory that were asked for so far.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// TestEveryBit: a bit that is flipped anywhere is found, in time and with less
// memory than twice the file; or it lies where nothing is, and nothing is missing.
func TestEveryBit(t *testing.T) {
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	want, err := contents(whole)
	if err != nil {
		t.Fatal(err)
	}
	page, found, passed := os.Getpagesize(), map[string]int{}, map[string]int{}
	for id, kind := range kinds(t, whole) {
		before, flips := allocated(), 0
		for bit := 0; bit < page*8; bit++ {
			if bit > 40*8 && bit%211 != 0 { // every bit of the head and of the first entries
				continue
			}
			at, mask := id*page+bit/8, byte(1)<<(bit%8)
			whole[at] ^= mask
			sum, err := contents(whole)
			whole[at] ^= mask
			flips++
			switch {
			case err != nil:
				found[kind]++
			case sum != want:
				t.Fatalf("bit %d of page %d (%s) changes what is in the store, and is not found", bit, id, kind)
			default:
				passed[kind]++
			}
		}
		if used := (allocated() - before) / uint64(flips); used > 2*uint64(len(whole)) {
			t.Fatalf("flips in page %d (%s) took %d bytes of memory each, for a file of %d", id, kind, used, len(whole))
		}
	}
	for _, kind := range []string{"header", "freelist", "branch", "leaf", "overflow"} {
		if found[kind] == 0 {
			t.Errorf("nothing was flipped in a page of kind %s", kind)
		}
	}
	if found["free"] > 0 {
		t.Errorf("%d flips where nothing is were refused", found["free"])
	}
	t.Logf("found %v, harmless %v", found, passed)
}

// TestFlippedFiles: Open and CheckFile say of flipped files what is the matter, in one
// sentence with what to do; what is opened can be read to the end and written to.
func TestFlippedFiles(t *testing.T) {
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	page, path := os.Getpagesize(), filepath.Join(storetest.Memory(t), "yishi.db")
	for id := range len(whole) / page {
		for _, bit := range []int{3, 67, 85, 100, 130, 163, 195, 197, 230, 260, 1003, 20005} {
			at, mask := id*page+bit/8, byte(1)<<(bit%8)
			whole[at] ^= mask
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			whole[at] ^= mask
			checked := CheckFile(t.Context(), path)
			s, err := Open(path, Options{})
			if (err == nil) != (checked == nil) {
				t.Fatalf("bit %d of page %d: opening says %v, checking %v", bit, id, err, checked)
			}
			if err == nil {
				put(t, s, "goes on")
				keys(t, s)
				s.Close()
				continue
			}
			if said := err.Error(); !strings.Contains(said, path) || !strings.Contains(said, "yishi restore FILE") || strings.Contains(said, "\n") {
				t.Errorf("bit %d of page %d: %v", bit, id, err)
			}
		}
	}
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
	at := bytes.Index(b, []byte("居民 2-7\""))
	if _, err := f.WriteAt([]byte{b[at] ^ 1}, int64(at)); err != nil {
		t.Fatal(err)
	}
	key := store.Key(2, 7)
	for name, err := range map[string]error{
		"Get in View": s.View(t.Context(), func(tx store.Reader) error { tx.Get("t", key); return nil }),
		"Get in Update": s.Update(t.Context(), func(tx store.Tx) error {
			tx.Get("t", key)
			return nil
		}),
		"Scan": s.View(t.Context(), func(tx store.Reader) error {
			for range tx.Scan("t", "", "") {
			}
			return nil
		}),
		"Check":      s.Check(t.Context()),
		"BackupFile": s.BackupFile(t.Context(), filepath.Join(storetest.Memory(t), "copy.db")),
	} {
		if !errors.Is(err, store.ErrDamaged) || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	put(t, s, "others go on")
}
