package owners_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yishi/bot"
	"yishi/flows/owners"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
	"yishi/store"
)

// The text of a register is a format that others make again: it changes only
// with its first line.
func TestTextAndHash(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		have(t, tx, false, "3栋,1单元302,白露、王桂花,,76.3,住宅", "3栋,1单元301,王桂花,,89.51,住宅", "5栋,2-402,甲公司,,102.88,开发商", ",B|1%,白露、王桂花,,12.72,车位")
		r := freeze(t, tx, true)
		const want = "yishi owners 1\n" +
			"estate\t1/1/1\n" +
			"parking\tyes\n" +
			"3栋1单元301\thome\t89510\t3栋1单元301\t王桂花\t王桂花\n" +
			"3栋1单元302\thome\t76300\t3栋1单元302\t王桂花、白露\t\n" +
			"5栋2单元402\tdeveloper\t102880\tdeveloper\t甲公司\t甲公司\n" +
			"B|1%\tparking\t12720\t3栋1单元302\t王桂花、白露\t\n"
		sum := sha256.Sum256([]byte(want))
		if r.Hash != hex.EncodeToString(sum[:]) {
			t.Errorf("%s", r.Hash)
		}
	})
}

func TestFrozenStaysAsItWas(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		var refusal bot.Refusal
		if _, err := owners.Freeze(tx, "xzhou", guihua, false); !errors.As(err, &refusal) {
			t.Errorf("nothing to freeze: %v", err)
		}
		have(t, tx, false, "1栋,1-101,白露,,60,住宅", ",B1,白露,,12,车位")
		before := freeze(t, tx, false)
		have(t, tx, false, "1栋,1-101,谷雨,,61,住宅")
		after := freeze(t, tx, false)
		again, ok := owners.Get(tx, before.ID)
		if got := owners.PartsOf(tx, again); !ok || again != before || len(got) != 2 || got[0].Owners[0].Name != "白露" || got[0].Area != 60_000 {
			t.Errorf("%+v %+v", again, got)
		}
		if !owners.Intact(tx, before) || !owners.Intact(tx, after) || before.Hash == after.Hash || before.ID == after.ID {
			t.Errorf("%+v %+v", before, after)
		}
		if live, _ := owners.Get(tx, guihua); live.Frozen() || owners.Intact(tx, live) {
			t.Errorf("%+v", live)
		}
		if with := freeze(t, tx, true); with.Hash == after.Hash {
			t.Error("whether parking counts does not show in the hash")
		}
	})
}

func TestATouchedRegisterIsNotIntact(t *testing.T) {
	s := newStreet(t)
	do(t, s, func(tx store.Tx) {
		have(t, tx, false, "1栋,1-101,白露,,60,住宅")
		r := freeze(t, tx, false)
		if err := owners.Kit().Check(tx); err != nil {
			t.Error(err)
		}
		key := store.Key(r.ID, "1栋1单元101")
		doc := strings.Replace(string(tx.Get("ownerspart", key)), "60000", "61000", 1)
		tx.Put("ownerspart", key, []byte(doc))
		if owners.Intact(tx, r) {
			t.Error("an area was changed unseen")
		}
		if err := owners.Kit().Check(tx); !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), r.ID) {
			t.Errorf("the check says %v", err)
		}
	})
}

// rows are a register: homes of 1栋 and parking, each of one or two of a few
// people, or the developer's.
func rows(t *rapid.T) (list []string, area int64) {
	people := []string{"白露", "谷雨", "霜降", "大暑"}
	for i := range rapid.IntRange(1, 12).Draw(t, "parts") {
		owner := rapid.SampledFrom(people).Draw(t, "owner")
		if second := rapid.SampledFrom(people).Draw(t, "second"); second != owner && rapid.Bool().Draw(t, "shared") {
			owner += "、" + second
		}
		m := rapid.Int64Range(6_000, 59_999).Draw(t, "area")
		kind := rapid.SampledFrom([]string{"住宅", "车位", "开发商", "其他"}).Draw(t, "kind")
		if kind == "开发商" {
			owner = "甲公司"
		}
		list = append(list, fmt.Sprintf("1栋,%d单元%d0%d,%s,,%d.%03d,%s", 1+i%2, 1+i/10, 1+i/2%5, owner, m/1000, m%1000, kind))
		if kind != "车位" {
			area += m
		}
	}
	return list, area
}

// The order of rows says nothing; what counts has all the area of what counts; and
// no two persons are one.
func TestOrderSaysNothing(t *testing.T) {
	s := newStreet(t)
	rapid.Check(t, func(rt *rapid.T) {
		list, area := rows(rt)
		shuffled := slices.Clone(list)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1)).Shuffle(len(list), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		do(t, s, func(tx store.Tx) {
			have(t, tx, false, list...)
			a := freeze(t, tx, false)
			if p := read(t, tx, false, shuffled...); len(p.Changes.Owners)+len(p.Changes.Areas)+len(p.Changes.Added)+len(p.Changes.Removed) > 0 {
				rt.Errorf("shuffled rows: %+v", p.Changes)
			}
			have(t, tx, false, shuffled...)
			b := freeze(t, tx, false)
			if a.Hash != b.Hash || a.All != b.All {
				rt.Errorf("%+v and, shuffled, %+v", a, b)
			}
			if a.All.Area != area {
				rt.Errorf("area %d, want %d", a.All.Area, area)
			}
			counted := owners.Weights(tx, a)
			if counted.All() != a.All || counted.Parts() != len(list) {
				rt.Errorf("%+v, want %+v", counted.All(), a.All)
			}
			agrees(rt, counted, owners.PartsOf(tx, a))
		})
	})
}

// agrees checks persons one at a time: who votes for all that one holder has takes
// part as one person, with their area.
func agrees(t *rapid.T, counted *estate.Weights, parts []owners.Part) {
	for _, p := range parts {
		made, area := make([]tally.Choice, len(parts)), int64(0)
		for i, other := range parts {
			if other.Holder == p.Holder && counted.Counts(i) {
				made[i], area = tally.Yes, area+other.Area
			}
		}
		want := estate.Weight{Area: area}
		if area > 0 {
			want.Persons = 1
		}
		if got := counted.Count(estate.Ordinary, made).Yes; got != want {
			t.Errorf("%s: %+v, want %+v", p.Holder, got, want)
		}
	}
}
