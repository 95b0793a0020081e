package storetest

import "syscall"

// roomy reports whether a folder takes the stores of tests that run beside each other. A
// container may have been given very little.
func roomy(path string) bool {
	const enough = 512 << 20
	var s syscall.Statfs_t
	return syscall.Statfs(path, &s) == nil && s.Bavail*uint64(s.Bsize) >= enough
}
