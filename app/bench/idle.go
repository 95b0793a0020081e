package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// idleMemory is what the demo holds when nobody talks: the program with the
// sample street, and the fakes of the platforms and phones besides.
type idleMemory struct {
	RSS int `json:"rss_kb"`
	Own int `json:"rss_without_file_pages_kb"`
}

// measureIdle starts this program again as a demo and looks at it after a while.
func measureIdle(ctx context.Context, dir string) (*idleMemory, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	demo := exec.CommandContext(ctx, self, "demo", "--listen", "127.0.0.1:0", "--store", filepath.Join(dir, "idle.db"))
	demo.Cancel = func() error { return demo.Process.Signal(os.Interrupt) }
	out, err := demo.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := demo.Start(); err != nil {
		return nil, err
	}
	defer func() {
		_ = demo.Cancel()
		_ = demo.Wait()
	}()
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		return nil, fmt.Errorf("the demo did not start: %w", err)
	}
	time.Sleep(3 * time.Second)
	var m idleMemory
	m.RSS, m.Own = memoryOf(strconv.Itoa(demo.Process.Pid))
	return &m, nil
}

func (m idleMemory) print(w io.Writer) {
	fmt.Fprintf(w, "idle demo with the sample street: %.1f MB resident, %.1f MB without pages of files (goal: under 60)\n",
		float64(m.RSS)/1024, float64(m.Own)/1024)
}
