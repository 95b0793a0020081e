package storetest

import (
	"os"
	"testing"
)

// Memory is a folder for the store of a test: in memory, where the system keeps one there
// with room enough, so that what is not about disks does not wait for one at each commit.
func Memory(t testing.TB) string {
	t.Helper()
	const shared = "/dev/shm"
	if !roomy(shared) {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(shared, "yishi-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}
