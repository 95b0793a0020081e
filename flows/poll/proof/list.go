package proof

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// List is the ballots of a poll with its header, as lines under one root: the
// header is record 0 of the tree, the ballots follow.
type List struct {
	Header  Header
	Ballots []Ballot // in order of their receipts
	Result  Result
	Drawn   *Drawn // nil where no lot is needed, or not drawn yet

	lines  []string
	hashes hashes
	root   tlog.Hash
}

// New makes the list of a poll that is closed, and counts it. Whoever published a
// result counted by other means compares.
func New(h Header, ballots []Ballot) (*List, error) {
	switch {
	case h.Format == "" && h.Rule.Seed != "":
		h.Format = FirstFormat
	case h.Format == "":
		h.Format = Format
	}
	if counters[h.Kind] == nil || !h.clear() {
		return nil, fmt.Errorf("proof: poll %s: its kind is not known, or two of its options are alike", h.Poll)
	}
	h.Closed = h.Closed.UTC()
	h = written(h)
	ballots = written(ballots)
	slices.SortFunc(ballots, func(a, b Ballot) int { return strings.Compare(a.Receipt, b.Receipt) })
	for i, b := range ballots {
		if b.Receipt == "" || i > 0 && b.Receipt == ballots[i-1].Receipt {
			return nil, errors.New("proof: each ballot needs a receipt of its own")
		}
	}
	result, err := count(h, ballots, "")
	if err != nil {
		return nil, fmt.Errorf("proof: poll %s: %w", h.Poll, err)
	}
	h.Counted = json.RawMessage(canonical(result.Figures))
	l := &List{Header: h, Ballots: ballots, Result: result, lines: []string{canonical(h)}}
	for _, b := range ballots {
		l.lines = append(l.lines, canonical(b))
	}
	return l, l.plant()
}

// plant grows the tree.
func (l *List) plant() (err error) {
	l.hashes = make(hashes, 0, 2*len(l.lines))
	for i, line := range l.lines {
		more, err := tlog.StoredHashes(int64(i), []byte(line), l.hashes)
		if err != nil {
			return err
		}
		l.hashes = append(l.hashes, more...)
	}
	l.root, err = tlog.TreeHash(int64(len(l.lines)), l.hashes)
	return err
}

// hashes is a tree in memory.
type hashes []tlog.Hash

func (h hashes) ReadHashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, x := range at {
		out[i] = h[x]
	}
	return out, nil
}

// Root is the root of the tree as it is published.
func (l *List) Root() string { return l.root.String() }

// Find is the place of a ballot in the list.
func (l *List) Find(receipt string) (int, bool) {
	return slices.BinarySearchFunc(l.Ballots, receipt, func(b Ballot, r string) int { return strings.Compare(b.Receipt, r) })
}

// Inclusion is the proof that a ballot is under a root: enough for one who has
// neither the list nor the other ballots.
type Inclusion struct {
	Ballot Ballot           `json:"ballot"`
	At     int              `json:"at"` // among the records; the header is 0
	Of     int              `json:"of"`
	Path   tlog.RecordProof `json:"path"`
}

// Prove proves that the ballot of a receipt is in the list.
func (l *List) Prove(receipt string) (Inclusion, error) {
	i, ok := l.Find(receipt)
	if !ok {
		return Inclusion{}, errors.New("proof: there is no ballot with that receipt")
	}
	path, err := tlog.ProveRecord(int64(len(l.lines)), int64(i+1), l.hashes)
	return Inclusion{Ballot: l.Ballots[i], At: i + 1, Of: len(l.lines), Path: path}, err
}

// Under reports whether the ballot is under a root.
func (p Inclusion) Under(root string) bool {
	hash, err := tlog.ParseHash(root)
	if err != nil || p.At < 1 || p.At >= p.Of {
		return false
	}
	record := tlog.RecordHash([]byte(canonical(p.Ballot)))
	return tlog.CheckRecord(p.Path, int64(p.Of), hash, int64(p.At), record) == nil
}
