package poll

import (
	"iter"

	"yishi/store"
)

// Ballot is one answer to a poll, under its receipt. It does not say whose it is.
type Ballot struct {
	Poll    string
	Receipt string
	Marks   Marks
	Part    int    // of an owners' vote: the number of the part
	Words   string // of its voter's own, that stand in the list beside the receipt
	Reason  string
}

// BallotTable has the ballots by poll and receipt, sealed as marks.go says.
var BallotTable = store.Claim("ballot", "ballots")

// Key is where a ballot lies.
func (b Ballot) Key() string { return store.Key(b.Poll, b.Receipt) }

// PutBallot keeps a ballot.
func PutBallot(tx store.Tx, b Ballot) { tx.Put(BallotTable, b.Key(), sealBallot(b)) }

// BallotAt is the ballot with a receipt, however that was typed.
func BallotAt(tx store.Reader, p Poll, receipt string) (Ballot, bool) {
	b := Ballot{Poll: p.ID, Receipt: PlainReceipt(receipt)}
	kept := tx.Get(BallotTable, b.Key())
	if kept == nil {
		return b, false
	}
	b.Open(kept, len(p.Options))
	return b, true
}

// Kept yields the receipts of the ballots of a poll, and the ballots as they lie in
// the store, valid until the next step.
func Kept(tx store.Reader, id string) iter.Seq2[string, []byte] {
	from, to := store.Under(store.Key(id))
	return func(yield func(string, []byte) bool) {
		for key, ballot := range tx.Scan(BallotTable, from, to) {
			if !yield(string([]byte(key[len(from):])), ballot) {
				return
			}
		}
	}
}

// Fresh draws a receipt that no other ballot of the poll has.
func Fresh(tx store.Tx, codes Codes, id string) string {
	for {
		code := codes(tx)
		if tx.Get(BallotTable, store.Key(id, code)) == nil {
			return code
		}
	}
}

// BoxedTable marks, while ballots can be changed, those out of the box: their receipts
// were seen by who entered them. It has no person, no time and no order.
var BoxedTable = store.Claim("boxed", "ballots out of the box")

// Boxed reports whether a ballot came out of the box.
func (b Ballot) Boxed(tx store.Reader) bool { return tx.Get(BoxedTable, b.Key()) != nil }

// MarksOf is what was voted in an open poll; of a secret one nobody knows.
func MarksOf(tx store.Reader, p Poll, v Voted) Marks {
	if v.Receipt == "" {
		return nil
	}
	b, _ := BallotAt(tx, p, v.Receipt)
	return b.Marks
}

// WordsLine are the words of a ballot in a line of their own; "" where it bears none.
func (b Ballot) WordsLine() string {
	if b.Words == "" {
		return ""
	}
	return "\n记号：" + b.Words
}

// Code is the receipt of a ballot, with the words beside it.
func (b Ballot) Code() string {
	code := "回执码：" + Receipt(b.Receipt)
	if b.Words != "" {
		code += "，记号：" + b.Words
	}
	return code
}
