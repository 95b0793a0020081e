package attend

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/store"
)

// myFees tells somebody what their courses cost them.
func myFees(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请单独跟我说。")
	}
	call.Say(bot.Out{Text: fees(call.Tx, call.For)})
	return nil
}

// fees says what a person's courses cost them, and what of it is open.
func fees(tx store.Reader, who directory.Person) string {
	var lines []string
	open := 0
	for _, c := range course.Mine(tx, who, course.In, course.Gone) {
		p := course.Find(tx, c, who)
		held := p.State == course.In && (c.State == course.Confirmed || c.State == course.Over)
		switch owes := p.Owes(); {
		case owes > 0:
			lines = append(lines, fmt.Sprintf("%s　%s，还没有交", course.Title(tx, c), course.Yuan(owes)))
		case owes < 0:
			lines = append(lines, fmt.Sprintf("%s　%s，要退的", course.Title(tx, c), course.Yuan(-owes)))
		case held && p.Share > 0:
			lines = append(lines, fmt.Sprintf("%s　%s，交清了", course.Title(tx, c), course.Yuan(p.Share)))
		case held:
			lines = append(lines, course.Title(tx, c)+"　不收费")
		}
		open += max(0, p.Owes())
	}
	switch {
	case len(lines) == 0:
		return who.You() + "没有要交的课费。"
	case open > 0:
		lines = append(lines, "", "一共要交"+course.Yuan(open)+"。"+course.PayWords)
	}
	return who.You() + "的课费：\n" + strings.Join(lines, "\n")
}
