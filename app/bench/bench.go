// Package bench measures the program on this machine: real adapters over loopback
// into a real store on the disk, against stand-ins of the platforms.
package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"yishi/app/world"
)

// Command measures the program on this machine: real adapters over
// loopback into a real store on the disk, against fakes of the platforms.
type Command struct {
	Turns Turns `cmd:"" help:"Complete conversations through the WeChat callback into the store on disk."`
	Send  Send  `cmd:"" help:"Broadcasts through the outbox to the fake platforms, and those who talk meanwhile."`
}

// Options are common to all measurements.
type Options struct {
	Dir     string `type:"existingdir" placeholder:"DIR" help:"Where the store is made: on the disk that is to be measured. The working folder if not given."`
	Profile string `type:"existingdir" placeholder:"DIR" help:"Leave profiles of the last measurement here, for go tool pprof."`
	JSON    bool   `name:"json" help:"Print one JSON object instead of a table."`
}

// folder makes a place for stores that done removes.
func (o Options) folder() (dir string, done func(), err error) {
	at := o.Dir
	if at == "" {
		at = "."
	}
	if dir, err = os.MkdirTemp(at, ".yishi-bench-"); err != nil {
		return "", nil, err
	}
	return dir, func() { os.RemoveAll(dir) }, nil
}

// conditions are what figures depend on.
type conditions struct {
	Cores int    `json:"cores"`
	Go    string `json:"go"`
	OS    string `json:"os"`
	CPU   string `json:"cpu"`
	Disk  string `json:"disk"`
	Load  string `json:"load_before"`
}

func conditionsIn(dir string) conditions {
	return conditions{
		Cores: runtime.GOMAXPROCS(0), Go: runtime.Version(), OS: runtime.GOOS + "/" + runtime.GOARCH,
		CPU: cpuModel(), Disk: diskOf(dir), Load: loadNow(),
	}
}

func (c conditions) print(w io.Writer) {
	fmt.Fprintf(w, "%d cores of %s, %s, %s, load before %s\ndisk: %s\n", c.Cores, c.CPU, c.OS, c.Go, c.Load, c.Disk)
}

// benchWorld is the program in a new store in dir, running, with its platforms.
func benchWorld(dir string) (*world.World, error) {
	log := slog.New(slog.DiscardHandler)
	w, err := world.New(world.Options{Listen: "127.0.0.1:0", Store: filepath.Join(dir, "yishi.db"), Log: log, Unpaced: true})
	if err != nil {
		return nil, err
	}
	w.Start()
	for end := time.Now().Add(10 * time.Second); !listening(w); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			return nil, errors.Join(errors.New("the program does not take messages"), w.End())
		}
	}
	return w, nil
}

// listening reports whether the WeChat callback takes messages: it then refuses
// this one for not being signed.
func listening(w *world.World) bool {
	resp, err := http.Get(w.URL() + string(callback))
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusForbidden
}

// quantile is the value below which a part of sorted values lies.
func quantile(sorted []time.Duration, part float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}

func median(values []time.Duration) time.Duration {
	values = slices.Clone(values)
	slices.Sort(values)
	return quantile(values, 0.5)
}

// ms and us are durations as numbers for print.
func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
func us(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// perSecond is a rate.
func perSecond(n int, in time.Duration) float64 { return float64(n) / in.Seconds() }

// heapNow is what the heap holds after a collection.
func heapNow() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
