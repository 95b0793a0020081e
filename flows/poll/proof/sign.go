package proof

import (
	"crypto/rand"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// NewKey makes a pair of keys in the notation of signed notes
// (https://pkg.go.dev/golang.org/x/mod/sumdb/note): secret signs, public is for
// everybody. name says whose they are, without blanks and plus signs.
func NewKey(name string) (secret, public string, err error) {
	return note.GenerateKey(rand.Reader, name)
}

// head is what is signed: which poll, how many ballots, which root.
func (l *List) head() string {
	return fmt.Sprintf("%s\npoll %s\n%d\n%s\n", Format, l.Header.Poll, len(l.Ballots), l.Root())
}

// sign is the signed head, or "" without a key.
func (l *List) sign(secret string) (string, error) {
	if secret == "" {
		return "", nil
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: l.head()}, signer)
	return string(signed), err
}

// signedBy says whether signed is the head of this list under a public key.
func (l *List) signedBy(signed, public string) bool {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return false
	}
	n, err := note.Open([]byte(signed), note.VerifierList(verifier))
	return err == nil && n.Text == l.head()
}
