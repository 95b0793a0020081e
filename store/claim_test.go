package store_test

import (
	"strings"
	"testing"

	"yishi/store"
)

type apple struct{ ID string }
type pear struct{ ID string }

func appleKey(a *apple) string { return a.ID }
func pearKey(p *pear) string   { return p.ID }

// Two that would write into each other do not come to be, and are both named.
func TestANameIsClaimedOnce(t *testing.T) {
	store.NewTable("fruit", appleKey, store.Index[apple]{Name: "seed"})
	store.Claim("peel", "peels")
	store.NewTable("fruit", appleKey) // to look into it
	store.Claim("peel", "peels")
	for name, claims := range map[string]func(){
		"two tables":           func() { store.NewTable("fruit", pearKey) },
		"a table, an index":    func() { store.NewTable("fruit.seed", pearKey) },
		"entries, a table":     func() { store.Claim("fruit", "peels") },
		"a table, entries":     func() { store.NewTable("peel", pearKey) },
		"entries of two kinds": func() { store.Claim("peel", "skins") },
	} {
		if said := refused(claims); !strings.Contains(said, "claimed twice") || strings.Count(said, " for ") != 2 {
			t.Errorf("%s: %q", name, said)
		}
	}
	if said := refused(func() {
		store.NewTable("basket", pearKey, store.Index[pear]{Name: "at"}, store.Index[pear]{Name: "at"})
	}); !strings.Contains(said, "two indexes at") {
		t.Errorf("two indexes: %q", said)
	}
}

func refused(claims func()) (said string) {
	defer func() { said, _ = recover().(string) }()
	claims()
	return ""
}
