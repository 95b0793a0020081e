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
		return nil, err
	}
	db, err := open(path, opts.Timeout, false)
	if err != nil {
		return nil, err
	}
	if err := verify(context.Background(), db, path); err != nil {
		db.Close()
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
		return fmt.Errorf("there is no store at %s: check the path, or restore a backup with yishi restore", path)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder: give the store the name of a file", path)
	case info.Size() == 0:
		return fmt.Errorf("%w: %s is empty (0 bytes), which no store ever is: restore a backup with yishi restore, or remove the file to begin anew", store.ErrDamaged, path)
	}
	return nil
}

// open opens the file with bbolt, which panics on some damaged files, and then
// looks at the header for what bbolt passes over in silence. The header is read
// under bbolt's lock, so that no other process is writing it.
func open(path string, timeout time.Duration, readOnly bool) (*bbolt.DB, error) {
	db, file, err := guardedOpen(path, timeout, readOnly)
	inUse := fmt.Errorf("%s is in use by another process: stop that one first", path)
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, inUse
	}
	if file == nil {
		return nil, err
	}
	if db != nil && !still(file, path) {
		db.Close()
		return nil, inUse
	}
	if broken := inspect(path); broken != nil {
		err = broken
	}
	if err == nil {
		return db, nil
	}
	if db != nil {
		db.Close()
	} else {
		file.Close()
	}
	if errors.Is(err, store.ErrDamaged) {
		return nil, err
	}
	return nil, damaged(path, err)
}

// still says whether the open file is the one at path. Who waited for its lock
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
			db, err = nil, fmt.Errorf("%v", p)
		}
	}()
	opts := &bbolt.Options{
		Timeout: timeout, ReadOnly: readOnly, PreLoadFreelist: true,
		FreelistType: bbolt.FreelistMapType, NoStatistics: true,
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
	return syncFolder(filepath.Dir(path))
}
