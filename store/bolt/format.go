package bolt

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
)

// The file has one bucket for each table, named as the table, and this one,
// whose sequence is Tx.Seq and which says how the records are written.
var (
	metaBucket = []byte("\x00yishi")
	formatKey  = []byte("format")
)

const format = "1"

var errForeign = errors.New("not a store of this program")

func writeFormat(tx *bbolt.Tx) error {
	b, err := tx.CreateBucket(metaBucket)
	if err != nil {
		return err
	}
	return b.Put(formatKey, []byte(format))
}

// checkFormat looks at an entry of the first table.
func checkFormat(key, value []byte) error {
	if string(key) != string(formatKey) || string(value) != format {
		return fmt.Errorf("%w: its format is %q, not %q", errForeign, value, format)
	}
	return nil
}
