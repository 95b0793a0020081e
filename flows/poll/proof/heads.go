package proof

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"yishi/flows/tally"
)

// Head is what is told of the ballots while they are still cast, every hour, and once
// more at the closing: when, how many, and a root that says nothing to anybody. Each
// head has the mark of the one before in it, so who noted one of them has noted all
// before it: nothing can be added afterwards to an hour that is over.
type Head struct {
	At      time.Time `json:"at"`
	Ballots int       `json:"ballots"`
	Struck  int       `json:"struck,omitempty"` // ballots that were taken out again, since the opening
	Root    string    `json:"root"`
}

// NewHead is the head of the ballots that there are. Every leaf has a salt that is made
// of the key and the receipt; without the key no ballot can be guessed, however few
// there are, nor is it seen whether one was changed: each head has a key of its own.
func NewHead(at time.Time, struck int, key string, ballots []Ballot) (Head, error) {
	ballots = cast(ballots)
	root, err := blindRoot(key, ballots)
	return Head{At: at.UTC().Truncate(time.Second), Ballots: len(ballots), Struck: struck, Root: root}, err
}

// cast are the ballots that somebody gave, in the order of their receipts, without what
// they weigh: of owners some lines stand for parts of which no ballot came.
func cast(ballots []Ballot) []Ballot {
	ballots = slices.DeleteFunc(slices.Clone(ballots), func(b Ballot) bool {
		c, word := choices[b.Ballot]
		return word && (c == tally.Silent || c == tally.NotDelivered)
	})
	slices.SortFunc(ballots, func(a, b Ballot) int { return strings.Compare(a.Receipt, b.Receipt) })
	for i := range ballots {
		ballots[i].Part = nil
	}
	return ballots
}

// HeadKey is the key of one head, made of a secret of the poll: told, it opens that head
// and no other.
func HeadKey(secret string, at time.Time) string {
	return salt(secret, at.UTC().Format(time.RFC3339))
}

func salt(key, of string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(of))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// blindRoot is the root of the tree of ballots, each behind its salt. Record 0 is a salt
// alone, so that a head of no ballots is like any other.
func blindRoot(key string, ballots []Ballot) (string, error) {
	tree := &List{lines: []string{salt(key, "")}}
	for _, b := range ballots {
		tree.lines = append(tree.lines, salt(key, b.Receipt)+" "+canonical(b))
	}
	err := tree.plant()
	return tree.Root(), err
}

// Text is what is signed of a head. before is the mark of the head before; "" of the first.
func (h Head) Text(poll, before string) string {
	if before == "" {
		before = "-"
	}
	return fmt.Sprintf("yishi head 1\npoll %s\n%s\n%d %d\n%s\n%s\n", poll, h.At.UTC().Format(time.RFC3339), h.Ballots, h.Struck, h.Root, before)
}

// Fingerprint is what people note of a head: it has all in it that the head says, and all heads
// before.
func (h Head) Fingerprint(poll, before string) string {
	return tlog.RecordHash([]byte(h.Text(poll, before))).String()
}

// Sign signs a text as lists are signed; "" without a key.
func Sign(text, secret string) (string, error) {
	if secret == "" {
		return "", nil
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	return string(signed), err
}

// marks are the marks of all heads of a list.
func (h *Header) marks() (marks []string) {
	before := ""
	for _, head := range h.Heads {
		before = head.Fingerprint(h.Poll, before)
		marks = append(marks, before)
	}
	return marks
}

// heads looks whether the ballots can have come as the heads say: one after the other,
// never fewer but by those struck, and at the closing exactly those of the list.
func (c *checking) heads(noted string) {
	h := &c.List.Header
	if noted != "" && !slices.Contains(h.marks(), noted) {
		c.find(Unheard, 0)
	}
	if len(h.Heads) == 0 {
		return // of before there were any
	}
	ok := true
	for i, head := range h.Heads[1:] {
		was := h.Heads[i]
		ok = ok && head.At.After(was.At) && head.Struck >= was.Struck && head.Ballots+head.Struck >= was.Ballots+was.Struck
	}
	last, given := h.Heads[len(h.Heads)-1], cast(c.List.Ballots)
	root, err := blindRoot(h.HeadKey, given)
	if !ok || err != nil || last.At.Before(h.Closed) || last.Ballots != len(given) || last.Root != root {
		c.find(Headless, 0)
	}
}
