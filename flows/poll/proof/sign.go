package proof

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// NewKey makes a pair of keys in the notation of signed notes
// (https://pkg.go.dev/golang.org/x/mod/sumdb/note): secret signs, public is for
// everybody. name says whose they are, without blanks and plus signs.
func NewKey(name string) (secret, public string, err error) {
	return note.GenerateKey(rand.Reader, name)
}

// head is what is signed: which poll, how many ballots, which root, and with which
// number its lot was drawn and what came of it.
func (l *List) head() string {
	head := fmt.Sprintf("%s\npoll %s\n%d\n%s\n", l.Header.Format, l.Header.Poll, len(l.Ballots), l.Root())
	if l.Drawn != nil {
		head += "draw " + l.Header.Rule.Draw + " " + l.Drawn.Number + " " + hashOf(string(l.Drawn.Counted)) + "\n"
	}
	return head
}

// signedBy reports whether signed is the head of this list under a public key.
func (l *List) signedBy(signed, public string) bool {
	verifier, err := note.NewVerifier(public)
	if err != nil || !strings.HasPrefix(public, fmt.Sprintf("%s+%08x+", verifier.Name(), verifier.KeyHash())) {
		return false // a hash may be written in capitals, too
	}
	n, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil || n.Text != l.head() || len(n.Sigs) != 1 {
		return false
	}
	// Written again it has to be the same: base64 has bits that say nothing.
	sig := n.Sigs[0]
	raw, _ := base64.StdEncoding.DecodeString(sig.Base64)
	return signed == n.Text+"\n— "+sig.Name+" "+base64.StdEncoding.EncodeToString(raw)+"\n"
}
