package notice

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/store"
)

// safety stands below everything that goes to many.
const safety = "我们不会向您要验证码、密码，也不会让您转账。"

// letter is the notice as residents get it.
func (k kit) letter(tx store.Tx, n Notice) bot.Out {
	out := letter(tx, n)
	if n.Photo != "" {
		out.Photo = k.photo(tx, n.Photo)
	}
	return out
}

func letter(tx store.Tx, n Notice) bot.Out {
	parts := []string{head(n)}
	if n.Text != "" {
		parts = append(parts, n.Text)
	}
	from := sender(tx, n.By, n.To.Place)
	parts = append(parts, from+"\n"+safety)
	out := bot.Out{Text: strings.Join(parts, "\n\n"), Title: n.Title}
	if n.Kind == Activity {
		out.Fields = []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}}
		out.Buttons = []bot.Button{button(n, "报名", "y"), button(n, "不去", "n")}
	}
	out.Fields = append(out.Fields, bot.Field{Name: "发布", Value: from})
	return out
}

// head is title, time, place and what is left to say in a line each.
func head(n Notice) string {
	title := "【" + n.Title + "】"
	if n.Urgent {
		title = "【紧急】" + n.Title
	}
	if n.Kind != Activity {
		return title
	}
	text := title + "\n" + whenWhere(n)
	if n.Capacity > 0 {
		text += fmt.Sprintf("\n名额：%d人，先报先得", n.Capacity)
	}
	return text
}

func whenWhere(n Notice) string { return "时间：" + bot.Moment(n.At) + "\n地点：" + n.Where }

func button(n Notice, label, what string) bot.Button {
	return bot.Button{Label: label, Token: "act:" + n.ID() + ":" + what}
}

// cancelButton is left out of numbered text: an impatient second 1 must not
// cancel what the first one did.
func cancelButton(n Notice) bot.Button {
	b := button(n, "取消报名", "n")
	b.Tap = true
	return b
}

// receipt is the answer to signing up.
func receipt(tx store.Tx, n Notice, s SignUp, again bool) bot.Out {
	text := standing(tx, s, again) + "\n\n" + "【" + n.Title + "】\n" + whenWhere(n)
	if s.State == Coming {
		text += "\n\n去不了的话，回复「取消报名」。"
	} else {
		text += "\n\n不想等了，回复「取消报名」。"
	}
	return bot.Out{Text: text, Buttons: []bot.Button{cancelButton(n)}}
}

// standing says how somebody stands, in a line or two.
func standing(tx store.Tx, s SignUp, again bool) string {
	switch {
	case s.State == Coming && again:
		return fmt.Sprintf("您已经报上了，第%d位，不用再报。", place(tx, s))
	case s.State == Coming:
		return fmt.Sprintf("报上了，您是第%d位。", place(tx, s))
	case s.State == Waiting && again:
		return fmt.Sprintf("您已经在排队了，排第%d位。有名额会告诉您。", place(tx, s))
	case s.State == Waiting:
		return fmt.Sprintf("名额满了，您排队第%d位。有名额会告诉您。", place(tx, s))
	case s.State == NotGoing:
		return "您说过不去。"
	}
	return ""
}

// goodbye is the answer to not coming.
func goodbye(before Standing) string {
	switch before {
	case Coming:
		return "已经取消报名。想再去，随时可以再报。"
	case Waiting:
		return "好的，不排队了。"
	}
	return "好的，您不去。想去了，再报名就行。"
}

func movedUp(tx store.Tx, n Notice, s SignUp) bot.Out {
	return bot.Out{
		Text: fmt.Sprintf("好消息，有名额了！您已经报上，是第%d位。\n\n【%s】\n%s\n\n去不了的话，回复「取消报名」。",
			place(tx, s), n.Title, whenWhere(n)),
		Buttons: []bot.Button{cancelButton(n)}, Aside: true,
		Title:  n.Title,
		Fields: []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}, {Name: "说明", Value: "有名额了，您已经报上"}},
	}
}

func reminder(tx store.Tx, n Notice) bot.Out {
	day := "明天"
	if bot.Midnight(tx.Now()).Equal(bot.Midnight(n.At)) {
		day = "今天"
	}
	return bot.Out{
		Text:    fmt.Sprintf("%s您有活动，别忘了：\n\n【%s】\n%s", day, n.Title, whenWhere(n)),
		Buttons: []bot.Button{button(n, "我去", "y"), button(n, "去不了了", "n")},
		Title:   n.Title,
		Fields:  []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}, {Name: "说明", Value: day + "别忘了"}},
	}
}

func cancelledWord(n Notice) bot.Out {
	return bot.Out{
		Text:   fmt.Sprintf("「%s」取消了，不用来了。\n原定：%s，%s\n原因：%s\n\n给您添麻烦了。", n.Title, bot.Moment(n.At), n.Where, n.Why),
		Title:  n.Title,
		Fields: []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}, {Name: "说明", Value: "活动取消了"}},
	}
}

// kindly is when to tell somebody of a notice: not at night, unless there is no
// time to lose.
func kindly(tx store.Tx, n Notice) time.Time {
	if at := bot.Awake(tx.Now()); n.Kind != Activity || at.Before(n.At.Add(-2*time.Hour)) {
		return at
	}
	return tx.Now()
}
