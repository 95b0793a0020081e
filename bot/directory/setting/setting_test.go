package setting_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

var answers = setting.Kind{Key: "answer", Usual: "3", Form: setting.Days}

func in(t *testing.T, fn func(tx store.Tx)) {
	t.Helper()
	db, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time {
		return time.Date(2026, 12, 4, 22, 0, 0, 0, bot.Zone) // a Friday
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(context.Background(), func(tx store.Tx) error { fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

// The nearest place up the tree counts, then the configuration, then what we came with.
func TestTheNearestPlaceCounts(t *testing.T) {
	in(t, func(tx store.Tx) {
		for id, kind := range map[string]string{"1": directory.Street, "1/1": directory.Community, "1/1/1": directory.Estate, "1/1/10": directory.Estate} {
			directory.PutPlace(tx, directory.Place{ID: id, Kind: kind})
		}
		want := func(place, value, from string) {
			t.Helper()
			if s := answers.Of(tx, place); s.Value != value || s.Place != from {
				t.Errorf("%q has %s of %q, not %s of %q", place, s.Value, s.Place, value, from)
			}
		}
		want("1/1/1", "3", "")
		want("", "3", "")
		setting.Replace(tx, map[string]string{"answer": "5"})
		want("1/1/1", "5", "")
		staff := directory.Person{ID: "p", Roles: []directory.Role{{Role: directory.Staff, Place: "1/1"}}}
		put := func(place, said string, good bool) {
			t.Helper()
			if err := setting.Put(tx, staff, place, answers, said); (err == nil) != good {
				t.Errorf("%q at %s: %v", said, place, err)
			}
		}
		put("1/1/1", "２天", true)
		put("1/1", "七个工作日", true)
		put("1", "1", false)     // not theirs
		put("1/1/9", "1", false) // no place
		put("1/1", "0", false)
		put("1/1", "快点", false)
		want("1/1/1/3/2/501", "2", "1/1/1")
		want("1/1/10", "7", "1/1")
		want("1", "5", "")
		setting.Replace(tx, nil)
		want("1", "3", "")
		if all := setting.Below(tx, ""); len(all) != 2 {
			t.Error(all)
		}
		put("1/1/1", "", true)
		want("1/1/1", "7", "1/1")
	})
}

func TestHoursAndDays(t *testing.T) {
	in(t, func(tx store.Tx) {
		said := func(k setting.Kind, place, said string) {
			value, ok := k.Form.Read(said)
			if again, same := k.Form.Read(value); !ok || !same || again != value {
				t.Errorf("%s reads as %s, and again as %s", said, value, again)
			}
			setting.Set(tx, "p", setting.Setting{Place: place, Key: k.Key, Value: value})
		}
		ten := tx.Now()
		if _, set := setting.Rest(tx, "1"); set || setting.Awake(tx, "1", ten).Sub(ten) != 10*time.Hour {
			t.Error("usually people rest from nine to eight, which nobody set")
		}
		said(setting.Quiet, "1", "晚上11点到早上6点半")
		if h, set := setting.Rest(tx, "1/2"); !set || setting.SayHours(h) != "23:00到第二天6:30" || setting.Awake(tx, "1/2", ten) != ten {
			t.Error(h)
		}
		said(setting.Closing, "1/2", "下午5点半")
		for place, hour := range map[string]string{"1": "18:00", "1/2/3": "17:30"} {
			if due, _ := setting.Due(tx, place, 1); due.Format("01-02 15:04") != "12-07 "+hour {
				t.Errorf("%s: %s", place, due)
			}
		}
	})
}
