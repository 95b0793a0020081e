//go:build unix

package lists

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"yishi/bot/house"
	"yishi/store"
)

// BenchmarkTown imports 109,000 people with their homes into an empty store. Beside the
// time on the clock, most of which is the disk's where others use it, too, it says what
// the processor had to do, how long a bare commit takes in the same run, and the most
// memory the process has had.
func BenchmarkTown(b *testing.B) {
	var list strings.Builder
	list.WriteString("小区,楼栋,单元,房号,姓名,手机号,出生年,身份\n")
	for i := range 109_000 {
		home := i / 3
		fmt.Fprintf(&list, "柳荫里,%d,%d,%d%02d,居民%d,199%08d,%d,家人\n", home/120+1, home/60%2+1, home/4%15+1, home%4+1, i, i, 1930+i%80)
	}
	file := house.File{Name: "town.csv", Data: []byte(list.String())}
	for b.Loop() {
		var before syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
		s := newStreet(b)
		p := planned(b, s, file)
		if _, err := Write(b.Context(), s, "bench", p, func(int, int) {}); err != nil {
			b.Fatal(err, p.Problems[:1])
		}
		var after syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
		b.ReportMetric(seconds(after)-seconds(before), "cpu-s")
		b.ReportMetric(float64(after.Maxrss)/(1<<10), "MB") // KB on Linux
		began := time.Now()
		for range 20 {
			if err := s.Update(b.Context(), func(tx store.Tx) error { tx.Put("bench", "x", []byte("x")); return nil }); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(time.Since(began).Milliseconds())/20, "ms/commit")
		b.ReportMetric(float64(p.came), "people")
	}
}

func seconds(u syscall.Rusage) float64 {
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}
