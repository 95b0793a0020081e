package hold

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/store"
)

// doors is a list of those at whose doors to knock, by building: never of how
// anybody voted.
type doors struct {
	press string                        // of its buttons
	polls func(tx store.Tx) []poll.Poll // that it can be had of
	suits func(p poll.Poll) bool
	head  string // what those in it have not
	none  string // nobody is in it
	lines func(tx store.Tx, p poll.Poll, place string, from int, names bool) (lines []string, more bool)
}

// notVoted lists who has not voted.
func notVoted() doors {
	return doors{
		press: "absent", polls: poll.Current, suits: func(poll.Poll) bool { return true },
		head: "还没投的", none: "都投过了。", lines: poll.NotVotedLines,
	}
}

// notReached lists whose ballot was not handed over.
func notReached() doors {
	return doors{
		press: "unreached",
		polls: func(tx store.Tx) []poll.Poll { return append(poll.Current(tx), poll.Coming(tx)...) },
		suits: func(p poll.Poll) bool { return p.ByPart() && p.Frozen },
		head:  "票还没送到的", none: "都送到了，或者投过了。", lines: poll.NotReachedLines,
	}
}

// show shows staff and building leaders which buildings there is a list of.
func (d doors) show(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请到私聊里看。")
	}
	seen, at := poll.Watched(call.Tx, call.Who, slices.DeleteFunc(d.polls(call.Tx), func(p poll.Poll) bool { return !d.suits(p) }))
	if len(seen) == 0 {
		return bot.Refuse("您负责的地方，现在没有进行中的投票。")
	}
	out := bot.Out{Text: "看哪一栋？后面是还没投的人数。"}
	for i, p := range seen {
		for _, part := range poll.Turnout(call.Tx, p, at[i]) {
			label := fmt.Sprintf("%s %s，还差%s", p.Name(), p.PartName(call.Tx, part.Place), p.Voices(part.Of-part.Took))
			out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: d.press + ":" + p.ID + ":" + part.Place + ":0", Wide: true})
		}
	}
	if len(out.Buttons) == 1 {
		return d.list(call, strings.TrimPrefix(out.Buttons[0].Token, d.press+":"))
	}
	if n := len(out.Buttons); n > poll.MostListed {
		out.Text += fmt.Sprintf("一共%d栋，先列%d栋。", n, poll.MostListed)
		out.Buttons = out.Buttons[:poll.MostListed]
	}
	call.Say(out)
	return nil
}

// list lists a building, "POLL:PLACE:FROM"; the rights of who presses are looked at
// anew.
func (d doors) list(call *talk.Call, rest string) error {
	parts := strings.SplitN(rest, ":", 3)
	if len(parts) != 3 || call.Group {
		return bot.Refuse("请到私聊里看。")
	}
	p, ok := poll.Get(call.Tx, parts[0])
	if !ok || !d.suits(p) || !directory.Within(parts[1], p.For.Place) || !directory.May(call.Who, directory.SeeTurnout, parts[1]) {
		return bot.Refuse("这里不归您负责。")
	}
	from, _ := strconv.Atoi(parts[2])
	lines, more := d.lines(call.Tx, p, parts[1], from, directory.May(call.Who, directory.SeePeople, parts[1]))
	if len(lines) == 0 {
		call.Say(bot.Out{Text: directory.FullName(call.Tx, parts[1]) + d.none})
		return nil
	}
	out := bot.Out{Text: fmt.Sprintf("%s「%s」\n%s%s：\n\n%s", p.Name(), p.Question, directory.FullName(call.Tx, parts[1]), d.head, strings.Join(lines, "\n"))}
	if more {
		out.Buttons = []bot.Button{{Label: "后面的", Token: fmt.Sprintf("%s:%s:%s:%d", d.press, p.ID, parts[1], from+poll.MostListed), Wide: true}}
	}
	call.Say(out)
	return nil
}
