package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// sessionSecret signs the sessions of the web chat. If the configuration names
// none it is made once and kept beside the store, so that people stay who they
// are when the program starts again.
func (c Config) sessionSecret() ([]byte, error) {
	if c.Secret != "" {
		return []byte(c.Secret), nil
	}
	path := c.beside(".secret")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSecret(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the secret of the web chat cannot be read: %w", err)
	}
	secret := strings.TrimSpace(string(data))
	if len(secret) < 16 {
		return nil, fmt.Errorf("%s holds no secret: remove it and a new one is made (people then begin anew in the web chat)", path)
	}
	return []byte(secret), nil
}

func makeSecret(path string) ([]byte, error) {
	secret := rand.Text() + rand.Text()
	err := placeFile(path, func(f *os.File) error {
		_, err := f.WriteString(secret + "\n")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("the secret of the web chat cannot be kept: %w", err)
	}
	return []byte(secret), nil
}
