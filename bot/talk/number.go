package talk

import (
	"encoding/json"
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/when"
	"yishi/bot/talk/replay"
)

// Number asks for a whole number from least to most.
func (c *Conv) Number(name string, least, most int, format string, args ...any) int {
	return replay.Ask(c.Conv, replay.Question[int]{
		Name: name, Text: lazy(format, args), Voice: true, Digits: least <= 0,
		Hint: fmt.Sprintf("请回复一个数字，%d 到 %d。", least, most),
		Words: func(s string) (int, error) {
			n, ok := answer.Number(s)
			switch {
			case !ok:
				return 0, replay.ErrWrong
			case n < least || n > most:
				return 0, bot.Refuse("要在 %d 到 %d 之间。", least, most)
			}
			return n, nil
		},
	})
}

// NumberOr is Number with a button that goes without; that gives 0.
func (c *Conv) NumberOr(name, skip string, least, most int, format string, args ...any) int {
	opts := []Opt{{Key: "-", Label: skip}}
	return replay.Ask(c.Conv, replay.Question[int]{
		Name: name, Text: lazy(format, args), Opts: opts, Voice: true,
		Hint: fmt.Sprintf("请回复一个数字，%d 到 %d，或者回复「%s」。", least, most, skip),
		Words: func(s string) (int, error) {
			n, ok := answer.Number(s)
			switch {
			case ok && n >= least && n <= most:
				return n, nil
			case without(s, opts):
				return 0, nil
			case ok:
				return 0, bot.Refuse("要在 %d 到 %d 之间。", least, most)
			}
			return 0, replay.ErrWrong
		},
		Press: func(string) (int, error) { return 0, nil },
	})
}

// Score asks for 1 (worst) to most.
func (c *Conv) Score(name string, most int, format string, args ...any) int {
	return c.Number(name, 1, most, format, args...)
}

// Money asks for an amount, in fen.
func (c *Conv) Money(name, format string, args ...any) int {
	return replay.Ask(c.Conv, replay.Question[int]{
		Name: name, Text: lazy(format, args), Voice: true, Digits: true,
		Hint:  "请回复金额，比如 120 或 120.5。",
		Words: func(s string) (int, error) { return sure(answer.Money(s)) },
	})
}

// Phone asks for a telephone number.
func (c *Conv) Phone(name, format string, args ...any) string {
	return replay.Ask(c.Conv, phoneQuestion(name, format, args))
}

// PhoneOr is Phone with a button that skips it; skipped gives "".
func (c *Conv) PhoneOr(name, skip, format string, args ...any) string {
	return replay.Ask(c.Conv, skipped(phoneQuestion(name, format, args), skip))
}

func phoneQuestion(name, format string, args []any) replay.Question[string] {
	return replay.Question[string]{
		Name: name, Text: lazy(format, args), Voice: true,
		Hint:  "请回复11位手机号。",
		Words: func(s string) (string, error) { return sure(answer.Phone(s)) },
	}
}

// skipped gives a question for a number a button that goes without.
func skipped[T any](q replay.Question[T], skip string) replay.Question[T] {
	words, opts := q.Words, []Opt{{Key: "-", Label: skip}}
	q.Opts, q.Hint = opts, "请回复11位手机号，不想留就回复「"+skip+"」。"
	q.Press = func(string) (none T, err error) { return none, nil }
	q.Words = func(s string) (T, error) {
		value, err := words(s)
		if err != nil && (without(s, opts) || isNo(s)) {
			var none T
			return none, nil
		}
		return value, err
	}
	return q
}

// Own is somebody's own number as they gave it; Shown, if the platform vouches that it
// is theirs.
type Own struct {
	Phone string `json:"phone"`
	Shown bool   `json:"shown,omitempty"`
}

// UnmarshalJSON takes what earlier versions kept, too: the number alone.
func (o *Own) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &o.Phone) == nil {
		return nil
	}
	type plain Own
	return json.Unmarshal(data, (*plain)(o))
}

// OwnPhone asks whoever we talk with for their own number: they may write it, or show
// it where the platform lets them.
func (c *Conv) OwnPhone(name, format string, args ...any) Own {
	return replay.Ask(c.Conv, ownPhone(name, format, args))
}

// OwnPhoneOr is OwnPhone with a button that skips it; skipped gives none.
func (c *Conv) OwnPhoneOr(name, skip, format string, args ...any) Own {
	return replay.Ask(c.Conv, skipped(ownPhone(name, format, args), skip))
}

func ownPhone(name, format string, args []any) replay.Question[Own] {
	return replay.Question[Own]{
		Name: name, Text: lazy(format, args), Voice: true,
		Hint: "请回复11位手机号。",
		Words: func(s string) (Own, error) {
			phone, ok := answer.Phone(s)
			return sure(Own{Phone: phone}, ok)
		},
		Card: Shown,
	}
}

// Shown is a number of somebody's own that the platform vouches for, with + and the
// country it is of.
func Shown(number string) (Own, error) {
	phone, ok := answer.Phone(number)
	if !ok {
		return Own{}, errAbroad
	}
	return Own{Phone: phone, Shown: true}, nil
}

// errAbroad: a number of another country is on no register here.
const errAbroad bot.Refusal = "这是境外的号码，登记册上对不了。请回复一个11位的国内手机号。"

// Date asks for a day from today on; the answer is its first moment.
func (c *Conv) Date(name, format string, args ...any) time.Time {
	now := c.now()
	return c.when(name, lazy(format, args), bot.Midnight(now), "请回复日期，比如「12月1日」「明天」「下周三」。",
		func(s string) (time.Time, bool) { return when.Date(s, now) })
}

// Time asks for a day and an hour still to come.
func (c *Conv) Time(name, format string, args ...any) time.Time {
	now := c.now()
	return c.when(name, lazy(format, args), now, "请回复日期和钟点，比如「12月1日下午3点」「后天上午9点半」。",
		func(s string) (time.Time, bool) {
			t, exact, ok := when.Moment(s, now)
			return t, ok && exact == when.ToMinute
		})
}

func (c *Conv) when(name string, text func() string, from time.Time, hint string, read func(string) (time.Time, bool)) time.Time {
	return replay.Ask(c.Conv, replay.Question[time.Time]{
		Name: name, Text: text, Voice: true, Hint: hint,
		Words: func(s string) (time.Time, error) {
			t, ok := read(s)
			switch {
			case !ok:
				return t, replay.ErrWrong
			case t.Before(from):
				return t, bot.Refuse("这个时间已经过去了，请说一个以后的时间。")
			}
			return t, nil
		},
	})
}

// now is for reading words such as 明天; flows have no clock.
func (c *Conv) now() time.Time { return c.tx().Now().In(bot.Zone) }

func sure[T any](value T, ok bool) (T, error) {
	if !ok {
		return value, replay.ErrWrong
	}
	return value, nil
}
