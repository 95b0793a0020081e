package activity

import (
	"testing"
	"time"

	"yishi/bot"
)

func TestRemindersComeTheEveningBefore(t *testing.T) {
	for _, c := range []struct{ now, start, want string }{
		{"2026-12-01 09:00", "2026-12-08 09:00", "2026-12-07 18:00"},
		{"2026-12-07 17:59", "2026-12-08 19:00", "2026-12-07 18:00"},
		{"2026-12-07 18:00", "2026-12-08 14:00", "2026-12-08 12:00"},
		{"2026-12-07 20:00", "2026-12-08 09:00", "2026-12-08 08:00"}, // seven is too early
		{"2026-12-07 20:00", "2026-12-08 08:15", ""},
		{"2026-12-08 10:00", "2026-12-08 11:00", ""},
	} {
		got := ""
		if at := remindAt(moment(t, c.now), moment(t, c.start)); !at.IsZero() {
			got = at.In(bot.Zone).Format("2006-01-02 15:04")
		}
		if got != c.want {
			t.Errorf("made %s for %s: %q, want %q", c.now, c.start, got, c.want)
		}
	}
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, bot.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
