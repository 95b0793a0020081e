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
	"yishi/flows/poll/lists"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// doors is a list of those at whose doors to knock, by building: never of how
// anybody voted.
type doors struct {
	press string                            // of its buttons
	polls func(tx store.Reader) []poll.Poll // that it can be had of
	suits func(p poll.Poll) bool
	head  string                                                      // what those in it have not
	none  string                                                      // nobody is in it
	ask   string                                                      // which building
	left  func(tx store.Reader, p poll.Poll) func(part poll.Part) int // how many of a building are in it
	lines func(tx store.Reader, p poll.Poll, place string, from int, names bool) (lines []string, more bool)
}

// notVoted lists who has not voted.
func notVoted() doors {
	return doors{
		press: "absent", polls: poll.Current, suits: func(poll.Poll) bool { return true },
		head: "还没投的", none: "都投过了。", lines: lists.NotVotedLines,
		ask: "看哪一栋？后面是还没投的%s数。",
		left: func(store.Reader, poll.Poll) func(poll.Part) int {
			return func(part poll.Part) int { return part.Of - part.Took }
		},
	}
}

// notReached lists whose ballot was not handed over.
func notReached() doors {
	return doors{
		press: "unreached",
		polls: func(tx store.Reader) []poll.Poll { return append(poll.Current(tx), poll.Coming(tx)...) },
		suits: func(p poll.Poll) bool { return p.ByPart() && p.Frozen },
		head:  "票还没送到的", none: "都送到了，或者投过了。", lines: lists.NotReachedLines,
		ask: "看哪一栋？后面是还没送到的%s数。", left: notReachedIn,
	}
}

// show shows staff and building leaders which buildings there is a list of.
func (d doors) show(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请单独问我。")
	}
	seen, at := voice.Watched(call.Tx, call.Who, slices.DeleteFunc(d.polls(call.Tx), func(p poll.Poll) bool { return !d.suits(p) }))
	if len(seen) == 0 {
		return bot.Refuse("您负责的地方，现在没有进行中的投票。")
	}
	if len(seen) > 1 {
		call.Say(d.whichPoll(seen))
		return nil
	}
	return d.whichBuilding(call, seen[0], at[0])
}

func (d doors) whichPoll(seen []poll.Poll) bot.Out {
	out := bot.Out{Text: "看哪一个？"}
	for _, p := range seen {
		out.Buttons = append(out.Buttons, bot.Button{Label: p.Name() + "「" + p.Question + "」", Token: d.press + ":" + p.ID, Wide: true})
	}
	return out
}

// whichBuilding shows the buildings of a poll at a place, each with how many are in
// its list.
func (d doors) whichBuilding(call *talk.Call, p poll.Poll, at string) error {
	unit := strings.TrimLeft(p.Voices(0), "0")
	out := bot.Out{Text: p.Name() + "「" + p.Question + "」\n" + fmt.Sprintf(d.ask, unit)}
	left := d.left(call.Tx, p)
	for _, part := range poll.Turnout(call.Tx, p, at) {
		label := voice.PartName(call.Tx, p, part.Place) + "，" + p.Voices(left(part))
		out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: d.press + ":" + p.ID + ":" + part.Place + ":0", Wide: true})
	}
	if len(out.Buttons) == 1 {
		return d.list(call, strings.TrimPrefix(out.Buttons[0].Token, d.press+":"))
	}
	if n := len(out.Buttons); n > lists.MostListed {
		out.Text += fmt.Sprintf("一共%d栋，先列%d栋。", n, lists.MostListed)
		out.Buttons = out.Buttons[:lists.MostListed]
	}
	call.Say(out)
	return nil
}

// notReachedIn counts the parts of each building whose ballots did not come and were
// not handed over.
func notReachedIn(tx store.Reader, p poll.Poll) func(part poll.Part) int {
	in := lists.NotReachedIn(tx, p)
	return func(part poll.Part) int { return in[part.Place] }
}

// list lists a building, "POLL:PLACE:FROM", or shows the buildings of a poll, "POLL";
// the rights of who presses are looked at anew.
func (d doors) list(call *talk.Call, rest string) error {
	parts := strings.SplitN(rest, ":", 3)
	if len(parts) == 1 && !call.Group {
		return d.buildings(call, rest)
	}
	if len(parts) != 3 || call.Group {
		return bot.Refuse("请单独问我。")
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
		out.Buttons = []bot.Button{{Label: "后面的", Token: fmt.Sprintf("%s:%s:%s:%d", d.press, p.ID, parts[1], from+lists.MostListed), Wide: true}}
	}
	call.Say(out)
	return nil
}

// buildings shows the buildings of a poll that was chosen.
func (d doors) buildings(call *talk.Call, id string) error {
	all := slices.DeleteFunc(d.polls(call.Tx), func(p poll.Poll) bool { return p.ID != id || !d.suits(p) })
	seen, at := voice.Watched(call.Tx, call.Who, all)
	if len(seen) == 0 {
		return bot.Refuse("这里不归您负责。")
	}
	return d.whichBuilding(call, seen[0], at[0])
}
