package owners_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/owners"
	"yishi/store"
)

func TestEveryProblemIsToldByItsRow(t *testing.T) {
	s := newStreet(t)
	const good = "3栋,1单元301,王桂花,19900000001,89.51,住宅"
	for _, c := range []struct{ row, want string }{
		{"3栋,1单元302,白露,,76.3,住宅", ""},
		{"9栋,1单元302,白露,,76.3,住宅", "3! 没有「9栋」这栋楼"},
		{"3栋,1单元301,白露,,76.3,住宅", "3! 在第2行已经有了"},
		{",桂花苑三号楼1单元301室,白露,,76.3,住宅", "3! 在第2行已经有了"},
		{"3栋,,白露,,76.3,住宅", "3! 没有房号"},
		{"3栋,302,白露,,76.3,住宅", "3! 3栋302不止一个"},
		{"3栋,1单元302,白露,,,住宅", "3! 没有面积"},
		{"3栋,1单元302,白露,,0,住宅", "3! 面积「0」看不懂"},
		{"3栋,1单元302,白露,,-76,住宅", "3! 面积「-76」看不懂"},
		{"3栋,1单元302,白露,,76.3㎡,住宅", ""},
		{"3栋,1单元302,白露,,0.1亩,住宅", "3! 面积「0.1亩」看不懂"},
		{"3栋,1单元302,白露,,76.3001,住宅", "3! 面积「76.3001」看不懂"},
		{"3栋,1单元302,白露,,７６．３,住宅", ""},
		{"3栋,1单元302,白露,,763,住宅", "3? 住宅很少有这样的"},
		{"3栋,1单元302,白露,,14.999,住宅", "3? 住宅很少有这样的"},
		{",B-1,白露,,100,车位", "3? 车位很少有这样的"},
		{"3栋,1单元302,白露,,76.3,别墅", "3! 类型「别墅」不认识"},
		{"3栋,1单元302,白露,,76.3,", "3! 类型「」不认识"},
		{"3栋,1单元999,白露,,76.3,住宅", "3? 3栋1单元999不在户室目录里"},
		{"3栋,1单元302,,,76.3,住宅", "3! 没有业主"},
		{"3栋,1单元302,,,76.3,开发商", ""},
		{"3栋,1单元302,、,,76.3,住宅", "3! 没有业主"},
		{"3栋,1单元302,白露、,,76.3,住宅", "3! 有一位业主没有名字"},
		{"3栋,1单元302,白露、谷雨,19900000777,76.3,住宅", "3! 个数不一样"},
		{"3栋,1单元302,白露、谷雨,19900000777、,76.3,住宅", ""},
		{"3栋,1单元302,白露、白 露,,76.3,住宅", "3! 写了两次"},
		{"3栋,1单元302,白露,1990000,76.3,住宅", "3? 不是11位"},
		{"3栋,1单元302,王桂花,,76.3,住宅", "3! 「王桂花」这里没有手机号，第2行有"},
		{"3栋,1单元302,王桂花,19900000777,76.3,住宅", "3? 「王桂花」有2个手机号，算2个人"},
		{"3栋,1单元302,王桂华,19900000001,76.3,住宅", "3? 「王桂华」和第2行的「王桂花」手机号一样，名字不同"},
		{"3栋,1单元302,王桂花（业主）,19900000001,76.3,住宅", "3? 名字只差几个字"},
		{"3栋,1单元302,王桂花、王大山,19900000001、19900000001,76.3,住宅", ""},
		{"3栋,1单元302,白露,,76.3,住宅,多", "3! 比表头多了格子"},
		{"3栋,1单元\u200b301,白露,,76.3,住宅", "3! 在第2行已经有了"},
		{"3栋,1单元302,王\u200b桂花,19900000001,76.3,住宅", ""},
		{"3栋,1单元302,王桂花·,19900000002,76.3,住宅", "3? 「王桂花·」和第2行的「王桂花」像是同一个人，算两个人"},
	} {
		do(t, s, func(tx store.Tx) {
			p := read(t, tx, false, good, c.row)
			var got []string
			for _, problem := range p.Problems {
				got = append(got, fmt.Sprintf("%d%s %s", problem.Line, map[bool]string{true: "!", false: "?"}[problem.Stops], problem.Text))
			}
			line, text, _ := strings.Cut(c.want, " ")
			if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], line) || !strings.Contains(got[0], text)) {
				t.Errorf("%s: %q, want %q", c.row, got, c.want)
			}
			if parts := len(p.Parts); parts != 2 && !strings.Contains(c.want, "!") {
				t.Errorf("%s: %d parts", c.row, parts)
			}
		})
	}
}

// TestUnitsThatLookAlike may be one: both rows are named.
func TestUnitsThatLookAlike(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		p := read(t, tx, false, ",地下车位001,白露,,12.5,车位", ",地下车位 1号,谷雨,,12.5,车位", ",地下车位2,霜降,,12.5,车位")
		if len(p.Problems) != 1 || p.Problems[0].Text != "「地下车位1号」和第2行的「地下车位001」像是同一处，算两处" || p.Stops() > 0 {
			t.Errorf("%+v", p.Problems)
		}
	})
}

func TestOnePersonIsWhoBoughtIt(t *testing.T) {
	s := newStreet(t)
	for name, c := range map[string]struct {
		rows    []string
		parking bool
		persons int
		area    int64
	}{
		"each their own":                  {[]string{"1栋,1-101,白露,,60,住宅", "1栋,1-102,谷雨,,40.5,住宅"}, false, 2, 100_500},
		"several homes of one":            {[]string{"1栋,1-101,白露,,60,住宅", "1栋,1-102,白 露,,40.5,住宅"}, false, 1, 100_500},
		"two of one name":                 {[]string{"1栋,1-101,白露,19900000771,60,住宅", "1栋,1-102,白露,19900000772,40.5,住宅"}, false, 2, 100_500},
		"co-owners are one":               {[]string{"1栋,1-101,白露、谷雨,,60,住宅"}, false, 1, 60_000},
		"the same co-owners":              {[]string{"1栋,1-101,白露、谷雨,,60,住宅", "1栋,1-102,谷雨，白露,,40.5,住宅"}, false, 1, 60_000},
		"co-owners, and one alone":        {[]string{"1栋,1-101,白露、谷雨,,60,住宅", "1栋,1-102,白露,,40.5,住宅"}, false, 2, 100_500},
		"the developer is one":            {[]string{"1栋,1-101,甲公司,,60,开发商", "1栋,1-102,乙公司,,40,开发商", "1栋,1-103,,,1,开发商"}, false, 1, 101_000},
		"a shop of the developer's":       {[]string{"1栋,1-101,甲公司,,60,开发商", ",商铺1,甲公司,,40,商铺"}, false, 1, 100_000},
		"parking does not count":          {[]string{"1栋,1-101,白露,,60,住宅", ",B1,谷雨,,12,车位"}, false, 1, 60_000},
		"parking counts":                  {[]string{"1栋,1-101,白露,,60,住宅", ",B1,谷雨,,12,车位"}, true, 2, 72_000},
		"parking of who has a home":       {[]string{"1栋,1-101,白露,,60,住宅", ",B1,白露,,12,车位"}, true, 1, 72_000},
		"parking of the developer":        {[]string{"1栋,1-101,甲公司,,60,开发商", ",B1,甲公司,,12,车位"}, true, 1, 72_000},
		"the developer's does not either": {[]string{"1栋,1-101,甲公司,,60,开发商", ",B1,甲公司,,12,车位"}, false, 1, 60_000},
	} {
		do(t, s, func(tx store.Tx) {
			want := c.area
			if name == "the same co-owners" {
				want = 100_500
			}
			p := read(t, tx, c.parking, c.rows...)
			if p.Stops() > 0 || p.All.Persons != c.persons || p.All.Area != want {
				t.Errorf("%s: %+v %v", name, p.All, p.Problems)
			}
		})
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		have(t, tx, false, "1栋,1-101,白露,,60,住宅", "1栋,1-102,谷雨,,40,住宅", ",B1,谷雨,,12,车位")
	})
	err := s.View(t.Context(), func(tx store.Reader) error { // a reading transaction cannot write
		p := read(t, tx, false, "1栋,1-101,白露,,60.5,住宅", "1栋,1-102,霜降,,40,开发商", "1栋,1-103,大暑,,70,住宅")
		c := p.Changes
		if c.First || !slices.Equal(c.Added, []string{"1栋1单元103"}) || !slices.Equal(c.Removed, []string{"B1"}) ||
			!slices.Equal(c.Areas, []owners.AreaChange{{Unit: "1栋1单元101", Was: 60_000, Now: 60_500}}) ||
			!slices.Equal(c.Owners, []string{"1栋1单元102"}) || !slices.Equal(c.Kinds, []string{"1栋1单元102"}) {
			t.Errorf("%+v", c)
		}
		if live, _ := owners.Get(tx, guihua); live.Parts != 3 || units(owners.PartsOf(tx, live)) != "1栋1单元101 1栋1单元102 B1" {
			t.Errorf("%+v", live)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAnImportReplacesAllOrNothing(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		have(t, tx, false, "1栋,1-101,白露,,60,住宅", "1栋,1-102,谷雨,,40,住宅")
		have(t, tx, true, "1栋,1-103,白露,,60,住宅")
		live, _ := owners.Get(tx, guihua)
		if got := units(owners.PartsOf(tx, live)); got != "1栋1单元103" || !live.Parking || live.All.Area != 60_000 {
			t.Errorf("%s in %+v", got, live)
		}
		broken := read(t, tx, false, "1栋,1-101,白露,,60,住宅", "9栋,1-102,谷雨,,40,住宅")
		var refusal bot.Refusal
		if _, err := owners.Import(tx, "xzhou", broken); !errors.As(err, &refusal) {
			t.Errorf("a broken register: %v", err)
		}
		if got := units(owners.PartsOf(tx, live)); got != "1栋1单元103" {
			t.Errorf("after a broken one: %s", got)
		}
		for a := range audit.Acts(tx, tx.Now(), tx.Now().AddDate(0, 0, 1)) {
			if a.By != "xzhou" || a.Action != "import owners" || a.Place != guihua || strings.Contains(a.Detail, "白露") {
				t.Errorf("in the log: %+v", a)
			}
		}
	})
}

func TestARegisterIsThatOfAnEstate(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		for _, place := range []string{sample.GuihuaCommunity, sample.GuihuaYuan3, "9/9/9", ""} {
			var refusal bot.Refusal
			if _, err := owners.Read(tx, place, "r.csv", []byte(heading+"1栋,1-101,白露,,60,住宅"), false); !errors.As(err, &refusal) {
				t.Errorf("%q: %v", place, err)
			}
		}
	})
}

// The sample's register fits its directory: every owner whose papers were seen
// there owns, and it can be frozen and counted.
func TestSample(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		if err := owners.Fill(tx); err != nil {
			t.Fatal(err)
		}
		r := freeze(t, tx, false)
		if r.Parts < 280 || r.All.Persons < 200 || !owners.Intact(tx, r) {
			t.Errorf("%+v", r)
		}
		may, shared := 0, 0
		for p := range (directory.Audience{Place: guihua, Owners: true, MinTrust: directory.Verified}).People(tx) {
			mine, why := owners.Voter(tx, r, p), owners.WhyNot(tx, r, p)
			switch {
			case len(mine) > 0 && len(why) == 0:
				may++
			case len(mine) == 0 && len(why) == 1 && strings.Contains(why[0], "共有"):
				shared++
			default:
				t.Errorf("%s: %s, %q", p.Name, units(mine), why)
			}
		}
		if may < 40 || shared < 20 {
			t.Errorf("%d may vote, %d have to name a voter first", may, shared)
		}
	})
}
