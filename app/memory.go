package app

import (
	"os"
	"runtime/debug"
)

// SpareHeap lets the heap grow to five times what is alive before it is
// collected. What is alive is a few megabytes, the store being a mapped file, so
// with Go's own setting a busy program would collect some fifty times a second,
// a quarter of its work; this way it takes some tens of megabytes more while it
// is busy. What is more than enough for that is not spared: a large file is read
// in little more than what of it is alive. Who sets GOGC or GOMEMLIMIT decides
// otherwise.
func SpareHeap() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enoughHeap)
	}
}

const enoughHeap = 300 << 20
