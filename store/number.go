package store

import "strconv"

// Next counts: 1, 2, 3 … for each name, for numbers that people are told.
func Next(tx Tx, name string) uint64 {
	var n uint64
	if data := tx.Get("number", name); data != nil {
		var err error
		if n, err = strconv.ParseUint(string(data), 10, 64); err != nil {
			panic(Damaged("number", name, err))
		}
	}
	n++
	tx.Put("number", name, strconv.AppendUint(nil, n, 10))
	return n
}
