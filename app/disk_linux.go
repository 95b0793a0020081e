package app

import "syscall"

// freeSpace is what a program may still write to the disk of a folder.
func freeSpace(path string) (bytes int64, known bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * s.Bsize, true
}
