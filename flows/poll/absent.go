package poll

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// mostListed is how many homes one message lists.
const mostListed = 40

// doors is a list of those at whose doors to knock, by building: never of how
// anybody voted.
type doors struct {
	press string                   // of its buttons
	polls func(tx store.Tx) []Poll // that it can be had of
	suits func(p Poll) bool
	head  string // what those in it have not
	none  string // nobody is in it
	lines func(tx store.Tx, p Poll, place string, from int, names bool) (lines []string, more bool)
}

// The lists there are: who has not voted, and whose ballot was not handed over.
func notVoted() doors {
	return doors{press: "absent", polls: Current, suits: func(Poll) bool { return true }, head: "还没投的", none: "都投过了。",
		lines: func(tx store.Tx, p Poll, place string, from int, names bool) ([]string, bool) {
			if p.byPart() {
				return absentParts(tx, p, place, from, names)
			}
			return absentLines(tx, p, place, from, names)
		}}
}

func notReached() doors {
	return doors{press: "unreached", suits: func(p Poll) bool { return p.byPart() && p.Frozen }, head: "票还没送到的", none: "都送到了，或者投过了。", lines: unreachedParts,
		polls: func(tx store.Tx) []Poll { return append(Current(tx), Coming(tx)...) }}
}

// show shows staff and building leaders which buildings there is a list of.
func (d doors) show(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请到私聊里看。")
	}
	seen, at := watched(call.Tx, call.Who, slices.DeleteFunc(d.polls(call.Tx), func(p Poll) bool { return !d.suits(p) }))
	if len(seen) == 0 {
		return bot.Refuse("您负责的地方，现在没有进行中的投票。")
	}
	out := bot.Out{Text: "看哪一栋？后面是还没投的人数。"}
	for i, p := range seen {
		for _, part := range Turnout(call.Tx, p, at[i]) {
			label := fmt.Sprintf("%s %s，还差%s", p.no(), p.partName(call.Tx, part.Place), p.voices(part.Of-part.Took))
			out.Buttons = append(out.Buttons, bot.Button{Label: label, Token: d.press + ":" + p.ID + ":" + part.Place + ":0", Wide: true})
		}
	}
	if len(out.Buttons) == 1 {
		return d.list(call, strings.TrimPrefix(out.Buttons[0].Token, d.press+":"))
	}
	if n := len(out.Buttons); n > mostListed {
		out.Text += fmt.Sprintf("一共%d栋，先列%d栋。", n, mostListed)
		out.Buttons = out.Buttons[:mostListed]
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
	p, ok := Get(call.Tx, parts[0])
	if !ok || !d.suits(p) || !directory.Within(parts[1], p.For.Place) || !directory.May(call.Who, directory.SeeTurnout, parts[1]) {
		return bot.Refuse("这里不归您负责。")
	}
	from, _ := strconv.Atoi(parts[2])
	lines, more := d.lines(call.Tx, p, parts[1], from, directory.May(call.Who, directory.SeePeople, parts[1]))
	if len(lines) == 0 {
		call.Say(bot.Out{Text: directory.FullName(call.Tx, parts[1]) + d.none})
		return nil
	}
	out := bot.Out{Text: fmt.Sprintf("%s「%s」\n%s%s：\n\n%s", p.no(), p.Question, directory.FullName(call.Tx, parts[1]), d.head, strings.Join(lines, "\n"))}
	if more {
		out.Buttons = []bot.Button{{Label: "后面的", Token: fmt.Sprintf("%s:%s:%s:%d", d.press, p.ID, parts[1], from+mostListed), Wide: true}}
	}
	call.Say(out)
	return nil
}

// absentLines are the homes of a building with people who have not voted. Who may
// see people sees their names; others only the family name.
func absentLines(tx store.Tx, p Poll, place string, from int, names bool) (lines []string, more bool) {
	to := p.For
	to.Place = place
	last, n := "", -1
	for who := range to.People(tx) {
		if _, voted := VotedIn(tx, p, who); voted || p.For.Seat(who) != to.Seat(who) {
			continue
		}
		home := to.Seat(who)
		if home == last {
			if n >= from && !p.PerHome {
				lines[len(lines)-1] += "、" + shownName(who, names)
			}
			continue
		}
		if last, n = home, n+1; n >= from+mostListed {
			return lines, true
		}
		if n >= from {
			lines = append(lines, directory.ShortName(tx, home)+"　"+shownName(who, names))
		}
	}
	return lines, false
}

func shownName(who directory.Person, whole bool) string {
	name := []rune(who.Name)
	if whole || len(name) < 2 {
		return who.Name
	}
	return string(name[0]) + strings.Repeat("＊", len(name)-1)
}

// objections lists for staff why people voted no.
func objections(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请到私聊里看。")
	}
	var lines []string
	for _, p := range append(Current(call.Tx), Recent(call.Tx, keepShown)...) {
		if !p.kind().Reason || !directory.May(call.Who, directory.OpenPoll, p.For.Place) {
			continue
		}
		lines = append(lines, p.no()+"「"+p.Question+"」")
		lines = append(lines, reasons(call.Tx, p)...)
	}
	if len(lines) == 0 {
		return bot.Refuse("现在没有哪个投票要说不同意的理由。")
	}
	call.Say(bot.Out{Text: strings.Join(lines, "\n")})
	return nil
}

// mostReasons is how many reasons one message lists.
const mostReasons = 30

// reasons are why people voted no, without who.
func reasons(tx store.Tx, p Poll) []string {
	if p.Secret {
		return []string{"不记名的投票不问理由，免得认出是谁说的。"}
	}
	var lines []string
	from, to := store.Under(store.Key(p.ID))
	for key, kept := range tx.Scan(ballotTable, from, to) {
		b := Ballot{Poll: p.ID, Receipt: key[len(from):]}
		if b.open(kept, len(p.Options)); b.Reason != "" {
			lines = append(lines, "· "+b.Reason)
		}
	}
	switch n := len(lines); {
	case n == 0:
		return []string{"还没有人说理由。"}
	case n > mostReasons:
		return append(lines[:mostReasons], fmt.Sprintf("一共%d条，这里是前%d条。", n, mostReasons))
	}
	return lines
}
