package care

import (
	"fmt"

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
	case "sort":
		return sortInto(c, no)
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
	if i.State == issue.Closed && issue.May(c.Who(), directory.HandleIssue, i) {
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
	opts = append(opts, talk.Opt{Key: "hand", Label: "转交"}, talk.Opt{Key: "sort", Label: "改类别"})
	if taken && p.ID == who.ID {
		if i.State == issue.Answered {
			opts = append(opts, talk.Opt{Key: "mend", Label: "更正答复"})
		}
		opts = append(opts, talk.Opt{Key: "give", Label: "放回去，不归我办"})
	}
	return opts
}

func take(c *talk.Conv, no string) error {
	i, err := talk.Step(c, "take", func(tx store.Tx) (issue.Issue, error) { return issue.Take(tx, c.Who(), no) })
	if err != nil {
		return err
	}
	return c.EndWith(issue.Working(i), "您接手了 %s，反映人已经知道。", no)
}

func reply(c *talk.Conv, no string, do func(store.Tx, directory.Person, string, string) (issue.Issue, error)) error {
	text := c.Lasting("say", "请写给反映人的答复。")
	if !c.Review("send", "反映人会看到：", "发出", talk.Line{Label: "答复", Value: text, Question: "say"}) {
		return c.End("好的，没有发。")
	}
	i, err := talk.Step(c, "answer", func(tx store.Tx) (issue.Issue, error) { return do(tx, c.Who(), no, text) })
	if err != nil {
		return err
	}
	return c.EndWith(append(issue.Working(i)[1:], unsayIt(i)), "答复发出了（%s）。办好以后请办结。\n写错了，1分钟内回复「收回」。", no)
}

// unsayIt takes back what was just said.
func unsayIt(i issue.Issue) bot.Button { return issue.Button("写错了，收回", "unsay", i) }

func backToList() []bot.Button { return []bot.Button{{Label: "看待办", Token: "待办"}} }
