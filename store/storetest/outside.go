package storetest

import (
	"runtime"
	"strings"
	"testing"
)

// Outside fails the test if it is called from inside a function that was given to
// View or Update: nothing there waits for a network, a disk or a machine, as all
// others wait for it. Doubles of what is slow call it first.
func Outside(t testing.TB, what string) {
	t.Helper()
	pcs := make([]uintptr, 256)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for f, more := frames.Next(); ; f, more = frames.Next() {
		for _, inside := range []string{"store/bolt.(*Store).View", "store/bolt.(*Store).run"} {
			if strings.HasSuffix(f.Function, inside) {
				t.Errorf("%s inside a transaction", what)
				return
			}
		}
		if !more {
			return
		}
	}
}
