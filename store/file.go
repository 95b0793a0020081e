package store

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// PlaceFile lets fill write a file that gets its name only when it is whole and
// durable. Until then there is nothing at the path, or what was there before. The
// file can be read by its owner alone.
func PlaceFile(path string, fill func(*os.File) error) error {
	if behind, err := filepath.EvalSymlinks(path); err == nil { // a link stays one
		path = behind
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no file: give another name", path)
	}
	return place(filepath.Dir(path), func(f *os.File) (string, error) { return filepath.Base(path), fill(f) })
}

// place makes a file in a folder, of which fill tells the name.
func place(folder string, fill func(*os.File) (name string, err error)) error {
	f, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	name, err := fill(f)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), filepath.Join(folder, name)); err != nil {
		return err
	}
	return SyncFolder(folder)
}

// SyncFolder makes the names in a folder durable, where the system can.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
