package issue

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/talk"
	"yishi/store"
)

// desk is what staff have to do.
type desk struct {
	Rows    []row `json:"rows"`
	Overdue int   `json:"overdue"`
}

// work is the conversation of staff about what is open. It may be given "no",
// the issue, and "do", what to do about it.
func (k kit) work(c *talk.Conv) error {
	no, _ := talk.Known[string](c, "no")
	for {
		if no == "" {
			d, err := talk.Look(c, "list", func(tx store.Tx) (d desk, err error) {
				d.Rows, d.Overdue = workRows(tx, c.Who())
				return d, nil
			})
			if err != nil {
				return err
			}
			if len(d.Rows) == 0 {
				return c.End("没有待办的诉求，都办完了。")
			}
			no = choose(c, d.head(), d.Rows)
		}
		if no == noneOfThem {
			return c.End("好的。")
		}
		shown, err := talk.Look(c, "one", func(tx store.Tx) (card, error) { return k.workCard(tx, c, no) })
		if err != nil {
			return err
		}
		c.Show(shown.Photo)
		c.Say("%s", shown.Text)
		do := c.Choice("do", "怎么办？", shown.Opts...)
		if do != "list" {
			return k.staffDoes(c, do, no)
		}
		no = ""
	}
}

func (d desk) head() string {
	if d.Overdue > 0 {
		return fmt.Sprintf("待办%d件，逾期%d件。", len(d.Rows), d.Overdue)
	}
	return fmt.Sprintf("待办%d件。", len(d.Rows))
}

func (k kit) staffDoes(c *talk.Conv, do, no string) error {
	switch do {
	case "take":
		return take(c, no)
	case "answer":
		return answer(c, no, AnswerTo)
	case "mend":
		return answer(c, no, Mend)
	case "give":
		return giveBack(c, no)
	case "reopen":
		return reopenBy(c, no)
	case "hand":
		return hand(c, no)
	case "close":
		return k.finish(c, no)
	case "sort":
		return sortInto(c, no)
	}
	return c.End("好的。")
}

func (k kit) workCard(tx store.Tx, c *talk.Conv, no string) (card, error) {
	i, ok := Get(tx, no)
	if !ok || !may(c.Who(), directory.SeeIssues, i) {
		return card{}, bot.Refuse("这件事不归您管，请交给负责的人。")
	}
	shown := card{Text: forStaff(tx, i) + k.missing(tx, i), Photo: k.photo(tx, lastPhoto(i))}
	if i.Live() && may(c.Who(), directory.HandleIssue, i) {
		shown.Opts = staffOpts(tx, c.Who(), i)
	}
	if i.State == Closed && may(c.Who(), directory.HandleIssue, i) {
		shown.Opts = append(shown.Opts, talk.Opt{Key: "reopen", Label: "没办好，重新办"})
	}
	shown.Opts = append(shown.Opts, talk.Opt{Key: "list", Label: "返回列表"}, talk.Opt{Key: "end", Label: "不用了"})
	return shown, nil
}

func staffOpts(tx store.Tx, who directory.Person, i Issue) []talk.Opt {
	var opts []talk.Opt
	p, taken := handler(tx, i)
	if !taken {
		opts = append(opts, talk.Opt{Key: "take", Label: "接手"})
	}
	if !taken || p.ID == who.ID {
		opts = append(opts, talk.Opt{Key: "answer", Label: "答复"}, talk.Opt{Key: "close", Label: "办结"})
	}
	opts = append(opts, talk.Opt{Key: "hand", Label: "转交"}, talk.Opt{Key: "sort", Label: "改类别"})
	if taken && p.ID == who.ID {
		if i.State == Answered {
			opts = append(opts, talk.Opt{Key: "mend", Label: "更正答复"})
		}
		opts = append(opts, talk.Opt{Key: "give", Label: "放回去，不归我办"})
	}
	return opts
}

func take(c *talk.Conv, no string) error {
	i, err := talk.Step(c, "take", func(tx store.Tx) (Issue, error) { return Take(tx, c.Who(), no) })
	if err != nil {
		return err
	}
	return c.EndWith(working(i), "您接手了 %s，反映人已经知道。", no)
}

func answer(c *talk.Conv, no string, do func(store.Tx, directory.Person, string, string) (Issue, error)) error {
	text := c.Text("say", "请写给反映人的答复。")
	if !c.Review("send", "反映人会看到：", "发出", talk.Line{Label: "答复", Value: text, Question: "say"}) {
		return c.End("好的，没有发。")
	}
	i, err := talk.Step(c, "answer", func(tx store.Tx) (Issue, error) { return do(tx, c.Who(), no, text) })
	if err != nil {
		return err
	}
	return c.EndWith(append(working(i)[1:], unsayIt(i)), "答复发出了（%s）。办好以后请办结。\n写错了，1分钟内回复「收回」。", no)
}

func hand(c *talk.Conv, no string) error {
	roles, err := talk.Look(c, "roles", func(tx store.Tx) ([]talk.Opt, error) {
		i, _ := Get(tx, no)
		return roleOpts(Receivers(tx, i)), nil
	})
	if err != nil {
		return err
	}
	if len(roles) == 0 {
		return c.End("现在没有别的人可以转交。")
	}
	role := c.Choice("to", "转给谁？", roles...)
	note := c.Text("note", "请写一句交接的话，反映人也会看到。")
	_, err = talk.Step(c, "hand", func(tx store.Tx) (string, error) {
		i, err := HandOver(tx, c.Who(), no, role, note)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.EndWith(append(backToList(), unsayIt(Issue{No: no})), "%s 转给%s了，对方和反映人都知道了。\n转错了，1分钟内回复「收回」。", no, directory.RoleName(role))
}

func roleOpts(roles []string) []talk.Opt {
	var opts []talk.Opt
	for _, r := range roles {
		opts = append(opts, talk.Opt{Key: r, Label: directory.RoleName(r)})
	}
	return opts
}

func (k kit) finish(c *talk.Conv, no string) error {
	end := Ending{Text: c.Text("done", "请写做了什么，反映人会看到。")}
	end.Photo = c.Photo("pic", "有现场照片就发一张，没有就回复「没有照片」。")
	end.Cost = c.Money("cost", "花了多少钱？没花钱回复 0。")
	photo := "没有"
	if end.Photo != "" {
		photo = "1张"
	}
	if !c.Review("send", "办结"+no+"：", "办结",
		talk.Line{Label: "做了什么", Value: end.Text, Question: "done"},
		talk.Line{Label: "照片", Value: photo, Question: "pic"},
		talk.Line{Label: "花费", Value: yuan(end.Cost), Question: "cost"}) {
		return c.End("好的，还没有办结。")
	}
	_, err := talk.Step(c, "close", func(tx store.Tx) (string, error) {
		end.Shown = k.photo(tx, end.Photo)
		i, err := Finish(tx, c.Who(), no, end)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.EndWith(append(backToList(), unsayIt(Issue{No: no})), "%s 办结了，已经请反映人评价。\n弄错了，1分钟内回复「收回」；过后回复「查 %s」，可以重新办。", no, no)
}

func sortInto(c *talk.Conv, no string) error {
	var opts []talk.Opt
	for _, kind := range meaning.Categories() {
		opts = append(opts, talk.Opt{Key: kind.Key, Label: kind.Name})
	}
	category := c.Choice("kind", "改成哪一类？", opts...)
	_, err := talk.Step(c, "sort", func(tx store.Tx) (string, error) {
		i, err := Sort(tx, c.Who(), no, category)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.EndWith(backToList(), "%s 改成了「%s」。", no, meaning.CategoryName(category))
}

func giveBack(c *talk.Conv, no string) error {
	if !c.Confirm("sure", "把 %s 放回去，让别人接手，会告诉反映人。对吗？", no) {
		return c.End("好的，还是您办。")
	}
	if _, err := talk.Step(c, "give", func(tx store.Tx) (Issue, error) { return GiveBack(tx, c.Who(), no) }); err != nil {
		return err
	}
	return c.EndWith(backToList(), "%s 放回去了。要接着办，再接手就行。", no)
}

func reopenBy(c *talk.Conv, no string) error {
	why := c.Text("why", "为什么要重新办？反映人会看到。")
	i, err := talk.Step(c, "reopen", func(tx store.Tx) (Issue, error) { return ReopenBy(tx, c.Who(), no, why) })
	if err != nil {
		return err
	}
	return c.EndWith(working(i), "%s 重新办，在您手上，最晚%s答复。反映人已经知道了。", no, bot.Day(i.Due))
}

// unsayIt takes back what was just said.
func unsayIt(i Issue) bot.Button { return button("写错了，收回", "unsay", i) }

func backToList() []bot.Button { return []bot.Button{{Label: "看待办", Token: "待办"}} }
