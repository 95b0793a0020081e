package storetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"yishi/store"
)

// histories runs random transactions, some of which fail, on the store and on a
// map, and compares the two after each.
func histories(b *bench) {
	round := 0
	rapid.Check(b.T, func(t *rapid.T) {
		round++
		table := fmt.Sprintf("t%d", round)
		model := map[string]string{}
		key := rapid.OneOf(
			rapid.SampledFrom([]string{"a", "a|", "a|b", "b", "东", "东|1", "zz"}),
			rapid.StringMatching(`[a-d]{1,3}`),
		)
		value := rapid.OneOf(
			rapid.SampledFrom([]string{`1`, `{}`, `"二"`}),
			rapid.Map(rapid.IntRange(1, 3000), func(n int) string { return `"` + strings.Repeat("x", n) + `"` }),
		)
		for range rapid.IntRange(1, 4).Draw(t, "transactions") {
			draft := maps.Clone(model)
			fails := rapid.IntRange(0, 3).Draw(t, "fails") == 0
			// The function is drawn first, since it may be run again.
			var steps []func(tx store.Tx)
			for range rapid.IntRange(1, 30).Draw(t, "steps") {
				k, v := key.Draw(t, "key"), value.Draw(t, "value")
				switch rapid.IntRange(0, 5).Draw(t, "what") {
				case 0, 1, 2:
					draft[k] = v
					steps = append(steps, func(tx store.Tx) { tx.Put(table, k, []byte(v)) })
				case 3:
					delete(draft, k)
					steps = append(steps, func(tx store.Tx) { tx.Delete(table, k) })
				case 4:
					maps.DeleteFunc(draft, func(have, _ string) bool { return have >= k })
					steps = append(steps, func(tx store.Tx) {
						for have := range tx.Scan(table, k, "") {
							tx.Delete(table, have)
						}
					})
				case 5:
					want := maps.Clone(draft)
					steps = append(steps, func(tx store.Tx) { same(t, tx, table, want, k) })
				}
			}
			err := b.Update(b.Context(), func(tx store.Tx) error {
				for _, step := range steps {
					step(tx)
				}
				if fails {
					return errNo
				}
				return nil
			})
			if fails != (err != nil) {
				t.Fatal(err)
			}
			if !fails {
				model = draft
			}
			b.View(b.Context(), func(tx store.Reader) error { same(t, tx, table, model, key.Draw(t, "from")); return nil })
		}
	})
}

// same compares a table with its model, all of it and what lies from a key on.
func same(t *rapid.T, tx store.Reader, table string, model map[string]string, from string) {
	keys := slices.Sorted(maps.Keys(model))
	for _, start := range []string{"", from} {
		i, _ := slices.BinarySearch(keys, start)
		want := keys[i:]
		var forth, back []string
		for k, v := range tx.Scan(table, start, "") {
			forth = append(forth, copied(k))
			if model[k] != string(v) || string(tx.Get(table, k)) != string(v) {
				t.Fatalf("%q holds %.20s", k, v)
			}
		}
		for k := range tx.ScanBack(table, start, "") {
			back = append(back, copied(k))
		}
		slices.Reverse(back)
		if !slices.Equal(forth, want) || !slices.Equal(back, want) {
			t.Fatalf("from %q: %q forth, %q back, want %q", start, forth, back, want)
		}
		var below []string
		for k := range tx.ScanBack(table, "", start) {
			below = append(below, copied(k))
		}
		slices.Reverse(below)
		if start != "" && !slices.Equal(below, keys[:i]) {
			t.Fatalf("below %q: %q, want %q", start, below, keys[:i])
		}
	}
}
