//go:build !linux

package bench

import (
	"os"
	"time"
)

// Where the system does not tell us, the figures stay 0 or unknown.

func cpuUsed() time.Duration { return 0 }

func cpuOfAll() time.Duration { return 0 }

func syncData(f *os.File) error { return f.Sync() }

func memoryOf(string) (all, own int) { return 0, 0 }

func cpuModel() string { return "unknown" }

func loadNow() string { return "unknown" }

func diskOf(dir string) string { return dir }
