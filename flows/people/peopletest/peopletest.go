// Package peopletest has what tests of who somebody is share.
package peopletest

import (
	"strconv"

	"yishi/store"
)

// Codes are the same every time: 100001, 100002, …
func Codes(tx store.Tx) string { return strconv.FormatUint(100_000+store.Next(tx, "test code"), 10) }
