package owners_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/store"
)

func TestWhoVotesAndWhyNot(t *testing.T) {
	const a, b, c, elsewhere = guihua + "/1/1/101", guihua + "/1/1/102", guihua + "/1/1/103", "1/1/2/1/1/101"
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		have(t, tx, false, "1栋,1-101,白露,19900000771,60,住宅", "1栋,1-102,霜降、大暑,19900000772、,40,住宅", "1栋,1-103,甲公司,,60,开发商",
			",地下1,霜降、大暑,19900000772、,12,车位", ",商铺1,白露,19900000771,40,商铺")
	})
	own, co, fam, rent := directory.Owner, directory.CoOwner, directory.Family, directory.Tenant
	seen, vouched, claimed := directory.Verified, directory.Vouched, directory.Claimed
	for _, p := range []struct {
		name, phone, home, as string
		trust                 directory.Trust
		votes, why            string
	}{
		{"白露", "", a, own, seen, "1栋1单元101 商铺1", ""},
		{"白 露", "", a, own, seen, "1栋1单元101 商铺1", ""},
		{"白露", "19900000771", a, own, vouched, "", "您在1栋1单元101登记的是业主，但是产权证明我们还没有看过"},
		{"白露", "", a, own, claimed, "", "您在1栋1单元101登记的是业主，但是产权证明我们还没有看过"},
		{"谷雨", "", a, own, seen, "", "名册上1栋1单元101的业主，不是您登记的这个名字"},
		{"白露", "", a, rent, seen, "", "登记的是租户"},
		{"小白", "", a, fam, seen, "", "登记的是家人"},
		{"霜降", "", b, co, seen, "", "1栋1单元102是2位业主共有的，只有一票。公告以前没有推选"},
		{"大暑", "", b, own, vouched, "", "还没有看过"},
		{"清明", "", c, own, seen, "", "1栋1单元103在名册上还是开发商的"},
		{"清明", "", guihua + "/1/1/105", own, seen, "", "名册上没有1栋1单元105"},
		{"清明", "", elsewhere, own, seen, "", "您没有登记桂花苑的房子"},
		{"白露", "19900000771", elsewhere, own, seen, "", "您没有登记桂花苑的房子"},
		{"某人", "", a, own, claimed, "", "您在1栋1单元101登记的是业主，但是产权证明我们还没有看过"},
	} {
		do(t, s, func(tx store.Tx) {
			r := freeze(t, tx, false)
			who := settled(tx, p.name, p.phone, p.home, p.as, p.trust)
			if got := units(owners.Voter(tx, r, who)); got != p.votes {
				t.Errorf("%+v votes for %q", p, got)
			}
			why := owners.WhyNot(tx, r, who)
			if p.why == "" && len(why) > 0 || p.why != "" && !slices.ContainsFunc(why, func(w string) bool { return strings.Contains(w, p.why) }) {
				t.Errorf("%+v: %q", p, why)
			}
			for _, w := range why {
				if p.trust < seen && (strings.Contains(w, "商铺") || strings.Contains(w, "名册")) {
					t.Errorf("%+v is told what the register has: %s", p, w)
				}
			}
		})
	}
}

// Who owns several things votes for all of them, once staff have seen the papers
// of one: the register says that they are one buyer's.
func TestOneOfSeveralHomesProvesAll(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		have(t, tx, true, "1栋,1-101,白露,,60,住宅", "1栋,1-102,白露,,60,住宅", ",地下1,白露,,12,车位", "1栋,1-103,谷雨,,60,住宅")
		who := settled(tx, "白露", "", guihua+"/1/1/102", directory.Owner, directory.Verified)
		with, without := freeze(t, tx, true), freeze(t, tx, false)
		if got := units(owners.Voter(tx, with, who)); got != "1栋1单元101 1栋1单元102 地下1" {
			t.Error(got)
		}
		if got := units(owners.Voter(tx, without, who)); got != "1栋1单元101 1栋1单元102" {
			t.Error(got)
		}
		if why := owners.WhyNot(tx, without, who); len(why) > 0 {
			t.Error(why)
		}
	})
}

func TestCoOwnersNameOneVoter(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		rows := []string{"1栋,1-101,白露、谷雨,19900000771、19900000772,60,住宅", ",地下1,白露、谷雨,19900000771、19900000772,12,车位"}
		have(t, tx, true, rows...)
		const home = guihua + "/1/1/101"
		bai := settled(tx, "白露", "", home, directory.Owner, directory.Verified)
		gu := settled(tx, "谷雨", "", home, directory.CoOwner, directory.Verified)
		liar := settled(tx, "谷雨", "", home, directory.CoOwner, directory.Claimed)
		before := freeze(t, tx, true)

		mine, _ := owners.Shared(tx, bai)
		if len(mine) != 1 || mine[0].Title != "桂花苑1栋1单元101、地下1" || mine[0].Voter != 0 {
			t.Fatalf("%+v", mine)
		}
		var refusal bot.Refusal
		if _, err := owners.NameVoter(tx, liar, mine[0], 1); !errors.As(err, &refusal) || !strings.Contains(string(refusal), "还没有看过") {
			t.Errorf("a liar: %v", err)
		}
		for _, nobody := range []int{0, 3, -1} {
			if _, err := owners.NameVoter(tx, bai, mine[0], nobody); !errors.As(err, &refusal) {
				t.Errorf("owner %d: %v", nobody, err)
			}
		}
		at := 1 + slices.Index(mine[0].Names, "谷雨")
		untold, err := owners.NameVoter(tx, bai, mine[0], at)
		if err != nil || !slices.Equal(untold, []string{"谷雨"}) { // who has no account
			t.Fatal(untold, err)
		}

		live, _ := owners.Get(tx, guihua)
		votes := func(r owners.Register) [2]int {
			return [2]int{len(owners.Voter(tx, r, bai)), len(owners.Voter(tx, r, gu))}
		}
		if votes(before) != [2]int{0, 0} || votes(live) != [2]int{0, 2} {
			t.Errorf("frozen before: %v, now: %v", votes(before), votes(live))
		}
		after := freeze(t, tx, true)
		if after.Hash == before.Hash || votes(after) != [2]int{0, 2} {
			t.Errorf("%v %s", votes(after), after.Hash)
		}
		if why := owners.WhyNot(tx, after, bai); len(why) != 1 || !strings.Contains(why[0], "推选了谷雨来投。这次不再换人") {
			t.Error(why)
		}

		have(t, tx, true, rows...) // the same owners: who was named stays
		if live, _ = owners.Get(tx, guihua); votes(live) != [2]int{0, 2} {
			t.Errorf("after the same import: %v", votes(live))
		}
		have(t, tx, true, "1栋,1-101,白露、谷雨、霜降,19900000771、19900000772、,60,住宅")
		if votes(live) != [2]int{0, 0} {
			t.Errorf("after one more owner: %v", votes(live))
		}
		if _, err := owners.NameVoter(tx, bai, mine[0], at); !errors.As(err, &refusal) {
			t.Errorf("with a list that is no longer true: %v", err)
		}
	})
}
