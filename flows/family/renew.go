package family

import (
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// dueRenew is when both are told that what was agreed to is over soon.
const (
	dueRenew   = "renew care"
	renewAhead = 14 * 24 * time.Hour
)

// remind has both told, by day, before a tie ends.
func remind(tx store.Tx, c directory.Care) {
	agenda.Set(tx, bot.Awake(c.Until.Add(-renewAhead)), dueRenew, fmt.Sprintf("%s %s %d", c.For, c.By, c.N))
}

// renewDue asks whom it is for whether it is to go on; where nothing reaches them, whoever
// acts is told what to do.
func renewDue(tx store.Tx, e agenda.Entry) error {
	parts := strings.Fields(e.Ref)
	if len(parts) != 3 {
		return nil
	}
	c, _ := directory.GetCare(tx, parts[0], parts[1])
	if !c.Holds(tx.Now()) || fmt.Sprint(c.N) != parts[2] {
		return nil
	}
	whose, _ := directory.GetPerson(tx, c.For)
	by, _ := directory.GetPerson(tx, c.By)
	until := bot.Day(c.Until)
	if !directory.Reachable(tx, c.For) {
		outbox.Tell(tx, c.By, bot.Out{Text: fmt.Sprintf("您替%s办事，到%s满了。要接着办，请他到社区再说一声。", whose.Name, until), Aside: true})
		return nil
	}
	token := func(what string) string { return fmt.Sprintf("%s:%s:%s:%d", prefix, what, c.By, c.N) }
	outbox.Tell(tx, c.For, bot.Out{
		Text:    fmt.Sprintf("%s替您办事%s，到%s满了。还请他办吗？", by.Name, voting(c), until),
		Buttons: []bot.Button{{Label: "接着请他办", Token: token("r"), Wide: true}, {Label: "不请了", Token: token("e"), Wide: true}},
		Title:   "代办快到期了", Fields: []bot.Field{{Name: "谁", Value: by.Name}, {Name: "到哪天", Value: until}}, Aside: true,
	})
	return nil
}

// renewed is the answer to it.
func renewed(tx store.Tx, whose directory.Person, by string, n uint64, goesOn bool) (string, error) {
	c, _ := directory.GetCare(tx, whose.ID, by)
	if !c.Holds(tx.Now()) || c.N != n {
		return "", bot.Refuse("这件事已经过去了。谁能替您办事，回复「我的家人」看看。")
	}
	carer, _ := directory.GetPerson(tx, by)
	if !goesOn {
		return "好的，" + carer.Name + "不再替您办事了。", end(tx, whose, whose.ID, by)
	}
	c, err := directory.GiveCare(tx, whose, carer, c.As, c.Votes)
	if err != nil {
		return "", err
	}
	remind(tx, c)
	outbox.Tell(tx, by, bot.Out{Text: whose.Name + "还请您替他办事，到" + bot.Date(c.Until) + "。", Aside: true})
	return "好的，" + carer.Name + "接着替您办，到" + bot.Date(c.Until) + "。", nil
}
