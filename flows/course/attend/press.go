package attend

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/flows/course/school"
)

// press is a button of a course.
func press(call *talk.Call, rest string) error {
	what, id, _ := strings.Cut(rest, ":")
	if call.Group {
		return bot.Refuse("请单独跟我说。")
	}
	id, whose, _ := strings.Cut(id, ":")
	if err := call.ActFor(whose); err != nil {
		return err
	}
	switch what {
	case "show":
		call.Start("course", of(id))
	case "open":
		call.Start("opencourse", of(id))
	case "add":
		call.Start("addcourse", of(id))
	case "term":
		call.Start("terms", of(id))
	case "few":
		call.Start("fewcourse", of(id))
	case "leave":
		call.Start("leavecourse", of(id))
	case "along":
		return alongPressed(call, id)
	case "away", "come":
		return awayPressed(call, id, what == "away")
	case "rate":
		return ratePressed(call, id)
	default:
		return bot.Refuse("这个按钮已经不能用了。")
	}
	return nil
}

func of(id string) talk.Given {
	if id == "" {
		return nil
	}
	return talk.Given{talk.Of: id}
}

func alongPressed(call *talk.Call, rest string) error {
	id, yes, _ := strings.Cut(rest, "/")
	into, p, err := school.Along(call.Tx, call.For, id, yes == "y")
	if err != nil {
		return err
	}
	text := fmt.Sprintf("好的，不去「%s」。%s不用交费。", into.Name, call.For.You())
	switch {
	case yes == "y" && p.State == course.In:
		text = fmt.Sprintf("好的，给%s报上「%s」了，报名号%s。课费定了再告诉您。", call.For.You(), into.Name, ticket(into, p))
	case yes == "y":
		text = fmt.Sprintf("「%s」名额满了，%s在排队，报名号%s。", into.Name, call.For.You(), ticket(into, p))
	}
	call.Say(bot.Out{Text: text})
	return nil
}

func awayPressed(call *talk.Call, ref string, away bool) error {
	c, week, ok := class.ReadRef(call.Tx, ref)
	if !ok {
		return bot.Refuse("这次课已经过去了。")
	}
	k, err := class.Excuse(call.Tx, call.For, c.ID(), week, away)
	if err != nil {
		return err
	}
	out := bot.Out{Text: excusedWords(c, k, away, call.For.You())}
	if away {
		out.Buttons = []bot.Button{{Label: "又能去了", Token: course.TokenFor(call.For, "come", ref), Wide: true}}
	}
	call.Say(out)
	return nil
}

func ratePressed(call *talk.Call, rest string) error {
	id, digit, _ := strings.Cut(rest, "/")
	score, _ := strconv.Atoi(digit)
	if _, err := class.Rate(call.Tx, call.Who, id, score); err != nil {
		return err
	}
	call.Start("rateword", of(id))
	return nil
}

func ticket(c course.Course, p course.Pupil) string { return fmt.Sprintf("%d-%d", c.No, p.Ticket) }
