package storetest

import (
	"fmt"
	"slices"
	"strings"

	"yishi/store"
)

func values(b *bench) {
	b.view(func(tx store.Reader) {
		if tx.Get("t", "k") != nil || len(all(tx, "t", "", "")) > 0 {
			b.Error("a table nobody has written to is not empty")
		}
	})
	b.update(func(tx store.Tx) {
		tx.Delete("t", "k")
		buf := []byte(`"一"`)
		tx.Put("t", "k", buf)
		copy(buf, "xxxxxx") // a Tx keeps its own copy
		if got := tx.Get("t", "k"); string(got) != `"一"` {
			b.Errorf("own write reads as %s", got)
		}
		tx.Put("u", "k", []byte(`2`))
		tx.Put("t", "gone", []byte(`3`))
		tx.Delete("t", "gone")
		if tx.Get("t", "gone") != nil {
			b.Error("a deleted entry is still there")
		}
	})
	b.want("t", "k", `"一"`)
	b.want("u", "k", `2`)
	b.put("t", "k", `{"longer":true}`)
	b.want("t", "k", `{"longer":true}`)
	b.update(func(tx store.Tx) { tx.Delete("t", "k") })
	b.want("t")
	big := `"` + strings.Repeat("长", 1<<18) + `"`
	b.put("t", "big", big)
	b.want("t", "big", big)
}

func order(b *bench) {
	keys := []string{
		"~", "a", "a|b", "a|c", "ab", "A", "0", "00", "10", "9", " ",
		"一", "丁", "东风小区", "东风小区|3栋", "龙", "🙂",
		strings.Repeat("长", 300), strings.Repeat("长", 300) + "|1", strings.Repeat("z", 2000),
	}
	b.update(func(tx store.Tx) {
		for _, k := range keys {
			tx.Put("t", k, []byte(fmt.Sprintf("%q", k)))
		}
	})
	slices.Sort(keys)
	b.view(func(tx store.Reader) {
		var forth, back []string
		for k := range tx.Scan("t", "", "") {
			forth = append(forth, copied(k))
		}
		for k := range tx.ScanBack("t", "", "") {
			back = append(back, copied(k))
		}
		slices.Reverse(back)
		if !slices.Equal(forth, keys) || !slices.Equal(back, keys) {
			b.Errorf("order of keys:\n%q forth\n%q back, want\n%q", forth, back, keys)
		}
		for _, k := range keys {
			if got := string(tx.Get("t", k)); got != fmt.Sprintf("%q", k) {
				b.Errorf("%q holds %s", k, got)
			}
		}
	})
}

func ranges(b *bench) {
	b.put("t", "b", `1`, "d", `2`, "f", `3`)
	for _, c := range []struct{ from, to, want string }{
		{"", "", "bdf"}, {"b", "f", "bd"}, {"a", "g", "bdf"}, {"c", "e", "d"}, {"c", "", "df"},
		{"", "d", "b"}, {"", "b", ""}, {"g", "", ""}, {"f", "b", ""}, {"d", "d", ""}, {"bb", "c", ""},
	} {
		b.view(func(tx store.Reader) {
			var forth, back string
			for k := range tx.Scan("t", c.from, c.to) {
				forth += k
			}
			for k := range tx.ScanBack("t", c.from, c.to) {
				back = k + back
			}
			if forth != c.want || back != c.want {
				b.Errorf("%q to %q: %q forth, %q back, want %q", c.from, c.to, forth, back, c.want)
			}
			for range tx.Scan("t", c.from, c.to) {
				break // must leave nothing behind
			}
			for k := range tx.Scan("t", c.from, c.to) { // a scan inside a scan of the same table
				if len(all(tx, "t", k, "")) == 0 {
					b.Errorf("nothing from %q on", k)
				}
			}
		})
	}
}

// changeDuringScan: entries ahead are seen as they are when the scan gets there.
func changeDuringScan(b *bench) {
	fill := func(tx store.Tx) {
		for k := range tx.Scan("t", "", "") {
			tx.Delete("t", k)
		}
		for i := 10; i < 500; i += 2 {
			tx.Put("t", fmt.Sprintf("%03d", i), []byte(`"old"`))
		}
	}
	b.update(fill)
	b.update(func(tx store.Tx) {
		var seen []string
		for k, v := range tx.Scan("t", "", "") {
			seen = append(seen, copied(k)+string(v))
			switch k {
			case "010":
				tx.Delete("t", "012")
				tx.Put("t", "013", []byte(`"new"`))
				tx.Put("t", "014", []byte(`"new"`))
				tx.Put("t", "009", []byte(`"behind"`))
			case "014":
				for i := 16; i < 490; i++ {
					tx.Delete("t", fmt.Sprintf("%03d", i))
				}
				tx.Delete("t", "014")
			}
		}
		want := []string{`010"old"`, `013"new"`, `014"new"`, `490"old"`, `492"old"`, `494"old"`, `496"old"`, `498"old"`}
		if !slices.Equal(seen, want) {
			b.Errorf("seen %q, want %q", seen, want)
		}
	})
	b.update(fill)
	b.update(func(tx store.Tx) {
		var seen []string
		for k, v := range tx.ScanBack("t", "", "") {
			seen = append(seen, copied(k)+string(v))
			switch k {
			case "498":
				tx.Delete("t", "496")
				tx.Put("t", "495", []byte(`"new"`))
				tx.Put("t", "499", []byte(`"behind"`))
			case "495":
				for i := 12; i < 495; i++ {
					tx.Delete("t", fmt.Sprintf("%03d", i))
				}
				tx.Delete("t", "495")
			}
		}
		want := []string{`498"old"`, `495"new"`, `010"old"`}
		if !slices.Equal(seen, want) {
			b.Errorf("seen back %q, want %q", seen, want)
		}
	})
	b.want("t", "010", `"old"`, "498", `"old"`, "499", `"behind"`)
}

// emptyPages scans in the transaction that has deleted long stretches, or all.
func emptyPages(b *bench) {
	const n = 2000
	key := func(i int) string { return fmt.Sprintf("%06d", i) }
	b.update(func(tx store.Tx) {
		for i := range n {
			tx.Put("t", key(i), []byte(`"`+strings.Repeat("x", 50)+`"`))
		}
	})
	b.update(func(tx store.Tx) {
		for i := range n {
			if i != 5 && i != n-300 {
				tx.Delete("t", key(i))
			}
		}
		left := key(5) + key(n-300)
		var forth, back string
		for k := range tx.Scan("t", "", "") {
			forth += k
		}
		for k := range tx.ScanBack("t", "", "") {
			back = k + back
		}
		if forth != left || back != left {
			b.Errorf("%s forth, %s back, want %s", forth, back, left)
		}
		tx.Delete("t", key(5))
		tx.Delete("t", key(n-300))
		for k := range tx.ScanBack("t", "", "") {
			b.Errorf("%s is there after everything was deleted", k)
		}
		tx.Put("t", key(7), []byte(`7`))
		for k := range tx.ScanBack("t", "", key(n)) {
			if k != key(7) {
				b.Errorf("unexpected %s", k)
			}
		}
	})
	b.want("t", key(7), `7`)
}
