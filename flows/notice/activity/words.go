package activity

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/notice"
	"yishi/store"
)

// cancelButton is left out of numbered text: an impatient second 1 must not
// cancel what the first one did.
func cancelButton(n notice.Notice, p directory.Person) bot.Button {
	b := button(n, p, "取消报名", "n")
	b.Tap = true
	return b
}

// button is one of an activity for somebody: themselves, or whom the one who presses it
// acts for.
func button(n notice.Notice, p directory.Person, label, what string) bot.Button {
	if p.Via != "" {
		what += ":" + p.ID
	}
	return notice.Button(n, label, what)
}

// receipt is the answer to signing up.
func receipt(tx store.Reader, n notice.Notice, s SignUp, again bool, p directory.Person) bot.Out {
	text := standing(tx, s, again, p.You()) + "\n\n" + "【" + n.Title + "】\n" + notice.WhenWhere(n)
	cancel := "取消报名"
	if p.Via != "" {
		cancel = "替" + p.Name + "取消报名"
	}
	if s.State == Coming {
		text += "\n\n去不了的话，回复「" + cancel + "」。"
	} else {
		text += "\n\n不想等了，回复「" + cancel + "」。"
	}
	return bot.Out{Text: text, Buttons: []bot.Button{cancelButton(n, p)}}
}

// standing says how somebody stands, in a line or two; you is what they are called there.
func standing(tx store.Reader, s SignUp, again bool, you string) string {
	all := strings.Join(append([]string{you}, s.With...), "、")
	switch {
	case s.State == Coming && again:
		return fmt.Sprintf("%s已经报上了，%s，不用再报。", all, seats(tx, s))
	case s.State == Coming:
		return fmt.Sprintf("报上了，%s是%s。", all, seats(tx, s))
	case s.State == Waiting && again:
		return fmt.Sprintf("%s已经在排队了，排%s。有名额会告诉您。", all, seats(tx, s))
	case s.State == Waiting:
		return fmt.Sprintf("名额满了，%s排队%s。有名额会告诉您。", all, seats(tx, s))
	case s.State == NotGoing:
		return you + "说过不去。"
	}
	return ""
}

// seats says which places a sign-up has: 第3位, and of several 第3、4位.
func seats(tx store.Reader, s SignUp) string {
	first, places := signUps.Position(tx, s), ""
	for i := range s.Size() {
		if i > 0 {
			places += "、"
		}
		places += strconv.Itoa(first + i)
	}
	return "第" + places + "位"
}

// goodbye is the answer to not coming.
func goodbye(before Standing, you string) string {
	switch before {
	case Coming:
		return "已经取消报名。想再去，随时可以再报。"
	case Waiting:
		return "好的，不排队了。"
	}
	return "好的，" + you + "不去。想去了，再报名就行。"
}

func movedUp(tx store.Reader, n notice.Notice, s SignUp) bot.Out {
	return bot.Out{
		Text: fmt.Sprintf("好消息，有名额了！%s已经报上，是%s。\n\n【%s】\n%s\n\n去不了的话，回复「取消报名」。",
			strings.Join(append([]string{"您"}, s.With...), "、"), seats(tx, s), n.Title, notice.WhenWhere(n)),
		Buttons: []bot.Button{cancelButton(n, directory.Person{})}, Aside: true,
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
