// Package workday says which days are worked: Monday to Friday, but for public
// holidays and the weekends that are worked in exchange (调休). They are made known
// year by year; tyme4go has them as far as they were when it was made, and a file of
// the staff's own goes before it. Where a year is not known weekends count, and
// the few days that the law fixes; whoever asks is told so.
package workday

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/6tail/tyme4go/tyme"

	"yishi/bot"
	"yishi/store"
)

// Day is a day that is otherwise than its weekday.
type Day struct {
	Date string `json:"date"` // 2027-02-06
	Rest bool   `json:"rest"`
	Name string `json:"name,omitempty"` // 春节
}

// days are those of the staff's file, as it was when the program was started.
var days = store.NewTable("holiday", func(d *Day) string { return d.Date })

// asked are the years that promises were made in without knowing their holidays, and
// the roots whose staff were told.
type asked struct {
	Year string `json:"year"`
	Root string `json:"root"`
}

var askeds = store.NewTable("holidayasked", func(a *asked) string { return store.Key(a.Year, a.Root) })

// Replace takes over a file.
func Replace(tx store.Tx, file []Day) {
	old := slices.Collect(days.All(tx))
	for _, d := range old {
		if !slices.Contains(file, d) {
			days.Delete(tx, d.Date)
		}
	}
	for _, d := range file {
		if !slices.Contains(old, d) {
			days.Put(tx, d)
		}
	}
}

// After is the nth working day after the day that at is in, and the first year on the
// way there, if any, of which nobody knows the holidays.
func After(tx store.Reader, at time.Time, n int) (day time.Time, unknown string) {
	day = bot.Midnight(at)
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if unknown == "" && !known(tx, day) {
			unknown = day.Format("2006")
		}
		if works(tx, day) {
			n--
		}
	}
	return day, unknown
}

// fixed are the holidays that are the same by law each year, 调休 or not
// (全国年节及纪念日放假办法, 2025); the others follow the moon or the sun.
var fixed = []string{"01-01", "05-01", "05-02", "10-01", "10-02", "10-03"}

// Works reports whether the day that at is in is worked.
func Works(tx store.Reader, at time.Time) bool { return works(tx, bot.Midnight(at)) }

// works reports whether a day is worked.
func works(tx store.Reader, day time.Time) bool {
	if d, ok := days.Get(tx, day.Format(time.DateOnly)); ok {
		return !d.Rest
	}
	if work, ok := published(day.Year()).works[day.YearDay()]; ok {
		return work
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !slices.Contains(fixed, day.Format("01-02"))
}

// known reports whether the holidays of a day's year are known.
func known(tx store.Reader, day time.Time) bool {
	from, to := store.Prefix(day.Format("2006-"))
	for range days.Range(tx, from, to) {
		return true
	}
	return published(day.Year()).whole
}

// Tell reports whether the staff under a root are still to be told that nobody knows the
// holidays of a year. It is true once.
func Tell(tx store.Tx, year, root string) bool {
	a := asked{Year: year, Root: root}
	if _, told := askeds.Get(tx, store.Key(a.Year, a.Root)); told {
		return false
	}
	askeds.Put(tx, a)
	return true
}

// year is what tyme4go has of one: days by their number in it. It is whole if the
// National Day holiday is there: 元旦 may be known from the year before.
type year struct {
	works map[int]bool
	whole bool
}

// years that were looked up. What is in them never changes.
var years sync.Map

func published(n int) year {
	if y, ok := years.Load(n); ok {
		return y.(year)
	}
	y := year{works: map[int]bool{}}
	for day := time.Date(n, 1, 1, 0, 0, 0, 0, bot.Zone); day.Year() == n; day = day.AddDate(0, 0, 1) {
		h, err := tyme.LegalHoliday{}.FromYmd(n, int(day.Month()), day.Day())
		if err == nil && h != nil {
			y.works[day.YearDay()] = h.IsWork()
			y.whole = y.whole || day.Month() == time.October
		}
	}
	years.Store(n, y)
	return y
}

// Read reads the staff's file, a day or a span of days a line:
//
//	2027-02-05~2027-02-11 休 春节
//	2027-02-20 班 春节
//
// A mistake is said with its line.
func Read(r io.Reader) (file []Day, err error) {
	lines, byDate := bufio.NewScanner(r), map[string]int{}
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "\ufeff"), "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		from, to, err := span(fields[0])
		if err != nil {
			return nil, fmt.Errorf("%d: %w", n, err)
		}
		rest, ok := "", false
		if len(fields) > 1 {
			rest, ok = kinds[fields[1]]
		}
		if !ok {
			return nil, fmt.Errorf("%d: behind the date comes 休 (rest) or 班 (work)", n)
		}
		for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
			d := Day{Date: day.Format(time.DateOnly), Rest: rest == "rest", Name: strings.Join(fields[2:], " ")}
			if before, twice := byDate[d.Date]; twice {
				return nil, fmt.Errorf("%d: %s is in line %d already", n, d.Date, before)
			}
			byDate[d.Date] = n
			file = append(file, d)
		}
	}
	return file, lines.Err()
}

var kinds = map[string]string{"休": "rest", "rest": "rest", "班": "work", "work": "work"}

// maxSpan is the most days of a span; more is a slip in the year.
const maxSpan = 31

func span(text string) (from, to time.Time, err error) {
	first, last, isSpan := strings.Cut(text, "~")
	if !isSpan {
		last = first
	}
	if from, err = time.ParseInLocation(time.DateOnly, first, bot.Zone); err == nil {
		to, err = time.ParseInLocation(time.DateOnly, last, bot.Zone)
	}
	if err != nil || to.Before(from) || to.Sub(from) >= maxSpan*24*time.Hour {
		return from, to, fmt.Errorf("%q is no day such as 2027-02-20, nor a span such as 2027-02-05~2027-02-11", text)
	}
	return from, to, nil
}
