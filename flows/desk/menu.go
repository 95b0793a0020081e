package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
)

const (
	moreWord  = "更多"
	morePress = "more"
	mostLines = 8 // of the list in one message
)

// menu says what is done most, as buttons that are the words one could type, and the
// way to all the rest.
func (d *desk) menu(call *talk.Call) error {
	shown := slices.DeleteFunc(theirs(call), func(c talk.Command) bool {
		return c.Menu == 0 || c.Flow == joinFlow && (call.Group || len(call.Who.Ties)+len(call.Who.Roles) > 0)
	})
	slices.SortStableFunc(shown, func(a, b talk.Command) int { return cmp.Compare(a.Menu, b.Menu) })
	out := bot.Out{Text: "想办什么？直接说话也行" + d.example() + "。"}
	for _, c := range shown {
		out.Buttons = append(out.Buttons, bot.Button{Label: c.Label(), Token: c.Label()})
	}
	out.Buttons = append(out.Buttons, bot.Button{Label: moreWord, Token: moreWord})
	call.Say(out)
	return nil
}

// theirs are the commands of the house that somebody may use and that have a line of
// help. In a group, where everybody reads the answer, it is those of everybody.
func theirs(call *talk.Call) []talk.Command {
	who := call.Who
	if call.Group {
		who = directory.Person{}
	}
	return slices.DeleteFunc(slices.Clone(call.House), func(c talk.Command) bool {
		return c.Help == "" || !directory.MaySomewhere(who, c.Right)
	})
}

// more says what there is to be done at all, by topics.
func more(call *talk.Call) error {
	out := bot.Out{Text: "能办的都在这里。想看哪一类？"}
	var topics []string
	for _, c := range theirs(call) {
		if !slices.Contains(topics, c.Topic) {
			topics = append(topics, c.Topic)
			out.Buttons = append(out.Buttons, bot.Button{Label: c.Topic, Token: morePress + ":" + c.Topic})
		}
	}
	call.Say(out)
	return nil
}

// pressMore is a page of a topic: what can be done, each with what it is for.
func pressMore(call *talk.Call, rest string) error {
	topic, n, _ := strings.Cut(rest, ":")
	lines := slices.DeleteFunc(theirs(call), func(c talk.Command) bool { return c.Topic != topic })
	from, _ := strconv.Atoi(n)
	if from < 0 || from >= len(lines) {
		return more(call)
	}
	to := min(from+mostLines, len(lines))
	out := bot.Out{Text: "「" + topic + "」能办这些："}
	for _, c := range lines[from:to] {
		out.Buttons = append(out.Buttons, bot.Button{Label: c.Line(), Token: c.Label(), Wide: true})
	}
	on := bot.Button{Label: "看别的", Token: moreWord}
	if to < len(lines) {
		on = bot.Button{Label: "下一页", Token: morePress + ":" + topic + ":" + strconv.Itoa(to)}
	}
	out.Buttons = append(out.Buttons, on)
	call.Say(out)
	return nil
}
