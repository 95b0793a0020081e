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
	err = place(string(f), func(file *os.File) (string, error) {
		sum, err := fill(file, r)
		if name = sum; ext != "" {
			name += "." + ext
		}
		return name, err
	})
	if err != nil {
		return "", err
	}
	return name, nil
}

// fill copies r to a file and returns its checksum.
func fill(file io.Writer, r io.Reader) (sum string, err error) {
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(file, hash), io.LimitReader(r, MaxFile+1))
	if err != nil {
		return "", err
	}
	if n > MaxFile {
		return "", ErrTooLarge
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// Open opens a file that Save has named; anything else does not exist.
func (f Folder) Open(name string) (io.ReadCloser, error) {
	if !fileName.MatchString(name) {
		return nil, fmt.Errorf("%w: not a name of a file here", fs.ErrNotExist)
	}
	return os.Open(filepath.Join(string(f), name))
}

// Remove deletes a file that Save has named, for good.
func (f Folder) Remove(name string) error {
	if !fileName.MatchString(name) {
		return fmt.Errorf("%w: not a name of a file here", fs.ErrNotExist)
	}
	if err := os.Remove(filepath.Join(string(f), name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
