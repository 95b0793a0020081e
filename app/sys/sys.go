// Package sys is what the program asks of the system beside its store: files that
// are whole or not there, and what the system said when something failed.
package sys

import "errors"

// Cause is the innermost error: what the system said, without the names of calls.
func Cause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
