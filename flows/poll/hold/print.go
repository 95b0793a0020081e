package hold

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/lists"
	"yishi/store"
)

// printing is a word for something to print: any of some.
func (p printer) printing(some ...lists.Print) func(*talk.Call) error {
	return func(call *talk.Call) error { return p.print(call, wish{some: some}) }
}

// wish is what somebody wants printed, as far as they have said.
type wish struct {
	poll  string
	some  []lists.Print // nil: any
	place string
}

// token is a button that says more of a wish: "print:POLL:WHAT:PLACE".
func (w wish) token() string {
	var some []string
	for _, what := range w.some {
		some = append(some, string(what))
	}
	return "print:" + w.poll + ":" + strings.Join(some, ",") + ":" + w.place
}

// pressPrint is such a button; the rights of who presses are looked at anew.
func (p printer) pressPrint(call *talk.Call, rest string) error {
	parts := strings.SplitN(rest, ":", 3)
	if len(parts) != 3 {
		return bot.Refuse("请再说一次「打印」。")
	}
	w := wish{poll: parts[0], place: parts[2]}
	for what := range strings.SplitSeq(parts[1], ",") {
		if what != "" {
			w.some = append(w.some, lists.Print(what))
		}
	}
	return p.print(call, w)
}

// printable is one thing that somebody may have printed.
type printable struct {
	poll poll.Poll
	what lists.Print
	at   []string // where they are responsible
}

// print asks for what is not clear yet, one thing at a time, then gives the link.
func (p printer) print(call *talk.Call, w wish) error {
	if call.Group || p.Print == nil {
		return bot.Refuse("请单独跟我说。")
	}
	all, others := w.printables(call.Tx, call.Who), w.others(call)
	if len(all) == 0 && len(others) == 0 {
		return bot.Refuse("您负责的地方，现在没有可以打印的。")
	}
	if len(all) == 0 {
		call.Say(bot.Out{Text: "现在没有要打印的投票。别的可以打印：", Buttons: others})
		return nil
	}
	first := all[0]
	if slices.ContainsFunc(all, func(o printable) bool { return o.poll.ID != first.poll.ID }) {
		call.Say(w.whichPoll(all, others))
		return nil
	}
	if w.poll = first.poll.ID; len(all)+len(others) > 1 {
		call.Say(w.whichThing(all, others))
		return nil
	}
	w.some = []lists.Print{first.what}
	places := first.places(call.Tx)
	switch {
	case w.place == "" && len(places) > 1:
		call.Say(w.whichPlace(call.Tx, first, places))
		return nil
	case w.place == "":
		w.place = places[0]
	}
	if !lists.MayPrint(first.poll, call.Who, first.what, w.place) {
		return bot.Refuse("这里不归您负责。")
	}
	t := lists.NewTicket(call.Tx, p.Codes, first.poll, first.what, w.place, call.Who)
	call.Say(bot.Out{Text: first.readyWords(), Links: []bot.Link{{Label: "打开，再打印", URL: p.Print(t.Code)}}})
	return nil
}

// printables are what of a wish can be had.
func (w wish) printables(tx store.Reader, who directory.Person) (list []printable) {
	for _, p := range slices.Concat(poll.Current(tx), poll.Coming(tx), poll.Recent(tx, poll.KeepShown)) {
		if w.poll != "" && w.poll != p.ID {
			continue
		}
		for _, what := range lists.AllPrints() {
			if w.some != nil && !slices.Contains(w.some, what) || !lists.Prints(p, what, tx.Now()) {
				continue
			}
			if at := placesOf(p, who, what); len(at) > 0 {
				list = append(list, printable{p, what, at})
			}
		}
	}
	return list
}

// others are what of the rest of the house can be printed, where nothing is named yet:
// its words say so.
func (w wish) others(call *talk.Call) (more []bot.Button) {
	if w.poll != "" || w.some != nil {
		return nil
	}
	for _, c := range call.House {
		label := c.Label()
		if c.Help != "" && label != "打印" && strings.HasPrefix(label, "打印") && directory.MaySomewhere(call.Who, c.Right) {
			more = append(more, bot.Button{Label: label, Token: label, Wide: true})
		}
	}
	return more
}

// placesOf are the places of a poll for which somebody may have something printed.
func placesOf(p poll.Poll, who directory.Person, what lists.Print) (at []string) {
	action := directory.OpenPoll
	if what.Lists() {
		action = directory.SeeTurnout
	}
	for _, place := range directory.PlacesOf(who, action) {
		if directory.Within(p.For.Place, place) {
			place = p.For.Place
		}
		if lists.MayPrint(p, who, what, place) && !slices.Contains(at, place) {
			at = append(at, place)
		}
	}
	return at
}

// places are where something may be printed for: all there is, or building by
// building.
func (o printable) places(tx store.Reader) (list []string) {
	if !o.what.Lists() && !(o.what == lists.PrintPapers && o.poll.ByPart()) {
		return o.at[:1]
	}
	for _, at := range o.at {
		list = append(list, at)
		if parts := poll.Turnout(tx, o.poll, at); len(parts) > 1 {
			for _, part := range parts {
				if part.Place != o.poll.For.Place { // what is outside of buildings is with the whole
					list = append(list, part.Place)
				}
			}
		}
	}
	return list[:min(len(list), lists.MostListed)]
}

func (w wish) whichPoll(all []printable, others []bot.Button) bot.Out {
	out := bot.Out{Text: "打印哪一次的？"}
	last := ""
	for _, o := range all {
		if o.poll.ID != last {
			w.poll, last = o.poll.ID, o.poll.ID
			out.Buttons = append(out.Buttons, bot.Button{Label: o.poll.Name() + "「" + o.poll.Question + "」", Token: w.token(), Wide: true})
		}
	}
	out.Buttons = append(out.Buttons, others...)
	return out
}

func (w wish) whichThing(all []printable, others []bot.Button) bot.Out {
	out := bot.Out{Text: all[0].poll.Name() + "「" + all[0].poll.Question + "」\n打印什么？"}
	for _, o := range all {
		w.some = []lists.Print{o.what}
		out.Buttons = append(out.Buttons, bot.Button{Label: o.what.Name(), Token: w.token(), Wide: true})
	}
	out.Buttons = append(out.Buttons, others...)
	return out
}

func (w wish) whichPlace(tx store.Reader, o printable, places []string) bot.Out {
	out := bot.Out{Text: o.what.Name() + "，打印哪里的？"}
	for _, place := range places {
		w.place = place
		label := directory.FullName(tx, place)
		if slices.Contains(o.at, place) {
			label += "，全部"
		}
		out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: w.token(), Wide: true})
	}
	return out
}

// readyWords go with the link.
func (o printable) readyWords() string {
	words := fmt.Sprintf("%s准备好了。\n用电脑打开，再打印。链接24小时有效，请不要转给别人。", o.what.Name())
	switch {
	case o.what.Lists() || o.what == lists.PrintForm:
		return words + "\n里面有住户的信息，打印的请收好，用完销毁。"
	case o.what == lists.PrintPapers && o.poll.ByPart():
		return words + "\n还没投的，一套一张，写好了房号和面积。"
	case o.what == lists.PrintPapers:
		return words + "\n一页两张，要几张就印几份。"
	}
	return words
}

// printer has things printed.
type printer struct{ poll.Config }
