package notice

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory/setting"
	"yishi/store"
)

// MaxList is the most notices offered at once.
const MaxList = 8

// Safety stands below everything that goes to many.
const Safety = "我们不会向您要验证码、密码，也不会让您转账。"

// Letter is the notice as residents get it.
func (photo Photos) Letter(tx store.Reader, n Notice) bot.Out {
	out := Letter(tx, n)
	if n.No > 0 {
		out.Thanks = NotedToken(n)
	}
	if n.Photo != "" {
		out.Photo = photo(tx, n.Photo)
	}
	return out
}

// Letter is the same without its photo.
func Letter(tx store.Reader, n Notice) bot.Out {
	parts := []string{Head(n)}
	if n.Text != "" {
		parts = append(parts, n.Text)
	}
	from := From(tx, n.By, n.To.Place)
	parts = append(parts, from+"\n"+Safety)
	out := bot.Out{Text: strings.Join(parts, "\n\n"), Title: n.Title}
	if n.Kind == Activity {
		out.Fields = []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}}
		out.Buttons = []bot.Button{Button(n, "报名", "y"), Button(n, "不去", "n")}
	}
	out.Fields = append(out.Fields, bot.Field{Name: "发布", Value: from})
	return out
}

// Head is title, time, place and what is left to say in a line each.
func Head(n Notice) string {
	title := "【" + n.Title + "】"
	if n.Urgent {
		title = "【紧急】" + n.Title
	}
	if n.Kind != Activity {
		return title
	}
	text := title + "\n" + WhenWhere(n)
	if n.Capacity > 0 {
		text += fmt.Sprintf("\n名额：%d人，先报先得", n.Capacity)
	}
	return text
}

// WhenWhere is when and where an activity is, a line each.
func WhenWhere(n Notice) string { return "时间：" + bot.Moment(n.At) + "\n地点：" + n.Where }

// Button is a button of an activity; what it means flows/notice/activity knows.
func Button(n Notice, label, what string) bot.Button {
	return bot.Button{Label: label, Token: "act:" + n.ID() + ":" + what}
}

// Kindly is when to tell somebody of a notice: not at night, unless there is no
// time to lose.
func Kindly(tx store.Reader, n Notice) time.Time {
	if at := setting.Awake(tx, n.To.Place, tx.Now()); n.Kind != Activity || at.Before(n.At.Add(-2*time.Hour)) {
		return at
	}
	return tx.Now()
}

// MonthDay is the day a notice went out.
func MonthDay(t time.Time) string { return t.In(bot.Zone).Format("1月2日") }

// OrNone is a text, or that there is none.
func OrNone(text string) string {
	if text == "" {
		return "没有"
	}
	return text
}
