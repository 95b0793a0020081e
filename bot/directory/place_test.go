package directory_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/bot/directory"
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
	w := newWorld(t)
	w.do(func(tx store.Tx) {
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
	w := newStreet(t)
	for _, c := range []struct{ id, full, short string }{
		{sample.HeYuan + "/3/2/501", "和苑3栋2单元501", "3栋2单元501"},
		{sample.HeYuan + "/3", "和苑3栋", "3栋"},
		{sample.HeYuan, "和苑", "和苑"},
		{sample.GuihuaCommunity, "桂花社区", "桂花社区"},
		{"9/9/9", "", ""},
		{"", "", ""},
	} {
		w.do(func(tx store.Tx) {
			if full, short := directory.FullName(tx, c.id), directory.ShortName(tx, c.id); full != c.full || short != c.short {
				t.Errorf("%s: %q and %q, want %q and %q", c.id, full, short, c.full, c.short)
			}
		})
	}
}

func TestFindPlaces(t *testing.T) {
	w := newStreet(t)
	const (
		g, h, l = sample.GuihuaYuan, sample.HeYuan, sample.HetangLi
		home    = g + "/3/1/301"
	)
	for _, c := range []struct {
		near, words string
		want        []string
	}{
		{g, "3栋", []string{g + "/3"}},
		{g, "３栋", []string{g + "/3"}},
		{g, "三栋", []string{g + "/3"}},
		{g, "3", []string{g + "/3"}},
		{g, "3号楼", []string{g + "/3"}},
		{h, "三号楼二单元", []string{h + "/3/2"}},
		{h, "3栋2单元501", []string{h + "/3/2/501"}},
		{h, "三幢二单元五〇一室", []string{h + "/3/2/501"}},
		{h, "3-2-501", []string{h + "/3/2/501"}},
		{h, "３－２－５０１", []string{h + "/3/2/501"}},
		{h, "3#2-501", []string{h + "/3/2/501"}},
		{h, "3栋501", []string{h + "/3/1/501", h + "/3/2/501"}},
		{g, "我家在3栋2单元的电梯里", []string{g + "/3/2"}},
		{g, "3栋5楼", []string{g + "/3"}},
		{g, "3栋9单元", []string{g + "/3"}},
		{l, "桂花苑5栋门口", []string{g + "/5"}},
		{l, "桂花五栋", []string{g + "/5"}},
		{g, "荷塘里", []string{l}},
		{g, "荷塘社区", []string{sample.HetangCommunity}},
		{g, "荷塘里9栋", []string{l}},
		{l, "5栋", []string{g + "/5"}},                                // only 桂花苑 has five
		{sample.GuihuaCommunity, "4栋", []string{g + "/4", h + "/4"}}, // both estates have four
		{home, "2单元", []string{g + "/3/2"}},
		{home, "3栋", []string{g + "/3"}},
		{home, "4栋", []string{g + "/4"}},
		{home, "302", []string{g + "/3/1/302"}},
		{"", "荷塘里2栋", []string{l + "/2"}},
		{g, "电梯", nil},
		{g, "5楼", nil},
		{g, "10字路口", nil},
		{g, "十字路口", nil},
		{g, "13900000000", nil},
		{"", "501", nil},
		{g, "", nil},
		{g, "😀", nil},
	} {
		w.do(func(tx store.Tx) {
			var got []string
			for _, p := range directory.FindPlaces(tx, c.near, c.words, 4) {
				got = append(got, p.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%q near %q: %s", c.words, c.near, diff)
			}
		})
	}
}

func TestFindPlacesKeepsToTheLimit(t *testing.T) {
	w := newStreet(t)
	w.do(func(tx store.Tx) {
		if found := directory.FindPlaces(tx, "", "1栋", 2); len(found) != 2 {
			t.Errorf("%d places, want 2 of the 3", len(found))
		}
	})
}

func TestFindPlacesWithoutUnits(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx store.Tx) {
		for id, p := range map[string]directory.Place{
			"1":       {Kind: directory.Estate, Name: "一品江山"},
			"1/A":     {Kind: directory.Building, Name: "A座"},
			"1/A/801": {Kind: directory.Home, Name: "801"},
			"1/w":     {Kind: directory.Building, Name: "物业服务楼"},
		} {
			p.ID = id
			directory.PutPlace(tx, p)
		}
		for words, want := range map[string]string{
			"一品江山a座801": "1/A/801", "A座1单元801": "1/A/801", "1品江山": "1", "物业服务楼门口": "1/w", "物业": "1/w",
		} {
			found := directory.FindPlaces(tx, "1", words, 3)
			if len(found) != 1 || found[0].ID != want {
				t.Errorf("%q leads to %v, want %s", words, found, want)
			}
		}
	})
}

func TestOfTwoEstatesOfOneNameTheNearComesFirst(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx store.Tx) {
		for id, p := range map[string]directory.Place{
			"1": {Kind: directory.Street, Name: "街道"}, "1/1": {Kind: directory.Community, Name: "东社区"}, "1/2": {Kind: directory.Community, Name: "西社区"},
			"1/1/1": {Kind: directory.Estate, Name: "春天花园"}, "1/2/1": {Kind: directory.Estate, Name: "春天花园"}, "1/2/2": {Kind: directory.Estate, Name: "别苑"},
		} {
			p.ID = id
			directory.PutPlace(tx, p)
		}
		for near, want := range map[string]string{"1/1/1": "1/1/1", "1/2/1": "1/2/1", "1/2/2": "1/2/1"} {
			found := directory.FindPlaces(tx, near, "春天花园", 3)
			if len(found) != 2 || found[0].ID != want {
				t.Errorf("near %s: %v, want %s first", near, found, want)
			}
		}
	})
}

func TestFindPlacesBearsAnything(t *testing.T) {
	w := newStreet(t)
	word := rapid.SampledFrom([]string{"3", "十", "百", "〇", "栋", "单元", "-", " ", "桂花", "苑", "A", "号", "楼", "#", "501", "%", "|", "\x00", "�"})
	w.do(func(tx store.Tx) {
		rapid.Check(t, func(t *rapid.T) {
			words := strings.Join(rapid.SliceOfN(word, 0, 8).Draw(t, "words"), "")
			for _, p := range directory.FindPlaces(tx, sample.GuihuaYuan, words, 3) {
				if _, ok := directory.GetPlace(tx, p.ID); !ok {
					t.Errorf("%q leads to %q, which is no place", words, p.ID)
				}
			}
		})
	})
}

func TestCodes(t *testing.T) {
	w := newStreet(t)
	w.do(func(tx store.Tx) {
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
