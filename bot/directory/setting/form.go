package setting

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/when"
)

// Form is how a setting is said.
type Form struct {
	Ask  string                                    // what staff are asked
	Hint string                                    // what they are told who said something else
	Read func(said string) (value string, ok bool) // brings it to the one form that is kept; that reads as itself
	Say  func(value string) string                 // says what is kept
}

// mostDays is the longest that anybody is to wait for an answer.
const mostDays = 60

// Days are working days, from 1 on.
var Days = Form{
	Ask:  "几个工作日？写数字，1到60。",
	Hint: "请只写数字，1到60，比如「3」。",
	Read: func(said string) (string, bool) {
		n, ok := answer.Number(strings.NewReplacer("个工作日", "", "工作日", "", "天", "").Replace(said))
		return strconv.Itoa(n), ok && n >= 1 && n <= mostDays
	},
	Say: func(value string) string { return value + "个工作日" },
}

func days(value string) int {
	n, _ := strconv.Atoi(value)
	return n
}

// Span are hours of every day, perhaps over midnight.
var Span = Form{
	Ask:  "每天几点到几点？比如「晚上10点到早上7点」。",
	Hint: "请写从几点到几点，比如「晚上10点到早上7点」。",
	Read: func(said string) (string, bool) {
		h, ok := ReadHours(said)
		return hour(h.From) + "-" + hour(h.Until), ok
	},
	Say: func(value string) string { return SayHours(span(value)) },
}

func span(value string) directory.Hours {
	h, _ := ReadHours(value)
	return h
}

// Hour is an hour of the day.
var Hour = Form{
	Ask:  "几点？比如「下午5点半」。",
	Hint: "请写几点，比如「下午5点半」。",
	Read: func(said string) (string, bool) {
		at, ok := when.Clock(said)
		return hour(at), ok && at < 24*time.Hour
	},
	Say: func(value string) string { return value },
}

// Line is a few words as they are.
var Line = Form{
	Ask:  "怎么写？一行就好。",
	Hint: "太长了，请写短些，一行就好。",
	Read: func(said string) (string, bool) {
		said = strings.TrimSpace(said)
		return said, said != "" && len([]rune(said)) <= mostLine && !strings.ContainsAny(said, "\r\n")
	},
	Say: func(value string) string { return "「" + value + "」" },
}

const mostLine = 40

func hour(d time.Duration) string { return fmt.Sprintf("%d:%02d", int(d.Hours()), int(d.Minutes())%60) }

// ReadHours reads from when to when: 晚上10点到早上7点, 22:00-7:00.
func ReadHours(said string) (h directory.Hours, ok bool) {
	for _, sep := range []string{"到", "至", "-", "—", "~", "～", "－"} {
		from, until, cut := strings.Cut(said, sep)
		if !cut {
			continue
		}
		a, one := when.Clock(from)
		b, two := when.Clock(strings.TrimLeft(until, "第二天次日—-"))
		h = directory.Hours{From: a % (24 * time.Hour), Until: b % (24 * time.Hour)}
		return h, one && two && h.From != h.Until
	}
	return h, false
}

// SayHours says hours: 21:00到第二天8:00.
func SayHours(h directory.Hours) string {
	if h.Until == 0 {
		return hour(h.From) + "到24:00"
	}
	if h.From > h.Until {
		return hour(h.From) + "到第二天" + hour(h.Until)
	}
	return hour(h.From) + "到" + hour(h.Until)
}
