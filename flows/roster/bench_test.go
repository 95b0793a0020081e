package roster

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"yishi/bot/house"
)

// BenchmarkTown imports 109,000 people with their homes into an empty store, and says
// how much memory that took.
func BenchmarkTown(b *testing.B) {
	var list strings.Builder
	list.WriteString("小区,楼栋,单元,房号,姓名,手机号,出生年,身份\n")
	for i := range 109_000 {
		home := i / 3
		fmt.Fprintf(&list, "柳荫里,%d,%d,%d%02d,居民%d,199%08d,%d,家人\n", home/120+1, home/60%2+1, home/4%15+1, home%4+1, i, i, 1930+i%80)
	}
	file := house.File{Name: "town.csv", Data: []byte(list.String())}
	for b.Loop() {
		s := newStreet(b)
		p := planned(b, s, file)
		if _, err := Write(b.Context(), s, "bench", p, func(int, int) {}); err != nil {
			b.Fatal(err, p.Problems[:1])
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/(1<<20), "MB")
		b.ReportMetric(float64(p.came), "people")
	}
}
