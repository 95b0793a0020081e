package course

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/meaning/when"
)

// Slot is a time of the week, in minutes of the day.
type Slot struct {
	Day  time.Weekday `json:"day"`
	From int          `json:"from"`
	Long int          `json:"long"`
}

// Classes begin when neighbours are up and end before they rest.
const (
	Earliest = 6 * 60
	Latest   = 20 * 60
)

// ReadSlot reads a weekday and an hour: 周二下午2点, 每星期四9:30.
func ReadSlot(words string) (Slot, bool) {
	if !strings.ContainsAny(words, "周星礼") {
		return Slot{}, false
	}
	words, _, _ = strings.Cut(words, "到")
	monday := time.Date(2026, 1, 5, 0, 0, 0, 0, bot.Zone)
	t, exact, ok := when.Moment(strings.ReplaceAll(words, "每", ""), monday)
	if !ok || exact != when.ToMinute {
		return Slot{}, false
	}
	s := Slot{Day: t.Weekday(), From: t.Hour()*60 + t.Minute()}
	return s, s.From >= Earliest && s.From <= Latest
}

func (s Slot) String() string {
	day := []string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}[s.Day]
	return fmt.Sprintf("%s%02d:%02d到%02d:%02d", day, s.From/60, s.From%60, s.to()/60, s.to()%60)
}

func (s Slot) to() int { return s.From + s.Long }

// Clashes reports whether nobody could come to both in full.
func (s Slot) Clashes(o Slot) bool { return s.Day == o.Day && s.From < o.to() && o.From < s.to() }

// After is the first moment of the slot on or after a day.
func (s Slot) After(day time.Time) time.Time {
	day = bot.Midnight(day)
	ahead := (int(s.Day) - int(day.In(bot.Zone).Weekday()) + 7) % 7
	return day.AddDate(0, 0, ahead).Add(time.Duration(s.From) * time.Minute)
}
