//go:build !linux

package app

// freeSpace is not known where we have not learned to ask.
func freeSpace(string) (bytes int64, known bool) { return 0, false }
