package activity

import (
	"fmt"

	"yishi/bot"
	"yishi/flows/notice"
	"yishi/store"
)

// cancelButton is left out of numbered text: an impatient second 1 must not
// cancel what the first one did.
func cancelButton(n notice.Notice) bot.Button {
	b := notice.Button(n, "取消报名", "n")
	b.Tap = true
	return b
}

// receipt is the answer to signing up.
func receipt(tx store.Reader, n notice.Notice, s SignUp, again bool) bot.Out {
	text := standing(tx, s, again) + "\n\n" + "【" + n.Title + "】\n" + notice.WhenWhere(n)
	if s.State == Coming {
		text += "\n\n去不了的话，回复「取消报名」。"
	} else {
		text += "\n\n不想等了，回复「取消报名」。"
	}
	return bot.Out{Text: text, Buttons: []bot.Button{cancelButton(n)}}
}

// standing says how somebody stands, in a line or two.
func standing(tx store.Reader, s SignUp, again bool) string {
	switch {
	case s.State == Coming && again:
		return fmt.Sprintf("您已经报上了，第%d位，不用再报。", signUps.Position(tx, s))
	case s.State == Coming:
		return fmt.Sprintf("报上了，您是第%d位。", signUps.Position(tx, s))
	case s.State == Waiting && again:
		return fmt.Sprintf("您已经在排队了，排第%d位。有名额会告诉您。", signUps.Position(tx, s))
	case s.State == Waiting:
		return fmt.Sprintf("名额满了，您排队第%d位。有名额会告诉您。", signUps.Position(tx, s))
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

func movedUp(tx store.Reader, n notice.Notice, s SignUp) bot.Out {
	return bot.Out{
		Text: fmt.Sprintf("好消息，有名额了！您已经报上，是第%d位。\n\n【%s】\n%s\n\n去不了的话，回复「取消报名」。",
			signUps.Position(tx, s), n.Title, notice.WhenWhere(n)),
		Buttons: []bot.Button{cancelButton(n)}, Aside: true,
		Title:  n.Title,
		Fields: []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}, {Name: "说明", Value: "有名额了，您已经报上"}},
	}
}

func reminder(tx store.Reader, n notice.Notice) bot.Out {
	day := "明天"
	if bot.Midnight(tx.Now()).Equal(bot.Midnight(n.At)) {
		day = "今天"
	}
	return bot.Out{
		Text:    fmt.Sprintf("%s您有活动，别忘了：\n\n【%s】\n%s", day, n.Title, notice.WhenWhere(n)),
		Buttons: []bot.Button{notice.Button(n, "我去", "y"), notice.Button(n, "去不了了", "n")},
		Title:   n.Title,
		Fields:  []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}, {Name: "说明", Value: day + "别忘了"}},
	}
}

// CancelledWord tells somebody who signed up that nothing comes of it.
func CancelledWord(n notice.Notice) bot.Out {
	return bot.Out{
		Text:   fmt.Sprintf("「%s」取消了，不用来了。\n原定：%s，%s\n原因：%s\n\n给您添麻烦了。", n.Title, bot.Moment(n.At), n.Where, n.Why),
		Title:  n.Title,
		Fields: []bot.Field{{Name: "时间", Value: bot.Moment(n.At)}, {Name: "地点", Value: n.Where}, {Name: "说明", Value: "活动取消了"}},
	}
}
