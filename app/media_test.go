package app

import (
	"bytes"
	"errors"
	"testing"

	"yishi/bot"
	"yishi/store"
)

// A disk of 1 GB that has nothing but photos.
func TestPhotosTakeHalfOfTheDiskAtMost(t *testing.T) {
	const disk = 1 << 30
	m := newMedia(t.TempDir(), nil)
	left := int64(disk)
	m.free = func(string) (int64, bool) { return left, true }
	photo := func(i int) *bytes.Reader { return bytes.NewReader(append(make([]byte, 1000), byte(i))) }
	if _, err := m.Save(photo(1), "jpg"); err != nil {
		t.Fatal(err)
	}
	m.used, left = disk/2-store.MaxFile-1, disk/2+1
	if _, err := m.Save(photo(2), "jpg"); err != nil {
		t.Errorf("below half: %v", err)
	}
	if _, err := m.Save(photo(3), "jpg"); !errors.Is(err, bot.ErrFull) {
		t.Errorf("beyond half: %v", err)
	}
	m.used, left = 0, Reserve+store.MaxFile-1 // others have filled it
	if _, err := m.Save(photo(4), "jpg"); !errors.Is(err, bot.ErrFull) {
		t.Errorf("at the reserve: %v", err)
	}
	again := newMedia(string(m.Folder), nil) // the program is started again
	left = 2 * store.MaxFile
	again.free = m.free
	if again.room() {
		t.Error("there is room in the reserve")
	}
	if again.used != 2002 {
		t.Errorf("%d bytes are counted", again.used)
	}
}
