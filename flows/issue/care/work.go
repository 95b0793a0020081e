package care

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

// todo is what staff have to do.
type todo struct {
	Rows    []row `json:"rows"`
	Overdue int   `json:"overdue"`
}

// work is the conversation of staff about what is open. It may be given "no",
// the issue, and "do", what to do about it.
func (k kit) work(c *talk.Conv) error {
	no, _ := talk.Known[string](c, "no")
	for {
		if no == "" {
			d, err := talk.Look(c, "list", func(tx store.Tx) (d todo, err error) {
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
		c.Safe("不看了。")
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

func (d todo) head() string {
	if d.Overdue > 0 {
		return fmt.Sprintf("待办%d件，逾期%d件。", len(d.Rows), d.Overdue)
	}
	return fmt.Sprintf("待办%d件。", len(d.Rows))
}

func (k kit) staffDoes(c *talk.Conv, do, no string) error {
	c.Safe("") // from here on something is written
	switch do {
	case "take":
		return take(c, no)
	case "answer":
		return reply(c, no, issue.AnswerTo)
	case "mend":
		return reply(c, no, issue.Mend)
	case "give":
		return giveBack(c, no)
	case "reopen":
		return reopenBy(c, no)
	case "hand":
		return hand(c, no)
	case "close":
		return k.finish(c, no)
	case "more":
		return others(c, no)
	}
	return c.End("好的。")
}

// workCard shows an issue to staff; that they saw who reported it is noted.
func (k kit) workCard(tx store.Tx, c *talk.Conv, no string) (card, error) {
	i, ok := issue.Get(tx, no)
	if !ok || !issue.May(c.Who(), directory.SeeIssues, i) {
		return card{}, directory.ErrNotYours
	}
	issue.Looked(tx, c.Who(), i)
	shown := card{Text: issue.ForStaff(tx, i) + k.missing(tx, i), Photo: k.lastPhoto(tx, i)}
	if i.Live() && issue.May(c.Who(), directory.HandleIssue, i) {
		shown.Opts = staffOpts(tx, c.Who(), i)
	}
	if i.HasEnded() && issue.May(c.Who(), directory.HandleIssue, i) {
		shown.Opts = append(shown.Opts, talk.Opt{Key: "reopen", Label: "没办好，重新办"})
	}
	shown.Opts = append(shown.Opts, talk.Opt{Key: "list", Label: "返回列表"}, talk.Opt{Key: "end", Label: "不用了"})
	return shown, nil
}

func staffOpts(tx store.Reader, who directory.Person, i issue.Issue) []talk.Opt {
	var opts []talk.Opt
	p, taken := issue.HandlerOf(tx, i)
	if !taken {
		opts = append(opts, talk.Opt{Key: "take", Label: "接手"})
	}
	if !taken || p.ID == who.ID {
		opts = append(opts, talk.Opt{Key: "answer", Label: "答复"}, talk.Opt{Key: "close", Label: "办结"})
	}
	opts = append(opts, talk.Opt{Key: "hand", Label: "转交"})
	if taken && p.ID == who.ID {
		if i.State == issue.Answered {
			opts = append(opts, talk.Opt{Key: "mend", Label: "更正答复"})
		}
		opts = append(opts, talk.Opt{Key: "give", Label: "放回去，不归我办"})
	}
	return append(opts, talk.Opt{Key: "more", Label: "别的办法"})
}

// otherWays are what else can be done about an issue.
func otherWays() []talk.Opt {
	return []talk.Opt{
		{Key: "arrive", Label: "到现场了"}, {Key: "help", Label: "办不动，求助上级"}, {Key: "wait", Label: "要等外面的单位"},
		{Key: "refer", Label: "不归我们管"}, {Key: "extend", Label: "不好办，要多些日子"}, {Key: "sort", Label: "改类别"},
	}
}

func take(c *talk.Conv, no string) error {
	i, telling, err := does(c, "take", func(tx store.Tx) (issue.Issue, error) { return issue.Take(tx, c.Who(), no) })
	if err != nil {
		return err
	}
	return c.EndWith(issue.Working(i), "您接手了 %s，%s。", no, telling)
}

func reply(c *talk.Conv, no string, do func(store.Tx, directory.Person, string, string, time.Time) (issue.Issue, error)) error {
	text := saying(c, "say", "请写给反映人的答复：怎么办，哪天办。")
	by, err := dayOf(c, text)
	if err != nil {
		return err
	}
	lines := []talk.Line{{Label: "答复", Value: text, Question: "say"}}
	if !by.IsZero() {
		lines = append(lines, talk.Line{Label: "哪天", Value: bot.Day(by), Question: "by"})
	}
	head, err := talk.Look(c, "head", func(tx store.Tx) (string, error) { return about(tx, no), nil })
	if err != nil {
		return err
	}
	if !c.Review("send", head+"\n反映人会看到：", "发出", lines...) {
		return c.End("好的，没有发。")
	}
	i, telling, err := does(c, "answer", func(tx store.Tx) (issue.Issue, error) { return do(tx, c.Who(), no, text, by) })
	if err != nil {
		return err
	}
	return c.EndWith(append(issue.Working(i)[1:], unsayIt(i)), "答复写好了（%s），%s。说好%s办好，到时候我会再问。\n写错了，1分钟内回复「收回」。", no, telling, issue.By(i))
}

// about names an issue to staff: its number, what, and whose.
func about(tx store.Reader, no string) string {
	i, _ := issue.Get(tx, no)
	return issue.Subject(i) + "，" + issue.ReporterName(tx, i) + "反映的"
}

// saying asks for words until they say something.
func saying(c *talk.Conv, name, ask string) string {
	text := c.Lasting(name, "%s", ask)
	for issue.Hollow(text) {
		text = c.Lasting(name, "「%s」看不出怎么办的，反映人还是不放心。\n请写具体一点，比如「电工明天上午来换灯」。", text)
	}
	return text
}

// dayOf is the day by which it is done, asked for where an answer names none.
func dayOf(c *talk.Conv, text string) (by time.Time, err error) {
	named, err := talk.Look(c, "named", func(tx store.Tx) (bool, error) { _, ok := issue.NamesDay(tx, text); return ok, nil })
	if err == nil && !named {
		by = c.Date("by", issue.AskWhen)
	}
	return by, err
}

// acted is an issue that somebody has done something about, and what comes of telling its
// reporter.
type acted struct {
	Issue   issue.Issue `json:"issue"`
	Telling string      `json:"telling"`
}

// does does something about an issue, once.
func does(c *talk.Conv, name string, do func(tx store.Tx) (issue.Issue, error)) (issue.Issue, string, error) {
	d, err := talk.Step(c, name, func(tx store.Tx) (acted, error) {
		i, err := do(tx)
		if err != nil {
			return acted{}, err
		}
		return acted{i, issue.Telling(tx, i)}, nil
	})
	return d.Issue, d.Telling, err
}

// unsayIt takes back what was just said.
func unsayIt(i issue.Issue) bot.Button { return issue.Button("写错了，收回", "unsay", i) }

func backToList() []bot.Button { return []bot.Button{{Label: "看待办", Token: "待办"}} }
