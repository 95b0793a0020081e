package family

import (
	"strings"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

// ties are those of somebody, each with what can be done about it.
type ties struct {
	Text string     `json:"text"`
	Opts []talk.Opt `json:"opts"`
}

// mine is somebody looking at who acts for whom, and changing it.
func mine(c *talk.Conv) error {
	c.Safe("没有改。")
	v, err := talk.Look(c, "ties", func(tx store.Tx) (ties, error) { return tiesOf(tx, c.Who()), nil })
	if err != nil {
		return err
	}
	do := c.Choice("do", v.Text, v.Opts...)
	switch do {
	case "careask", "caregive", "child":
		return c.Goto(do, nil)
	case "no":
		return c.End("好的。")
	}
	verb, id, _ := strings.Cut(do, " ")
	switch verb {
	case "data":
		return c.Command("孩子的资料")
	case "vote", "novote":
		if _, err = talk.Step(c, "let", func(tx store.Tx) (bool, error) { return true, directory.LetVote(tx, c.Who(), id, verb == "vote") }); err != nil {
			return err
		}
		return c.End("好的，记下了。您自己投了，总是按您的算。")
	case "by":
		_, err = talk.Step(c, "end", func(tx store.Tx) (bool, error) { return true, end(tx, c.Who(), c.Who().ID, id) })
	default:
		_, err = talk.Step(c, "end", func(tx store.Tx) (bool, error) { return true, end(tx, c.Who(), id, c.Who().ID) })
	}
	if err != nil {
		return err
	}
	return c.End("好的，收回了。")
}

func tiesOf(tx store.Reader, who directory.Person) (v ties) {
	lines := known(tx, who)
	if len(lines) == 0 {
		lines = []string{"还没有人能替您办事，您也没有替别人办事。"}
	}
	v.Text = strings.Join(lines, "\n") + "\n您想："
	add := func(key, label string) { v.Opts = append(v.Opts, talk.Opt{Key: key, Label: label, Wide: true}) }
	for _, c := range directory.Holding(tx, directory.CaresFor(tx, who.ID)) {
		p, _ := directory.GetPerson(tx, c.By)
		add("by "+p.ID, "不请"+p.Name+"办了")
		if c.Votes {
			add("novote "+p.ID, "投票不请"+p.Name+"代投了")
		} else {
			add("vote "+p.ID, "投票也请"+p.Name+"代投")
		}
	}
	for _, c := range directory.Holding(tx, directory.CaresBy(tx, who.ID)) {
		p, _ := directory.GetPerson(tx, c.For)
		if c.Yes == directory.GuardianYes {
			add("data "+p.ID, p.Name+"的资料，要看要删")
		} else {
			add("for "+p.ID, "不替"+p.Name+"办了")
		}
	}
	add("careask", "替家里人办事")
	add("caregive", "请人替我办")
	add("child", "登记孩子")
	add("no", "先这样")
	return v
}
