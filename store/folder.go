package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
)

// Folder keeps photos and voices as files, each under a name made from its
// content, so that the same file sent twice is kept once. Files are never
// changed.
type Folder string

// MaxFile is the most bytes a file in a Folder may have.
const MaxFile = 12 << 20

var (
	// ErrTooLarge: the file has more than MaxFile bytes.
	ErrTooLarge = errors.New("file is larger than 12 MB")

	fileName   = regexp.MustCompile(`^[0-9a-f]{64}(\.[a-z0-9]{1,8})?$`)
	fileEnding = regexp.MustCompile(`^[a-z0-9]{0,8}$`)
)

// Save keeps what r gives and returns its name. When it returns, the file is
// durable.
func (f Folder) Save(r io.Reader, ext string) (name string, err error) {
	if !fileEnding.MatchString(ext) {
		return "", fmt.Errorf("%q is not a file ending", ext)
	}
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return "", err
	}
	tmp, err := os.CreateTemp(string(f), ".new-*")
	if err != nil {
		return "", err
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	sum, err := fill(tmp, r)
	if err != nil {
		return "", err
	}
	if name = sum; ext != "" {
		name += "." + ext
	}
	return name, f.keep(tmp, name)
}

// fill copies r to a file, makes it durable and returns its checksum.
func fill(tmp *os.File, r io.Reader) (sum string, err error) {
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(tmp, hash), io.LimitReader(r, MaxFile+1))
	if err != nil {
		return "", err
	}
	if n > MaxFile {
		return "", ErrTooLarge
	}
	return hex.EncodeToString(hash.Sum(nil)), tmp.Sync()
}

// keep gives a written file its name and makes the name durable.
func (f Folder) keep(tmp *os.File, name string) error {
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), filepath.Join(string(f), name)); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // has no way to sync a folder
		return nil
	}
	dir, err := os.Open(string(f))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// Open opens a file that Save has named; anything else does not exist.
func (f Folder) Open(name string) (io.ReadCloser, error) {
	if !fileName.MatchString(name) {
		return nil, fmt.Errorf("%w: not a name of a file here", fs.ErrNotExist)
	}
	return os.Open(filepath.Join(string(f), name))
}
