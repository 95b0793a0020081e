package storetest

import (
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"yishi/store"
)

// resident is a record as the program keeps them.
type resident struct {
	ID    string   `json:"id"`
	Phone string   `json:"phone,omitempty"`
	Home  string   `json:"home,omitempty"`
	Tags  []string `json:"tags,omitempty"`
}

var residents = store.NewTable("resident",
	func(r *resident) string { return r.ID },
	store.Index[resident]{Name: "phone", Unique: true, Keys: func(r *resident) []string {
		if r.Phone == "" {
			return nil
		}
		return []string{store.Key(r.Phone)}
	}},
	store.Index[resident]{Name: "tag", Keys: func(r *resident) (keys []string) {
		for _, tag := range r.Tags {
			keys = append(keys, store.Key(tag, r.Home))
		}
		return keys
	}},
)

func ids(seq func(func(resident) bool)) (got []string) {
	for r := range seq {
		got = append(got, r.ID)
	}
	return got
}

func tables(b *bench) {
	b.update(func(tx store.Tx) {
		residents.Put(tx, resident{ID: "1", Home: "301", Tags: []string{"老人", "党员"}})
		residents.Put(tx, resident{ID: "2", Home: "302", Tags: []string{"老人"}})
		residents.Put(tx, resident{ID: "3<&\"", Home: "301", Tags: []string{"老人", "老人们"}})
		residents.Put(tx, resident{ID: "4"})
	})
	expect := func(what string, got []string, want ...string) {
		b.Helper()
		if !slices.Equal(got, want) {
			b.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	b.view(func(tx store.Reader) {
		expect("all", ids(residents.All(tx)), "1", "2", "3<&\"", "4")
		expect("range", ids(residents.Range(tx, "2", "4")), "2", "3<&\"")
		expect("back", ids(residents.Back(tx, "", "3")), "2", "1")
		expect("by tag", ids(residents.By(tx, "tag", store.Key("老人"))), "1", "3<&\"", "2")
		expect("by tag and home", ids(residents.By(tx, "tag", store.Key("老人", "301"))), "1", "3<&\"")
		expect("keys of the index", slices.Collect(residents.Keys(tx, "tag", store.Key("老人们"))), "3<&\"")
		from, to := store.Under(store.Key("老人", "302"))
		expect("between", slices.Collect(residents.Between(tx, "tag", from, to)), "2")
		if n := residents.Size(tx, "tag"); n != 5 {
			b.Errorf("%d entries in the index, want 5", n)
		}
		if n := residents.Count(tx, "tag", store.Key("老人")); n != 3 {
			b.Errorf("%d entries under a tag, want 3", n)
		}
		expect("by no tag, which nobody has", ids(residents.By(tx, "tag", store.Key(""))))
	})
	b.update(func(tx store.Tx) {
		residents.Put(tx, resident{ID: "1", Home: "303", Tags: []string{"老人"}})
		residents.Put(tx, resident{ID: "4", Tags: []string{""}})
		residents.Delete(tx, "2")
		residents.Delete(tx, "nobody")
	})
	b.view(func(tx store.Reader) {
		expect("after changes", ids(residents.Sorted(tx, "tag")), "4", "3<&\"", "1", "3<&\"")
		expect("by the tag that is empty", ids(residents.By(tx, "tag", store.Key(""))), "4")
		if n := residents.Count(tx, "tag", store.Key("")); n != 1 {
			b.Errorf("%d entries under the empty tag, want 1", n)
		}
		if r, ok := residents.Get(tx, "1"); !ok || r.Home != "303" {
			b.Errorf("got %+v, %v", r, ok)
		}
		if r, ok := residents.Get(tx, "2"); ok || r.ID != "" {
			b.Errorf("a deleted record reads as %+v", r)
		}
	})
	b.update(func(tx store.Tx) {
		for r := range residents.All(tx) {
			residents.Delete(tx, r.ID)
		}
	})
	b.want("resident")
	b.want("resident.tag")
}

func tableUnique(b *bench) {
	const phone = "13800000000"
	who := func() (id string) {
		b.view(func(tx store.Reader) {
			r, _ := residents.Find(tx, "phone", store.Key(phone))
			id = r.ID
			if got := slices.Collect(residents.Keys(tx, "phone", store.Key(phone))); len(got) != residents.Count(tx, "phone", store.Key(phone)) ||
				(id != "" && !slices.Equal(got, []string{id})) {
				b.Errorf("Keys of a unique index: %q, Find: %q", got, id)
			}
		})
		return id
	}
	for _, c := range []struct {
		what   string
		change func(store.Tx)
		want   string
	}{
		{"first", func(tx store.Tx) { residents.Put(tx, resident{ID: "1", Phone: phone}) }, "1"},
		{"taken over", func(tx store.Tx) { residents.Put(tx, resident{ID: "2", Phone: phone}) }, "2"},
		{"the first gives up what it has lost", func(tx store.Tx) { residents.Put(tx, resident{ID: "1"}) }, "2"},
		{"and takes it back", func(tx store.Tx) { residents.Put(tx, resident{ID: "1", Phone: phone}) }, "1"},
		{"the later one, unchanged, takes it over again", func(tx store.Tx) { residents.Put(tx, resident{ID: "2", Phone: phone}) }, "2"},
		{"the loser goes", func(tx store.Tx) { residents.Delete(tx, "1") }, "2"},
		{"the owner goes", func(tx store.Tx) { residents.Delete(tx, "2") }, ""},
	} {
		b.update(c.change)
		if got := who(); got != c.want {
			b.Errorf("%s: the phone leads to %q, want %q", c.what, got, c.want)
		}
	}
}

// writes counts what a table really writes.
type writes struct {
	store.Tx
	n int
}

func (w *writes) Put(table, key string, value []byte) { w.n++; w.Tx.Put(table, key, value) }
func (w *writes) Delete(table, key string)            { w.n++; w.Tx.Delete(table, key) }

func tableNothingChanged(b *bench) {
	r := resident{ID: "1", Phone: "13800000000", Home: "301", Tags: []string{"老人"}}
	for _, c := range []struct {
		what string
		want int
	}{{"a new record", 3}, {"the same record", 0}} {
		b.update(func(tx store.Tx) {
			w := &writes{Tx: tx}
			if residents.Put(w, r); w.n != c.want {
				b.Errorf("%s: %d writes, want %d", c.what, w.n, c.want)
			}
		})
	}
	r.Home = "302"
	b.update(func(tx store.Tx) {
		w := &writes{Tx: tx}
		if residents.Put(w, r); w.n != 3 { // the record, the old entry, the new one
			b.Errorf("a new home: %d writes, want 3", w.n)
		}
	})
}

func numbers(b *bench) {
	for want := range uint64(3) {
		b.update(func(tx store.Tx) {
			if got := store.Next(tx, "issue"); got != want+1 {
				b.Errorf("number %d, want %d", got, want+1)
			}
		})
	}
	b.update(func(tx store.Tx) {
		if got := store.Next(tx, "poll"); got != 1 {
			b.Errorf("another name begins with %d", got)
		}
	})
}

// tableHistories: whatever happened, the indexes say what the records say.
func tableHistories(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.update(func(tx store.Tx) {
			for r := range residents.All(tx) {
				residents.Delete(tx, r.ID)
			}
		})
		model, owner := map[string]resident{}, map[string]string{}
		some := func(name, like string) string { return rapid.StringMatching(like).Draw(t, name) }
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			id := some("id", `[1-4]`)
			if rapid.IntRange(0, 3).Draw(t, "delete") == 0 {
				b.update(func(tx store.Tx) { residents.Delete(tx, id) })
				delete(model, id)
				maps.DeleteFunc(owner, func(_, who string) bool { return who == id })
				continue
			}
			r := resident{ID: id, Phone: some("phone", `[12]?`), Home: some("home", `[|%3]{0,2}`)}
			for range rapid.IntRange(0, 2).Draw(t, "tags") {
				r.Tags = append(r.Tags, some("tag", `[|%老]{0,2}`))
			}
			b.update(func(tx store.Tx) { residents.Put(tx, r) })
			model[id] = r
			maps.DeleteFunc(owner, func(_, who string) bool { return who == id })
			if r.Phone != "" {
				owner[r.Phone] = id
			}
		}
		b.view(func(tx store.Reader) { indexed(t, tx, model, owner) })
	})
}

func indexed(t *rapid.T, tx store.Reader, model map[string]resident, owner map[string]string) {
	want := map[string]int{}
	for _, r := range model {
		seen := map[string]bool{}
		for _, tag := range r.Tags {
			if !seen[tag] {
				want[fmt.Sprint(tag, " ", r.Home, " ", r.ID)]++
			}
			seen[tag] = true
		}
	}
	got := map[string]int{}
	for _, r := range model {
		for _, tag := range slices.Compact(slices.Sorted(slices.Values(r.Tags))) {
			for id := range residents.Keys(tx, "tag", store.Key(tag, r.Home)) {
				if id == r.ID {
					got[fmt.Sprint(tag, " ", r.Home, " ", id)]++
				}
			}
		}
	}
	if !maps.Equal(got, want) {
		t.Fatalf("the index holds %v, want %v", got, want)
	}
	if n := residents.Size(tx, "tag"); n != len(want) {
		t.Fatalf("%d entries in the index, want %d", n, len(want))
	}
	for _, phone := range []string{"1", "2"} {
		r, _ := residents.Find(tx, "phone", store.Key(phone))
		if r.ID != owner[phone] {
			t.Fatalf("phone %s leads to %q, want %q", phone, r.ID, owner[phone])
		}
	}
}
