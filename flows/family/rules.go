package family

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

const prefix = "care"

func askFor(tx store.Tx, by directory.Person, words, as string) error {
	found := address.CalledAt(tx, by, words)
	if len(found) != 1 || !directory.Reachable(tx, found[0].ID) {
		return nil
	}
	c, err := directory.AskCare(tx, by, found[0], as)
	if err != nil {
		return err
	}
	token := func(yes string) string { return fmt.Sprintf("%s:%s:%s:%d", prefix, yes, c.By, c.N) }
	outbox.Tell(tx, c.For, bot.Out{
		Text: called(tx, by) + "想在这里替您办事：报修、报名、报课、借东西。\n每办一件都告诉您，您随时能收回。没有说好的，请选「不同意」。\n有的投票允许家里人代投，要您点头才行；您自己投了，就按您的。\n您同意吗？",
		Buttons: []bot.Button{
			{Label: "同意", Token: token("y"), Wide: true}, {Label: "同意，投票也可以代我投", Token: token("v"), Wide: true}, {Label: "不同意", Token: token("n"), Wide: true},
		},
		Title: "请您同意代办", Fields: []bot.Field{{Name: "谁", Value: by.Name}, {Name: "办什么", Value: "报修、报名、报课、借东西"}},
	})
	return nil
}

// called is somebody with where they live, and whether anybody knows that.
func called(tx store.Reader, p directory.Person) string {
	if len(p.Ties) == 0 {
		return p.Name
	}
	at := directory.FullName(tx, p.Ties[0].Home)
	if b, ok := directory.Enclosing(tx, p.Ties[0].Home, directory.Building); ok {
		at = directory.FullName(tx, b.ID)
	}
	if p.TrustAt(p.Ties[0].Home) < directory.Vouched {
		at += "，自己登记的"
	}
	return p.Name + "（" + at + "）"
}

// press is the answer of whom it is for, and of nobody else.
func press(call *talk.Call, rest string) error {
	parts := strings.Split(rest, ":")
	if len(parts) != 3 || call.Group {
		return bot.Refuse("这件事已经过去了。")
	}
	n, _ := strconv.ParseUint(parts[2], 10, 64)
	if parts[0] == "r" || parts[0] == "e" {
		said, err := renewed(call.Tx, call.Who, parts[1], n, parts[0] == "r")
		if err == nil {
			call.Say(bot.Out{Text: said})
		}
		return err
	}
	c, err := directory.AnswerCare(call.Tx, call.Who, parts[1], n, parts[0] != "n", parts[0] == "v")
	if err != nil {
		return err
	}
	by, _ := directory.GetPerson(call.Tx, c.By)
	if c.No {
		call.Say(bot.Out{Text: "好的，" + by.Name + "不能替您办事。"})
		outbox.Tell(call.Tx, c.By, bot.Out{Text: call.Who.Name + "没有同意请您代办。"})
		return nil
	}
	call.Say(bot.Out{Text: "好的，" + by.Name + "能替您办事了" + voting(c) + "，每办一件都告诉您。\n想收回，回复「我的家人」。"})
	tellAgreed(call.Tx, c, call.Who)
	remind(call.Tx, c)
	return nil
}

// tellAgreed tells who acts that they may.
func tellAgreed(tx store.Tx, c directory.Care, whose directory.Person) {
	as := c.As
	if as == whose.Name {
		as = ""
	}
	outbox.Tell(tx, c.By, bot.Out{Text: fmt.Sprintf("%s同意了，您能替%s办事了%s。\n直接说就行，比如「帮%s报名」「帮%s报修」。", whose.Name, whose.Name, voting(c), oneOf(as, whose.Name), oneOf(as, whose.Name))})
}

// voting says whether votes are agreed to as well.
func voting(c directory.Care) string {
	if c.Votes {
		return "，允许代投的投票也行"
	}
	return ""
}

func oneOf(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// record writes a spoken yes down and tells both.
func record(tx store.Tx, staff directory.Person, whose, by string, as string, votes bool) error {
	p, _ := directory.GetPerson(tx, whose)
	carer, _ := directory.GetPerson(tx, by)
	if !directory.Reachable(tx, by) {
		return bot.Refuse("%s还没有在这里登记账号，先请他发「登记」。", carer.Name)
	}
	c, err := directory.RecordCare(tx, staff, p, carer, as, votes)
	if err != nil {
		return err
	}
	tellAgreed(tx, c, p)
	remind(tx, c)
	if directory.Reachable(tx, whose) {
		outbox.Tell(tx, whose, bot.Out{Text: staff.Name + "记下了：您请" + called(tx, carer) + "替您办事" + voting(c) + "，每办一件都告诉您。\n没有说过这话，回复「我的家人」收回。"})
	}
	return nil
}

func giveTo(tx store.Tx, whose directory.Person, words string, votes bool) error {
	found := address.CalledAt(tx, whose, words)
	if len(found) != 1 || !directory.Reachable(tx, found[0].ID) {
		return nil
	}
	c, err := directory.GiveCare(tx, whose, found[0], whose.Name, votes)
	if err == nil {
		remind(tx, c)
		outbox.Tell(tx, c.By, bot.Out{Text: called(tx, whose) + "请您在这里替他办事：报修、报名、报课、借东西" + voting(c) + "。\n直接说就行，比如「帮" + whose.Name + "报名」。不愿意，回复「我的家人」。"})
	}
	return err
}

func guard(tx store.Tx, by directory.Person, name string, born int) (string, error) {
	p, _, err := directory.Guard(tx, by, name, born)
	return p.ID, err
}

// end takes a tie back, as one of the two says, and tells the other.
func end(tx store.Tx, by directory.Person, whose, who string) error {
	c, _ := directory.GetCare(tx, whose, who)
	if err := directory.EndCare(tx, by, c); err != nil {
		return err
	}
	other, text := c.By, by.Name+"收回了，您不再替他办事了。"
	if by.ID == c.By {
		other, text = c.For, by.Name+"不再替您办事了。要请别人，回复「请人代办」。"
	}
	if directory.Reachable(tx, other) {
		outbox.Tell(tx, other, bot.Out{Text: text})
	}
	return nil
}

// known tells somebody who acts for them, and for whom they act.
func known(tx store.Reader, who directory.Person) (lines []string) {
	if names := namesOf(tx, directory.Holding(tx, directory.CaresFor(tx, who.ID)), func(c directory.Care) string { return c.By }); names != "" {
		lines = append(lines, "能替您办事的人："+names)
	}
	if names := namesOf(tx, directory.Holding(tx, directory.CaresBy(tx, who.ID)), func(c directory.Care) string { return c.For }); names != "" {
		lines = append(lines, "您能替办事的人："+names)
	}
	return lines
}

func namesOf(tx store.Reader, list []directory.Care, of func(directory.Care) string) string {
	var names []string
	for _, c := range list {
		p, _ := directory.GetPerson(tx, of(c))
		if c.Votes {
			p.Name += "（也能代投）"
		}
		names = append(names, p.Name)
	}
	return strings.Join(names, "、")
}
