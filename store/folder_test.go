package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func TestFolderKeepsEachContentOnce(t *testing.T) {
	f := Folder(filepath.Join(t.TempDir(), "media", "new")) // made by the first Save
	names := map[string]bool{}
	for range 2 {
		name, err := f.Save(iotest.HalfReader(strings.NewReader("路灯的照片")), "jpg")
		if err != nil {
			t.Fatal(err)
		}
		names[name] = true
		file, err := f.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := io.ReadAll(file)
		file.Close()
		if string(got) != "路灯的照片" || !strings.HasSuffix(name, ".jpg") {
			t.Errorf("%s holds %s", name, got)
		}
	}
	other, err := f.Save(strings.NewReader("另一张"), "")
	if err != nil || strings.Contains(other, ".") {
		t.Errorf("without an ending: %s, %v", other, err)
	}
	names[other] = true
	if left := list(t, f); len(left) != 2 || len(names) != 2 {
		t.Errorf("kept %q under %v", left, names)
	}
}

func TestFolderKeepsNoHalfFile(t *testing.T) {
	f := Folder(t.TempDir())
	for name, c := range map[string]struct {
		r    io.Reader
		want error
	}{
		"too large":  {bytes.NewReader(make([]byte, MaxFile+1)), ErrTooLarge},
		"broken off": {io.MultiReader(strings.NewReader("half"), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
	} {
		if _, err := f.Save(c.r, "jpg"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := list(t, f); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	if _, err := f.Save(bytes.NewReader(make([]byte, MaxFile)), "jpg"); err != nil {
		t.Errorf("a file of just 12 MB: %v", err)
	}
}

func TestFolderOpensOnlyWhatItHasNamed(t *testing.T) {
	outer := t.TempDir()
	f := Folder(filepath.Join(outer, "media"))
	name, err := f.Save(strings.NewReader("照片"), "jpg")
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(outer, "secret"), []byte("token"), 0o600)
	os.WriteFile(filepath.Join(string(f), "notes.txt"), []byte("notes"), 0o600)
	os.WriteFile(filepath.Join(outer, name), []byte("outside"), 0o600)
	for _, bad := range []string{
		"", ".", "..", "../secret", "notes.txt", "../" + name, "./" + name, "/" + name, name + "/..", name + "\n",
		strings.ToUpper(name), name + ".exe", filepath.Join(string(f), name), strings.Repeat("0", 64) + ".jpg",
	} {
		if file, err := f.Open(bad); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%q): %v, %v", bad, file, err)
		}
	}
	for _, ending := range []string{".jpg", "j/pg", "../x", "JPG", "照片", "toolongending"} {
		if name, err := f.Save(strings.NewReader("x"), ending); err == nil {
			t.Errorf("Save with the ending %q gave %s", ending, name)
		}
	}
}

func list(t *testing.T, f Folder) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(string(f))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
