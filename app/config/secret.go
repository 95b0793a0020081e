package config

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"yishi/store"
)

// signing is a secret that the program made for itself. It lies in the store, so
// that it goes where the store goes: who is known in the web chat still is, after a
// backup was restored on another machine.
type signing struct {
	Name   string `json:"name"`
	Secret string `json:"secret"`
}

var signings = store.NewTable("signing", func(s *signing) string { return s.Name })

// SessionSecret signs the sessions of the web chat. If the configuration names
// none it is made once and kept.
func (c Config) SessionSecret(ctx context.Context, db store.Store) ([]byte, error) {
	if c.Secret != "" {
		return []byte(c.Secret), nil
	}
	var kept signing
	read := func(tx store.Reader) error {
		kept, _ = signings.Get(tx, "web")
		return nil
	}
	if err := db.View(ctx, read); err != nil || kept.Secret != "" {
		return []byte(kept.Secret), err
	}
	made, err := c.earlierSecret()
	if err != nil {
		return nil, err
	}
	err = db.Update(ctx, func(tx store.Tx) error {
		signings.Put(tx, signing{Name: "web", Secret: made})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("the secret of the web chat cannot be kept: %w", err)
	}
	return []byte(made), nil
}

// earlierSecret is the one in a file beside the store, where earlier versions kept
// it, or a new one.
func (c Config) earlierSecret() (string, error) {
	path := c.Beside(".secret")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return rand.Text() + rand.Text(), nil
	}
	if err != nil {
		return "", fmt.Errorf("the secret of the web chat cannot be read: %w", err)
	}
	secret := strings.TrimSpace(string(data))
	if len(secret) < 16 {
		return "", fmt.Errorf("%s holds no secret: remove it and a new one is made (people then begin anew in the web chat)", path)
	}
	return secret, nil
}
