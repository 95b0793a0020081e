package address_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// Ways of saying where, by somebody of 桂花苑3栋2单元501: nineteen of twenty lead to
// the place meant, and none to the home of somebody else.
func TestWhere(t *testing.T) {
	w := directorytest.Street(t)
	data, err := os.ReadFile("testdata/places.tsv")
	if err != nil {
		t.Fatal(err)
	}
	home, all, missed := sample.GuihuaYuan3+"/2/501", 0, 0
	w.Do(func(tx store.Tx) {
		for line := range strings.Lines(string(data)) {
			want, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			if want == "?" {
				want = sample.GuihuaYuan // no place of its own: the estate, with the words
			}
			all++
			if got, _ := address.Where(tx, home, words); got != want {
				missed++
				t.Logf("%q leads to %s, want %s", words, got, want)
				if p, _ := directory.GetPlace(tx, got); p.Kind == directory.Home {
					t.Errorf("%q leads to the home %s", words, got)
				}
			}
		}
	})
	if missed*20 > all || all < 100 {
		t.Errorf("%d of %d missed", missed, all)
	}
}

// Buildings that a letter or a word before the number tells apart.
func TestBuildingsWithLettersAndWords(t *testing.T) {
	w := directorytest.New(t)
	w.Do(func(tx store.Tx) {
		put := func(parent, kind, name string) string {
			id := address.NewID(parent, kind, name, func(id string) bool { _, taken := directory.GetPlace(tx, id); return taken })
			directory.PutPlace(tx, directory.Place{ID: id, Kind: kind, Name: name})
			return id
		}
		street := put("", directory.Street, "梧桐街道")
		estate := put(put(street, directory.Community, "河东社区"), directory.Estate, "河东一品")
		names := map[string]string{}
		for _, b := range []string{"A1栋", "B1栋", "B2栋", "东1栋", "西1栋", "东2栋", "A座", "B座", "3栋", "12号楼", "甲栋"} {
			id := put(estate, directory.Building, b)
			for _, name := range []string{"1单元", "2单元"} {
				unit := put(id, directory.Unit, name)
				put(unit, directory.Home, "101")
				put(unit, directory.Home, "501")
			}
			names[id] = b
		}
		if len(names) != 11 {
			t.Fatalf("two buildings share an id: %v", names)
		}
		for words, want := range map[string]string{
			"A1栋": "A1栋", "a1栋": "A1栋", "Ａ１栋": "A1栋", "A1-2-501": "A1栋2单元501", "A-1栋": "A1栋", "A1栋2单元501": "A1栋2单元501", "A1号楼": "A1栋", "A一栋": "A1栋",
			"B2栋": "B2栋", "b1幢1单元": "B1栋1单元", "东1栋": "东1栋", "东一栋": "东1栋", "西1栋2单元501": "西1栋2单元501", "西一幢": "西1栋", "东2": "东2栋",
			"A座": "A座", "a座501": "A座1单元501 A座2单元501", "B座二单元": "B座2单元", "甲栋": "甲栋", "甲栋一单元101": "甲栋1单元101", "12号楼二门": "12号楼2单元", "12-1-501": "12号楼1单元501",
			"3栋": "3栋", "叁栋贰单元": "3栋2单元", "3栋2单501": "3栋2单元501", "河东一品B2栋": "B2栋", "梧桐街道河东一品3栋2单元501": "3栋2单元501", "梧桐街道河东社区河东一品东1栋": "东1栋",
			"2栋": "B2栋 东2栋", "1栋": "A1栋 B1栋 东1栋 西1栋",
		} {
			var got []string
			for _, p := range address.Find(tx, estate, words, 9) {
				got = append(got, directory.ShortName(tx, p.ID))
			}
			slices.Sort(got)
			if strings.Join(got, " ") != want {
				t.Errorf("%q leads to %q, want %q", words, strings.Join(got, " "), want)
			}
		}
		home, _ := directory.GetPlace(tx, estate+"/B2/1/501")
		for words, want := range map[string]string{"楼下": "B2栋", "电梯里": "B2栋", "我家楼下": "B2栋", "对门": "B2栋", "地下车库B2": "河东一品", "地下车库": "河东一品", "我家": "B2栋1单元501", "东1栋楼下": "东1栋"} {
			id, _ := address.Where(tx, home.ID, words)
			if got := directory.FullName(tx, id); strings.TrimPrefix(got, "河东一品") != strings.TrimPrefix(want, "河东一品") {
				t.Errorf("%q leads to %s, want %s", words, got, want)
			}
		}
	})
}
