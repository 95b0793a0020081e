package address_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

func TestFind(t *testing.T) {
	w := directorytest.Street(t)
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
		w.Do(func(tx store.Tx) {
			var got []string
			for _, p := range address.Find(tx, c.near, c.words, 4) {
				got = append(got, p.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%q near %q: %s", c.words, c.near, diff)
			}
		})
	}
}

func TestFindKeepsToTheLimit(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		if found := address.Find(tx, "", "1栋", 2); len(found) != 2 {
			t.Errorf("%d places, want 2 of the 3", len(found))
		}
	})
}

func TestFindWithoutUnits(t *testing.T) {
	w := directorytest.New(t)
	w.Do(func(tx store.Tx) {
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
			found := address.Find(tx, "1", words, 3)
			if len(found) != 1 || found[0].ID != want {
				t.Errorf("%q leads to %v, want %s", words, found, want)
			}
		}
	})
}

func TestOfTwoEstatesOfOneNameTheNearComesFirst(t *testing.T) {
	w := directorytest.New(t)
	w.Do(func(tx store.Tx) {
		for id, p := range map[string]directory.Place{
			"1": {Kind: directory.Street, Name: "街道"}, "1/1": {Kind: directory.Community, Name: "东社区"}, "1/2": {Kind: directory.Community, Name: "西社区"},
			"1/1/1": {Kind: directory.Estate, Name: "春天花园"}, "1/2/1": {Kind: directory.Estate, Name: "春天花园"}, "1/2/2": {Kind: directory.Estate, Name: "别苑"},
		} {
			p.ID = id
			directory.PutPlace(tx, p)
		}
		for near, want := range map[string]string{"1/1/1": "1/1/1", "1/2/1": "1/2/1", "1/2/2": "1/2/1"} {
			found := address.Find(tx, near, "春天花园", 3)
			if len(found) != 2 || found[0].ID != want {
				t.Errorf("near %s: %v, want %s first", near, found, want)
			}
		}
	})
}

func TestFindBearsAnything(t *testing.T) {
	w := directorytest.Street(t)
	word := rapid.SampledFrom([]string{"3", "十", "百", "〇", "栋", "单元", "-", " ", "桂花", "苑", "A", "号", "楼", "#", "501", "%", "|", "\x00", "�"})
	w.Do(func(tx store.Tx) {
		rapid.Check(t, func(t *rapid.T) {
			words := strings.Join(rapid.SliceOfN(word, 0, 8).Draw(t, "words"), "")
			for _, p := range address.Find(tx, sample.GuihuaYuan, words, 3) {
				if _, ok := directory.GetPlace(tx, p.ID); !ok {
					t.Errorf("%q leads to %q, which is no place", words, p.ID)
				}
			}
		})
	})
}
