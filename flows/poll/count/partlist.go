package count

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
	"yishi/store"
)

// listed are the lines of the list of an owners' vote: one for each part with a
// vote. A part without a ballot stands under a receipt, and parts of one owner share
// a mark, that are made of the poll's salt, which nobody is told: the list says that
// they are one, not whose they are.
func (e parts) listed(tx store.Reader) ([]proof.Ballot, error) {
	p := e.Poll
	ballots := readParts(tx, p)
	receipts, words := make([]string, ballots.weights.Parts()), make([]string, ballots.weights.Parts())
	from, to := store.Under(store.Key(p.ID))
	for key, kept := range tx.Scan(poll.BallotTable, from, to) {
		at := poll.PartIn(kept) - 1
		receipts[at], words[at] = strings.Clone(key[len(from):]), poll.WordsIn(kept)
	}
	several := severalParts(ballots.weights)
	var lines []proof.Ballot
	for i, receipt := range receipts {
		area, person := ballots.weights.Part(i)
		if !ballots.weights.Counts(i) {
			continue
		}
		line := proof.Ballot{Receipt: receipt, Ballot: ballots.said(i), Part: &proof.Part{Area: area}, Words: words[i]}
		if receipt == "" {
			line.Receipt = blind(p, "part", i, 12)
		}
		if several[person] {
			line.Part.Owner = blind(p, "owner", person, 8)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// severalParts says of each person whether they have more than one part.
func severalParts(w *estate.Weights) []bool {
	seen, several := make([]bool, w.All().Persons), make([]bool, w.All().Persons)
	for i := range w.Parts() {
		if _, person := w.Part(i); w.Counts(i) {
			several[person] = seen[person]
			seen[person] = true
		}
	}
	return several
}

// said is what the list says of a part.
func (b *partBallots) said(part int) string {
	words := make([]string, len(b.made))
	for i, made := range b.made {
		words[i] = proof.Word(made[part])
		if made[part] == tally.Silent || made[part] == tally.NotDelivered {
			return words[i] // of all items alike
		}
	}
	return strings.Join(words, ",")
}

var letters = base32.NewEncoding("ABCDEFGHJKMNPQRSTUVWXYZ123456789").WithPadding(base32.NoPadding)

// blind is a name for something of which the list is not to tell the name.
func blind(p poll.Poll, what string, n, length int) string {
	mac := hmac.New(sha256.New, []byte(p.Salt))
	mac.Write([]byte(what + " " + strconv.Itoa(n)))
	return letters.EncodeToString(mac.Sum(nil))[:length]
}
