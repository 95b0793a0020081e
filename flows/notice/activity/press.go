package activity

import (
	"strings"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/notice"
)

// press is a button of an activity, in private or in a group: "12:y", "12:n"; for
// somebody they act for, "12:y:PERSON".
func press(call *talk.Call, rest string) error {
	id, what, _ := strings.Cut(rest, ":")
	what, whose, _ := strings.Cut(what, ":")
	if err := call.ActFor(whose); err != nil {
		return err
	}
	switch {
	case id == "0":
		return bot.Refuse("这是试发的，按了不算数。")
	case what == "y":
		return come(call, id)
	case what == "n":
		return stayAway(call, id)
	case what == "x": // one of several: the numbers of the others must not stay behind
		outbox.DropOffer(call.Tx, call.Chat)
		return stayAway(call, id)
	}
	return bot.Refuse("这个按钮已经不能用了。")
}

// noted is what whoever answers a notice with 收到 or thanks has pressed.
func noted(call *talk.Call, id string) error {
	n, ok := notice.Get(call.Tx, id)
	if !ok {
		return bot.Refusal("好的，有事随时说。")
	}
	notice.Note(call.Tx, n, call.Who.ID)
	text := "好的，记下您看到了。"
	if s := signUps.Find(call.Tx, n.No, call.Who.ID); s.State == NotAsked && n.Kind == notice.Activity && n.State != notice.Cancelled && !notice.Over(call.Tx, n) {
		text += "要参加，回复「报名」。"
	}
	call.Say(bot.Out{Text: text})
	return nil
}

func come(call *talk.Call, id string) error {
	s, again, err := Join(call.Tx, call.For, id)
	if err != nil {
		return err
	}
	if call.Group {
		call.Toast = standing(call.Tx, s, again, "您")
		return nil
	}
	n, _ := notice.Get(call.Tx, id)
	call.Say(receipt(call.Tx, n, s, again, call.For))
	return nil
}

func stayAway(call *talk.Call, id string) error {
	before, err := Leave(call.Tx, call.For, id)
	if err != nil {
		return err
	}
	if call.Group {
		call.Toast = goodbye(before, "您")
		return nil
	}
	call.Say(bot.Out{Text: goodbye(before, call.For.You())})
	return nil
}

// cancelMine is said, not pressed: it means the one activity a person has signed
// up for, or asks which.
func cancelMine(call *talk.Call) error {
	mine := active(call.Tx, call.For)
	switch {
	case len(mine) == 0:
		return bot.Refuse("%s现在没有可以取消的报名。", call.For.You())
	case call.Group:
		return bot.Refuse("取消报名，请单独跟我说。")
	case len(mine) == 1:
		return stayAway(call, mine[0].ID())
	}
	out := bot.Out{Text: "要取消哪一个？"}
	for _, n := range mine {
		b := button(n, call.For, n.Title+" "+bot.Moment(n.At), "x")
		b.Wide = true
		out.Buttons = append(out.Buttons, b)
	}
	call.Say(out)
	return nil
}
