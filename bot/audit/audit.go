// Package audit is the log of what staff did and people agreed to, chained by hashes so
// that no act can be changed or taken out unseen.
package audit

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"yishi/store"
)

// Act is one entry of the log of what staff did and people agreed to. Each
// carries the hash of the one before, so that none can be changed or taken out
// unseen. It names people by id only.
type Act struct {
	N      uint64    `json:"n"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Action string    `json:"action"`
	Place  string    `json:"place,omitempty"`
	Detail string    `json:"detail,omitempty"`
	Before string    `json:"before,omitempty"`
	Hash   string    `json:"hash"`
}

var acts = store.NewTable("act",
	func(a *Act) string { return store.Key(a.N) },
	store.Index[Act]{Name: "on", Keys: onKeys},
	store.Index[Act]{Name: "at", Keys: func(a *Act) []string { return []string{store.Key(a.At)} }},
)

// onKeys are the words of what an act was about, among them the ids of people.
func onKeys(a *Act) []string {
	words := strings.Fields(a.Detail)
	slices.Sort(words)
	words = slices.Compact(words)
	for i, w := range words {
		words[i] = store.Key(w, a.N)
	}
	return words
}

// head is the end of the log, so that its last acts cannot be cut off unseen.
type head struct {
	N    uint64 `json:"n"`
	Hash string `json:"hash"`
}

var heads = store.NewTable("acthead", func(*head) string { return "last" })

// Log adds an act. Detail holds ids and words of the program, never names,
// numbers or sentences of people.
func Log(tx store.Tx, by, action, place, detail string) {
	last, _ := heads.Get(tx, "last")
	a := Act{N: last.N + 1, At: tx.Now(), By: by, Action: action, Place: place, Detail: detail, Before: last.Hash}
	a.Hash = a.sum()
	acts.Put(tx, a)
	heads.Put(tx, head{a.N, a.Hash})
}

func (a Act) sum() string {
	sum := sha256.Sum256([]byte(store.Key(a.N, a.At, a.By, a.Action, a.Place, a.Detail, a.Before)))
	return hex.EncodeToString(sum[:])
}

// Acts yields the acts with from <= At < to, the oldest first.
func Acts(tx store.Reader, from, to time.Time) iter.Seq[Act] {
	return func(yield func(Act) bool) {
		for key := range acts.Between(tx, "at", store.Key(from), store.Key(to)) {
			if a, ok := acts.Get(tx, key); ok && !yield(a) {
				return
			}
		}
	}
}

// On yields the acts in whose details one of some ids stands, the newest first.
func On(tx store.Reader, ids []string) iter.Seq[Act] {
	var found []Act
	for _, id := range ids {
		found = slices.AppendSeq(found, acts.By(tx, "on", store.Key(id)))
	}
	slices.SortFunc(found, func(a, b Act) int { return cmp.Compare(b.N, a.N) })
	return slices.Values(slices.CompactFunc(found, func(a, b Act) bool { return a.N == b.N }))
}

// Newest yields all acts, the newest first.
func Newest(tx store.Reader) iter.Seq[Act] { return acts.Back(tx, "", "") }

// Operators is who acts by the command line.
const Operators = "command line"

// Verify reads the log from the beginning and reports the first act that is
// not what was written, or is missing.
func Verify(tx store.Reader) error {
	var last head
	for a := range acts.All(tx) {
		if a.N != last.N+1 {
			return fmt.Errorf("audit log: %w: act %d is missing", store.ErrDamaged, last.N+1)
		}
		if a.Before != last.Hash || a.Hash != a.sum() {
			return fmt.Errorf("audit log: %w: act %d was changed", store.ErrDamaged, a.N)
		}
		last = head{a.N, a.Hash}
	}
	if end, _ := heads.Get(tx, "last"); end != last {
		return fmt.Errorf("audit log: %w: acts after %d are missing", store.ErrDamaged, last.N)
	}
	return nil
}
