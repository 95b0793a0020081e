package workday_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/workday"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// with runs fn on a store that has a file's days.
func with(t *testing.T, file string, fn func(tx store.Tx)) {
	t.Helper()
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "days.db"), bolt.Options{Create: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	days, err := workday.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Update(context.Background(), func(tx store.Tx) error { workday.Replace(tx, days); fn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

const spring = "\ufeff# 2027\n2027-02-05~2027-02-11 休 春节\n2027-02-20 班 春节 # 周六\n"

func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		file, at string
		n        int
		want     string
		unknown  string
	}{
		{"", "2026-09-30 10:00", 3, "2026-10-10", ""}, // the holiday, and a Saturday that is worked
		{"", "2026-10-09 10:00", 1, "2026-10-10", ""},
		{"", "2026-09-18 23:59", 1, "2026-09-20", ""}, // a Sunday that is worked
		{"", "2026-11-27 10:00", 3, "2026-12-02", ""},
		{"", "2026-12-30 10:00", 3, "2027-01-05", "2027"},
		{"", "2029-09-30 10:00", 1, "2029-10-04", "2029"},
		{"", "2027-02-04 10:00", 3, "2027-02-09", "2027"},
		{spring, "2027-02-04 10:00", 3, "2027-02-16", ""},
		{spring, "2027-02-19 10:00", 1, "2027-02-20", ""},
		{"2026-10-08 休 停电", "2026-09-30 10:00", 1, "2026-10-09", ""}, // the file goes before; the rest of the year stays
	} {
		with(t, c.file, func(tx store.Tx) {
			at, _ := time.ParseInLocation("2006-01-02 15:04", c.at, bot.Zone)
			day, unknown := workday.After(tx, at, c.n)
			if got := day.Format(time.DateOnly); got != c.want || unknown != c.unknown {
				t.Errorf("%s +%d: %s %q, want %s %q", c.at, c.n, got, unknown, c.want, c.unknown)
			}
		})
	}
}

func TestWhatTheFileNoLongerSaysIsForgotten(t *testing.T) {
	with(t, spring, func(tx store.Tx) {
		workday.Replace(tx, nil)
		at := time.Date(2027, 2, 4, 10, 0, 0, 0, bot.Zone)
		if day, unknown := workday.After(tx, at, 1); day.Day() != 5 || unknown != "2027" {
			t.Errorf("%v %q", day, unknown)
		}
		if !workday.Tell(tx, "2027", "1") || workday.Tell(tx, "2027", "1") || !workday.Tell(tx, "2027", "2") || !workday.Tell(tx, "2028", "1") {
			t.Error("staff are told once, of each year, in each street")
		}
	})
}

func TestMistakesInTheFileAreSaidWithTheirLine(t *testing.T) {
	for file, want := range map[string]string{
		"2027-2-5 休":                            "1: \"2027-2-5\" is no day",
		"\n# x\n2027-02-05":                     "3: behind the date comes",
		"2027-02-05 放假":                         "1: behind the date comes",
		"2027-02-29 休":                          "1: \"2027-02-29\" is no day",
		"2027-02-11~2027-02-05 休":               "1: ",
		"2026-02-05~2027-02-05 休":               "1: ",
		"2027-02-05 休\n2027-02-01~2027-02-06 班": "2: 2027-02-05 is in line 1 already",
	} {
		if _, err := workday.Read(strings.NewReader(file)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", file, err, want)
		}
	}
}
