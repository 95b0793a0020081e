package bolt

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"yishi/store"
)

// mapSize is the address space reserved for the file. As long as the file fits
// in, the writer never waits for readers to leave so that it can be mapped
// anew. It costs no memory: only pages that are read are resident. On Windows
// the file itself would grow to it.
const mapSize = 1 << 30

// Open opens the file at path and reads all of it once to see that it is whole.
func Open(path string, opts Options) (*Store, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Timeout == 0 {
		opts.Timeout = time.Second
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if err := present(path, opts.Create); err != nil {
		return nil, advised(err)
	}
	err := locked(path, opts.Timeout, func(f *os.File) error { return verifyFile(context.Background(), f, path) })
	if err != nil {
		return nil, advised(err)
	}
	db, err := open(path, opts.Timeout)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(aside(path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		db.Close()
		return nil, err
	}
	removeCopies(path)
	s := &Store{
		path: path, now: opts.Now, log: opts.Log,
		queue: make(chan *call, maxBatch), stopped: make(chan struct{}),
	}
	s.db.Store(db)
	go s.work()
	return s, nil
}

// present sees to it that there is a file with something in it.
func present(path string, create bool) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist) && create:
		return initialise(path)
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no store at %s: check the path, or put a backup there with yishi restore FILE", path)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder: give the store the name of a file", path)
	case info.Size() == 0:
		return damaged(path, errors.New("it is empty (0 bytes), which no store ever is; if there was none before, remove it to begin anew"))
	}
	return nil
}

// open opens for writing a file that was found to be whole.
func open(path string, timeout time.Duration) (*bbolt.DB, error) {
	db, _, err := guardedOpen(path, timeout, false)
	return db, err
}

// locked has a look at a file while no other process writes to it. bbolt, which has
// the lock, reads nothing but the header for that.
func locked(path string, timeout time.Duration, look func(*os.File) error) error {
	db, file, err := guardedOpen(path, timeout, true)
	switch {
	case file == nil || errors.Is(err, ErrInUse):
		return err
	case err == nil:
		return errors.Join(look(file), db.Close())
	}
	if file, seen := os.Open(path); seen == nil {
		defer file.Close()
		if _, why := headerOf(file, path); why != nil {
			return why
		}
	}
	return err
}

// ErrInUse: another process has the file.
var ErrInUse = errors.New("in use by another process")

// still reports whether the open file is the one at path. Who waited for its lock
// may have got it because Compact put another file there.
func still(file *os.File, path string) bool {
	ours, err := file.Stat()
	there, err2 := os.Stat(path)
	return err == nil && err2 == nil && os.SameFile(ours, there)
}

// guardedOpen is bbolt.Open with its panics turned into errors. After a panic
// the mapping of the file, and with it the lock, stay until the process ends.
func guardedOpen(path string, timeout time.Duration, readOnly bool) (db *bbolt.DB, file *os.File, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			db, err = nil, fmt.Errorf("%s cannot be opened: %v", path, p)
		}
	}()
	opts := &bbolt.Options{
		Timeout: timeout, ReadOnly: readOnly, FreelistType: bbolt.FreelistMapType, NoStatistics: true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
			file = f
			return f, err
		},
	}
	if runtime.GOOS != "windows" && !readOnly {
		opts.InitialMmapSize = mapSize
	}
	db, err = bbolt.Open(path, 0o600, opts)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		err = fmt.Errorf("%s is %w: stop that one first", path, ErrInUse)
	case err != nil:
		err = fmt.Errorf("%s cannot be opened: %w", path, err)
	case !still(file, path):
		db.Close()
		return nil, file, fmt.Errorf("%s is %w: stop that one first", path, ErrInUse)
	}
	return db, file, err
}

// initialise makes a new file aside and moves it into place when it is whole,
// so that a power cut leaves a store or nothing.
func initialise(path string) error {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".new-store-")
	if err != nil {
		return fmt.Errorf("cannot make a store at %s: %w", path, err)
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, filepath.Base(path))
	db, err := bbolt.Open(fresh, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return fmt.Errorf("cannot make a store at %s: %w", path, err)
	}
	err = errors.Join(db.Update(writeFormat), db.Close())
	if err != nil {
		return fmt.Errorf("cannot make a store at %s: %w", path, err)
	}
	// A link, unlike a rename, leaves alone a store that another process made meanwhile.
	if err := os.Link(fresh, path); err != nil && !errors.Is(err, os.ErrExist) {
		if err := os.Rename(fresh, path); err != nil {
			return err
		}
	}
	return store.SyncFolder(filepath.Dir(path))
}
