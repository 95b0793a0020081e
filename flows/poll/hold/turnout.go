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
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// turnout shows staff and building leaders how many have voted, by building.
func turnout(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请单独问我。")
	}
	all := slices.Concat(poll.Current(call.Tx), poll.Coming(call.Tx), poll.Recent(call.Tx, poll.KeepShown))
	seen, at := voice.Watched(call.Tx, call.Who, all)
	if len(seen) == 0 {
		return bot.Refuse("您负责的地方，现在没有投票。")
	}
	no, _ := strconv.Atoi(call.Rest)
	for i, p := range seen {
		if p.No == no || no == 0 && len(seen) == 1 {
			call.Say(bot.Out{Text: tell.TurnoutText(call.Tx, p, at[i], call.Who)})
			return nil
		}
	}
	call.Say(turnoutMenu(call.Tx, seen, at))
	return nil
}

// turnoutMenu is what there is to look at, each behind a button.
func turnoutMenu(tx store.Reader, seen []poll.Poll, at []string) bot.Out {
	out := bot.Out{Text: "看哪一个？"}
	for i, p := range seen {
		s := poll.Sum(poll.Turnout(tx, p, at[i]))
		label := fmt.Sprintf("%s「%s」%d/%d", p.Name(), p.Question, s.Took, s.Of)
		out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: "turnout:" + strconv.Itoa(p.No), Wide: true})
	}
	return out
}

// pressTurnout is a button of the list of polls; the place of who presses is
// looked at anew.
func pressTurnout(call *talk.Call, no string) error {
	call.Rest = no
	return turnout(call)
}

// objections lists for staff why people voted no.
func objections(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请单独问我。")
	}
	var lines []string
	for _, p := range append(poll.Current(call.Tx), poll.Recent(call.Tx, poll.KeepShown)...) {
		if !p.Info().Reason || !directory.May(call.Who, directory.OpenPoll, p.For.Place) {
			continue
		}
		lines = append(lines, p.Name()+"「"+p.Question+"」")
		lines = append(lines, lists.Reasons(call.Tx, p)...)
	}
	if len(lines) == 0 {
		return bot.Refuse("现在没有哪个投票要说不同意的理由。")
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n")})
	return nil
}
