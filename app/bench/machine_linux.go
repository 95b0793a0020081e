package bench

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// cpuUsed is the processor time of this process, all its threads together.
func cpuUsed() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func syncData(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }

// memoryOf is the memory of a process in kB: all of it, and without pages of
// files, which the system takes back when it likes.
func memoryOf(pid string) (all, own int) {
	status, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(status)) {
		fmt.Sscanf(line, "VmRSS: %d kB", &all)
		fmt.Sscanf(line, "RssAnon: %d kB", &own)
	}
	return all, own
}

func cpuModel() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, ok := strings.CutPrefix(lines.Text(), "model name"); ok {
			return strings.TrimLeft(name, "\t: ")
		}
	}
	return "unknown"
}

func loadNow() string {
	load, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(load), " ")
	return first
}

// diskOf names what the folder lies on: the device and file system of the mount
// with the longest matching path.
func diskOf(dir string) string {
	mounts, _ := os.ReadFile("/proc/self/mounts")
	best, found := "", "unknown"
	for line := range strings.Lines(string(mounts)) {
		f := strings.Fields(line)
		if len(f) < 3 || len(f[1]) < len(best) || dir != f[1] && !strings.HasPrefix(dir, strings.TrimSuffix(f[1], "/")+"/") {
			continue
		}
		best, found = f[1], f[0]+" "+f[2]
	}
	if strings.HasSuffix(found, " tmpfs") {
		found += " (no disk: the figures mean nothing; give --dir)"
	}
	return found
}

// cpuOfAll is the processor time of everything on the machine.
func cpuOfAll() time.Duration {
	stat, _ := os.ReadFile("/proc/stat")
	var user, nice, system, idle, wait, irq, soft, steal int64
	fmt.Sscanf(string(stat), "cpu %d %d %d %d %d %d %d %d", &user, &nice, &system, &idle, &wait, &irq, &soft, &steal)
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux that Go runs on
	return time.Duration(user+nice+system+irq+soft+steal) * tick
}
