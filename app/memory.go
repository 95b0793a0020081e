package app

import (
	"os"
	"runtime/debug"
)

// SpareHeap lets the heap grow to five times what is alive before it is
// collected. What is alive is a few megabytes, the store being a mapped file, so
// with Go's own setting a busy program would collect some fifty times a second,
// a quarter of its work; this way it takes some tens of megabytes more while it
// is busy. Who sets GOGC decides otherwise.
func SpareHeap() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}
