package directory_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

func TestWithinIsReachedByClimbing(t *testing.T) {
	path := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "12"}), 0, 4).Draw(t, "parts"), "/")
	})
	rapid.Check(t, func(t *rapid.T) {
		place, root := path.Draw(t, "place"), path.Draw(t, "root")
		climbed := root == ""
		for at := place; at != ""; at = directory.Parent(at) {
			climbed = climbed || at == root
		}
		if got := directory.Within(place, root); got != climbed {
			t.Errorf("Within(%q, %q) = %v", place, root, got)
		}
	})
}

func TestChildrenAreCountedAsPeopleCount(t *testing.T) {
	w := directorytest.New(t)
	w.Do(func(tx store.Tx) {
		directory.PutPlace(tx, directory.Place{ID: "1", Kind: directory.Estate, Name: "和苑"})
		for _, n := range []int{10, 2, 1, 11} {
			directory.PutPlace(tx, directory.Place{ID: fmt.Sprintf("1/%d", n), Kind: directory.Building, Name: fmt.Sprintf("%d栋", n)})
		}
		directory.PutPlace(tx, directory.Place{ID: "1/1/1", Kind: directory.Unit, Name: "1单元"})
		if diff := cmp.Diff([]string{"1栋", "2栋", "10栋", "11栋"}, names(directory.Children(tx, "1"))); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"和苑"}, names(directory.Children(tx, ""))); diff != "" {
			t.Error(diff)
		}
	})
}

func names(places []directory.Place) []string {
	var all []string
	for _, p := range places {
		all = append(all, p.Name)
	}
	return all
}

func TestNames(t *testing.T) {
	w := directorytest.Street(t)
	for _, c := range []struct{ id, full, short string }{
		{sample.HeYuan + "/3/2/501", "和苑3栋2单元501", "3栋2单元501"},
		{sample.HeYuan + "/3", "和苑3栋", "3栋"},
		{sample.HeYuan, "和苑", "和苑"},
		{sample.GuihuaCommunity, "桂花社区", "桂花社区"},
		{"9/9/9", "", ""},
		{"", "", ""},
	} {
		w.Do(func(tx store.Tx) {
			if full, short := directory.FullName(tx, c.id), directory.ShortName(tx, c.id); full != c.full || short != c.short {
				t.Errorf("%s: %q and %q, want %q and %q", c.id, full, short, c.full, c.short)
			}
		})
	}
}

func TestCodes(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		for _, typed := range []string{"GHYCCC", "ghyccc", "ＧＨＹｃｃｃ", " ghy-ccc ", "ghy ccc"} {
			if p, ok := directory.PlaceByCode(tx, typed); !ok || p.ID != sample.GuihuaYuan3 {
				t.Errorf("%q leads to %q", typed, p.ID)
			}
		}
		for _, typed := range []string{"", "  ", "GHYCC", "桂花"} {
			if p, ok := directory.PlaceByCode(tx, typed); ok {
				t.Errorf("%q leads to %q", typed, p.ID)
			}
		}
	})
	seen := map[string]bool{}
	for range 1000 {
		code := directory.NewCode(directory.PlaceCode)
		if len(code) != 6 || strings.ContainsAny(code, "0O1IL") || seen[code] {
			t.Fatalf("bad code %q", code)
		}
		seen[code] = true
	}
}
