package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestKeyOrdersNumbersAndTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Uint64().Draw(t, "a"), rapid.Uint64().Draw(t, "b")
		before := rapid.String().Draw(t, "part before")
		if (a < b) != (Key(before, a, "z") < Key(before, b, "a")) {
			t.Fatalf("%d and %d: %q and %q", a, b, Key(before, a), Key(before, b))
		}
		n, m := rapid.IntRange(0, 1<<50).Draw(t, "n"), rapid.IntRange(0, 1<<50).Draw(t, "m")
		if (n < m) != (Key(time.UnixMilli(int64(n))) < Key(time.UnixMilli(int64(m)))) {
			t.Fatalf("%d ms and %d ms are out of order", n, m)
		}
		if Key(n) != Key(uint64(n)) || Key(int64(n)) != Key(n) || Key(time.UnixMilli(int64(n))) != Key(n) {
			t.Fatalf("%d is written in several ways", n)
		}
	})
}

func TestKeyWritesTimesToTheMillisecondInAnyZone(t *testing.T) {
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	if Key(at) != Key(at.In(time.FixedZone("CST", 8*3600)).Add(999*time.Microsecond)) {
		t.Error("the same millisecond is written in several ways")
	}
	if Key(time.Time{}) != Key(0) {
		t.Error("the zero time is not the first")
	}
}

// part draws strings full of what separates and escapes.
func part(t *rapid.T, name string) string {
	return rapid.OneOf(rapid.StringMatching(`[|%}\x0027Ca楼]{0,4}`), rapid.String()).Draw(t, name)
}

// No part reaches into the next: keys are equal only if all parts are, and are
// cut apart where the parts were.
func TestKeyKeepsPartsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := []string{part(t, "a1"), part(t, "a2")}
		b := []string{part(t, "b1"), part(t, "b2")}
		if slices.Equal(a, b) != (Key(a[0], a[1]) == Key(b[0], b[1])) {
			t.Fatalf("%q and %q: %q and %q", a, b, Key(a[0], a[1]), Key(b[0], b[1]))
		}
		if Key(a[0]) == Key(b[0], b[1]) {
			t.Fatalf("one part %q is the two parts %q", a[0], b)
		}
		key := Key(a[0], a[1], 7)
		if got := strings.Split(key, Sep); len(got) != 3 || got[0] != Key(a[0]) || got[1] != Key(a[1]) {
			t.Fatalf("%q is cut into %q", key, got)
		}
		if strings.Contains(key, "\x00") || strings.Contains(key, entrySep) {
			t.Fatalf("%q contains what no key may", key)
		}
	})
}

func TestUnderIsAllContinuationsAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		top, next := part(t, "top"), part(t, "next")
		from, to := Under(Key(top))
		inside := func(key string) bool { return from <= key && key < to }
		if !inside(Key(top, next)) || !inside(Key(top, "", next)) || !inside(Key(top, 7)) {
			t.Fatalf("a continuation of %q is not under it", top)
		}
		if other := part(t, "other"); inside(Key(top)) || other != top && (inside(Key(other)) || inside(Key(other, next))) {
			t.Fatalf("%q reaches into what is under %q", other, top)
		}
	})
}

func TestPrefixIsAllThatBegin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := part(t, "prefix"), part(t, "other")
		from, to := Prefix(p)
		if inside := from <= s && s < to; inside != strings.HasPrefix(s, p) {
			t.Fatalf("%q begins with %q: %v in the range", s, p, inside)
		}
	})
}

func TestKeyRefusesWhatItCannotOrder(t *testing.T) {
	for _, p := range []any{-1, int64(-1), 1.5, nil, []byte("a"), true} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a key holds %v", p)
				}
			}()
			Key("a", p)
		}()
	}
}

func TestShort(t *testing.T) {
	for n, want := range map[uint64]string{0: "0", 7: "7", 31: "v", 32: "10", 1 << 40: "100000000", 1<<64 - 1: "fvvvvvvvvvvvv"} {
		if got := Short(n); got != want {
			t.Errorf("Short(%d) is %s, want %s", n, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint64().Draw(t, "n")
		if got := strings.Repeat("0", 13-len(Short(n))) + Short(n); got != Key(n) {
			t.Fatalf("Short(%d) is %s", n, got)
		}
	})
}

func TestQuotedKeysReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.OneOf(rapid.String(), rapid.StringMatching(`["\\<>&a楼\n]{0,5}`)).Draw(t, "key")
		if got := (&Index[int]{}).primary("entry", quote(key)); got != key {
			t.Fatalf("%q reads back as %q", key, got)
		}
	})
}
