package deadline

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory/setting"
	"yishi/bot/meaning/answer"
)

// Unit is in what a span is counted.
type Unit string

const (
	Minutes Unit = "m"
	Hours   Unit = "h"
	Days    Unit = "d" // working days
)

// Span is a length of time as people say it.
type Span struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// units are how people say them, the word that we say first.
var units = []struct {
	unit  Unit
	words []string
	most  int
}{
	{Minutes, []string{"分钟", "分"}, 600},
	{Hours, []string{"小时", "个小时", "个钟头", "钟头"}, 240},
	{Days, []string{"个工作日", "工作日", "天", "日"}, 60},
}

// Words is a span as it is said: 7个工作日.
func (s Span) Words() string {
	for _, u := range units {
		if u.unit == s.Unit {
			return fmt.Sprintf("%d%s", s.N, u.words[0])
		}
	}
	return ""
}

// ReadSpan reads how long people say: 10分钟, 24小时, 7个工作日, 15天.
func ReadSpan(said string) (Span, error) {
	said = strings.TrimSpace(said)
	for _, u := range units {
		for _, word := range u.words {
			number, has := strings.CutSuffix(said, word)
			if !has {
				continue
			}
			if n, ok := answer.Number(number); ok && n >= 1 && n <= u.most {
				return Span{n, u.unit}, nil
			}
		}
	}
	return Span{}, bot.Refuse("多久要写成「10分钟」「24小时」「7个工作日」这样。")
}

// length is the form of a setting that is a span.
var length = setting.Form{
	Ask:  "多久？比如「10分钟」「24小时」「7个工作日」。",
	Hint: "请写成「10分钟」「24小时」「7个工作日」这样。",
	Read: func(said string) (string, bool) {
		s, err := ReadSpan(said)
		return s.Words(), err == nil
	},
	Say: func(value string) string { return value },
}

// read is what a setting keeps: a span, or working days alone.
func read(value string) Span {
	if s, err := ReadSpan(value); err == nil {
		return s
	}
	n, _ := strconv.Atoi(value)
	return Span{n, Days}
}

// What holds for things that have no line of their own.
var (
	take        = setting.Kind{Key: "take", Name: "报的事多久没人接手就往上报", Usual: "1个工作日", Form: length}
	answerDays  = setting.Kind{Key: "answer_days", Name: "报的事几个工作日答复", Usual: "7", Form: setting.Days}
	hardDays    = setting.Kind{Key: "hard_days", Name: "难办的事几个工作日答复", Usual: "15", Form: setting.Days}
	dayTake     = setting.Kind{Key: "day_take", Name: "水电气、电梯的事多久没人接手就往上报", Usual: "2小时", Form: length}
	daySolve    = setting.Kind{Key: "day_solve", Name: "水电气、电梯的事多久答复", Usual: "24小时", Form: length}
	urgentTake  = setting.Kind{Key: "urgent_take", Name: "急事多久没人接手就再叫上一级", Usual: "10分钟", Form: length}
	urgentSolve = setting.Kind{Key: "urgent_solve", Name: "急事多久答复", Usual: "2小时", Form: length}
)

// Settings are those that staff set for a place.
func Settings() []setting.Kind {
	return []setting.Kind{answerDays, hardDays, daySolve, urgentSolve, take, dayTake, urgentTake}
}

// dayLong are the categories for which a day is long: water, power, gas, heating, lifts.
var dayLong = map[string]bool{"utility": true, "lift": true}

func class(category string) (_, _ setting.Kind) {
	switch {
	case category == Urgent:
		return urgentTake, urgentSolve
	case category == Hard:
		return take, hardDays
	case dayLong[category]:
		return dayTake, daySolve
	}
	return take, answerDays
}
