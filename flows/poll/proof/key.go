package proof

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Public is the public key that goes with a secret one: what is told wherever
// lists are published.
func Public(secret string) (string, error) {
	if _, err := note.NewSigner(secret); err != nil {
		return "", errors.New("it is no secret key as NewKey makes them") // theirs could show a part of it
	}
	// PRIVATE+KEY+name+hash+key, where the key is a byte for Ed25519 and the seed.
	parts := strings.SplitN(secret, "+", 5)
	kept, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(kept) != 1+ed25519.SeedSize {
		return "", errors.New("it is no secret key of Ed25519")
	}
	pair := ed25519.NewKeyFromSeed(kept[1:])
	return note.NewEd25519VerifierKey(parts[2], pair.Public().(ed25519.PublicKey))
}

// IsPublic reports whether a text is a public key to check a signature with.
func IsPublic(key string) bool {
	_, err := note.NewVerifier(key)
	return err == nil
}
