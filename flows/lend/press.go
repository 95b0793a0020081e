package lend

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// press is a button under what one of the two was told: "back:3".
func press(call *talk.Call, rest string) error {
	verb, id, _ := strings.Cut(rest, ":")
	if verb == "yes" {
		if _, err := theirs(call.Tx, call.Who, id, Asked); err != nil {
			return err
		}
		call.Start("agree", talk.Given{talk.Of: id})
		return nil
	}
	said, err := Do(call.Tx, call.Who, verb, id)
	if err != nil {
		return err
	}
	call.Say(bot.Out{Text: said})
	return nil
}

// dayCount reads the key of a choice.
func dayCount(key string) int {
	n, _ := strconv.Atoi(key)
	return n
}

// summary is what an owner is asked to agree to.
func (t Thing) summary() string {
	text := "「" + t.What + "」，送人"
	if t.Days > 0 {
		text = fmt.Sprintf("「%s」，借给邻居，一次最多%d天", t.What, t.Days)
	}
	if t.Phone {
		return text + "，答应了谁就告诉他手机号。这样登记吗？"
	}
	return text + "，不告诉手机号。这样登记吗？"
}

// look is a thing as who might want it sees it.
func look(tx store.Reader, id string) seen {
	t, _ := Get(tx, id)
	owner, _ := directory.GetPerson(tx, directory.Resolve(tx, t.Owner))
	return seen{t.State, t.Days, t.now(tx), buildingOf(tx, owner)}
}

// own are the things somebody has to do with, as choices.
func own(tx store.Reader, who directory.Person) (opts []talk.Opt) {
	for _, t := range ownedBy(tx, who.ID) {
		opts = append(opts, talk.Opt{Key: t.ID(), Label: t.label(), Wide: true})
	}
	for _, t := range borrowedBy(tx, who.ID) {
		label := t.What + "（您想要，主人还没回）"
		switch t.State {
		case Out:
			label = t.What + "（您借的，" + bot.Day(t.Due) + "还）"
		case Promised:
			label = t.What + "（答应给您了）"
		}
		opts = append(opts, talk.Opt{Key: t.ID(), Label: label, Wide: true})
	}
	return opts
}
