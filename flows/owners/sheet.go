package owners

import (
	"strconv"

	"yishi/flows/tally/estate"
	"yishi/store"
)

// A frozen register is kept a second time as what counting needs of it: of each
// part, in the order of their numbers, the area and the number of the person whose
// it is, 0 for a part without a vote. A document is a JSON array of them, of many
// parts, so that a count decodes nothing.

var sheetTable = store.Claim("ownerssheet", "weights of a register of owners")

// sheetParts is how many parts a document of a sheet has.
const sheetParts = 1000

func putSheet(tx store.Tx, register string, w *estate.Weights) {
	for from := 0; from < w.Parts(); from += sheetParts {
		doc := []byte{'['}
		for i := from; i < min(from+sheetParts, w.Parts()); i++ {
			area, person := w.Part(i)
			if i > from {
				doc = append(doc, ',')
			}
			doc = strconv.AppendInt(doc, area, 10)
			doc = strconv.AppendInt(append(doc, ','), int64(max(0, person+1)), 10)
		}
		tx.Put(sheetTable, store.Key(register, from/sheetParts), append(doc, ']'))
	}
}

// Weights is a frozen register as it is counted, part by part in the order of
// their numbers.
func Weights(tx store.Reader, r Register) *estate.Weights {
	w := &estate.Weights{}
	from, to := store.Under(store.Key(r.ID))
	for key, doc := range tx.Scan(sheetTable, from, to) {
		if !addSheet(w, doc) {
			panic(store.Damaged(sheetTable, key, "not pairs of numbers"))
		}
	}
	if w.Parts() != r.Parts {
		panic(store.Damaged(sheetTable, r.ID, "parts are missing"))
	}
	return w
}

// addSheet adds the parts of a document.
func addSheet(w *estate.Weights, doc []byte) bool {
	var area, n int64
	numbers := 0
	for _, c := range doc {
		switch {
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
		case c == ',' || c == ']':
			if numbers++; numbers%2 == 0 {
				w.Add(area, int(n)-1)
			}
			area, n = n, 0
		}
	}
	return numbers%2 == 0
}
