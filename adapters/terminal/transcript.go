package terminal

import (
	"fmt"
	"io"
	"strings"
	"time"

	"yishi/bot"
)

// transcript keeps what happened, in the form adapters/script reads: names
// before marks, further lines indented by two spaces.
type transcript struct {
	out     io.Writer
	channel string
	begun   bool
	known   map[string]bool
	err     error // the first failure to write
}

// playedAs is the channel a transcript is played on: it has buttons, as here.
const playedAs = "web"

func (t *transcript) write(e entry, now time.Time) {
	t.begin(now)
	if !t.known[e.name] {
		t.known[e.name] = true
		t.printf("%s = %s %s\n", e.name, e.name, playedAs)
	}
	t.printf("%s%s %s\n", e.name, e.mark, strings.Join(e.lines, "\n  "))
}

// begin writes when everything began.
func (t *transcript) begin(now time.Time) {
	if !t.begun {
		t.begun = true
		t.printf("clock %s\n", now.In(bot.Zone).Format("2006-01-02 15:04"))
	}
}

// pass writes that time has passed, since what began at now.
func (t *transcript) pass(by time.Duration, now time.Time) {
	t.begin(now)
	t.printf("-- %s later\n", short(by))
}

// comment keeps a line of the script that only explains.
func (t *transcript) comment(line string) { t.printf("%s\n", line) }

func (t *transcript) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(t.out, format, args...); err != nil && t.err == nil {
		t.err = err
	}
}

// short is a duration without the zeros at its end: 48h, not 48h0m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
