package world

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"yishi/app"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// Strangers send photos until the disk has no room for more: they are refused, and
// WeChat is answered as before, with a word about photos.
func TestADiskFullOfPhotosStopsNobodyFromTalking(t *testing.T) {
	t.Parallel()
	var photos string // the folder
	s := newScene(t, Options{Free: func(folder string) (int64, bool) {
		photos = folder
		return app.Reserve + store.MaxFile + 6<<20 - sizeOf(t, folder), true
	}})
	who := s.enter(OnWeChat, sample.WangGuihua)
	for i := range 11 {
		photo := append([]byte("\xff\xd8\xff\xe0"), bytes.Repeat([]byte{byte(i)}, 5<<20)...)
		_ = s.webPhone(fmt.Sprint("陌生人", i)).Photo(photo) // refused with a sentence
	}
	if kept := sizeOf(t, photos) >> 20; kept < 5 || kept > 10 {
		t.Errorf("%d MB of photos were kept", kept)
	}
	who.says("报修", "遇到了什么问题")
	who.did("a photo", who.Photo([]byte("\xff\xd8\xff\xe0 a photo")))
	who.sees("要等一等才能收进来")
	who.says("三楼的灯坏了", "哪里")
}

// sizeOf is how many bytes the files of a folder hold.
func sizeOf(t *testing.T, folder string) (bytes int64) {
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Error(err)
	}
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(folder, e.Name())); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}
