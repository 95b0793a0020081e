package bench

import (
	"os"
	"path/filepath"
	"runtime/pprof"
)

// profiled runs do and leaves profiles of it in a folder: cpu.pprof of do alone,
// allocs.pprof since the start. Without a folder it only runs.
func profiled(dir string, do func() error) error {
	if dir == "" {
		return do()
	}
	cpu, err := os.Create(filepath.Join(dir, "cpu.pprof"))
	if err != nil {
		return err
	}
	defer cpu.Close()
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return err
	}
	err = do()
	pprof.StopCPUProfile()
	if err != nil {
		return err
	}
	allocs, err := os.Create(filepath.Join(dir, "allocs.pprof"))
	if err != nil {
		return err
	}
	defer allocs.Close()
	return pprof.Lookup("allocs").WriteTo(allocs, 0)
}
