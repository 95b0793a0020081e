package care

import (
	"fmt"
	"strconv"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

// card is an issue as it is shown, with what can be done about it.
type card struct {
	Text  string     `json:"text"`
	Photo string     `json:"photo,omitempty"`
	Opts  []talk.Opt `json:"opts"`
}

// mine is the conversation of a reporter about what they reported. It may be
// given "no", the issue, and "do", what to do about it.
func (k kit) mine(c *talk.Conv) error {
	no, _ := talk.Known[string](c, "no")
	for {
		if no == "" {
			rows, err := talk.Look(c, "list", func(tx store.Tx) ([]row, error) { return ownRows(tx, c.Who().ID), nil })
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				return c.EndWith([]bot.Button{{Label: "报修", Token: "报修"}}, "您还没有反映过问题。哪里不对，随时说一声。")
			}
			if no = rows[0].No; len(rows) > 1 {
				no = choose(c, fmt.Sprintf("您一共反映了%d件，要看哪一件？", len(rows)), rows)
			}
		}
		if no == noneOfThem {
			return c.End("好的。有事随时叫我。")
		}
		shown, err := talk.Look(c, "one", func(tx store.Tx) (card, error) { return k.ownCard(tx, c, no) })
		if err != nil {
			return err
		}
		c.Show(shown.Photo)
		c.Say("%s", shown.Text)
		do := c.Choice("do", "您想做什么？", shown.Opts...)
		if do != "list" {
			return reporterDoes(c, do, no)
		}
		no = ""
	}
}

func reporterDoes(c *talk.Conv, do, no string) error {
	switch do {
	case "add":
		return add(c, no)
	case "drop":
		return withdraw(c, no)
	case "rate":
		return rate(c, no)
	case "unsolved":
		return unsolved(c, no)
	}
	return c.End("好的。有事随时叫我。")
}

func (k kit) ownCard(tx store.Reader, c *talk.Conv, no string) (card, error) {
	i, err := issue.Theirs(tx, c.Who(), no)
	if err != nil {
		return card{}, err
	}
	shown := card{Text: issue.ForReporter(tx, i) + k.missing(tx, i), Photo: k.lastPhoto(tx, i)}
	switch {
	case i.Live():
		shown.Opts = []talk.Opt{{Key: "add", Label: "补充"}, {Key: "drop", Label: "撤回"}}
	case i.HasEnded():
		label := "打分"
		if i.Rating > 0 {
			label = "重新打分"
		}
		shown.Opts = []talk.Opt{{Key: "rate", Label: label}, {Key: "unsolved", Label: "没解决"}}
	}
	if len(issue.Own(tx, c.Who().ID)) > 1 {
		shown.Opts = append(shown.Opts, talk.Opt{Key: "list", Label: "看别的"})
	}
	shown.Opts = append(shown.Opts, talk.Opt{Key: "end", Label: "不用了"})
	return shown, nil
}

func add(c *talk.Conv, no string) error {
	more := tellAll(c, "more", "请说说要补充什么，也可以发照片。")
	_, err := talk.Step(c, "add", func(tx store.Tx) (string, error) {
		i, err := issue.Add(tx, c.Who(), no, more)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.End("补充好了（%s），办事的人看得到。", no)
}

// tellAll is Tell, until all photos are there.
func tellAll(c *talk.Conv, name, text string) talk.Told {
	told := c.Tell(name, "%s", text)
	for told.Photo != "" {
		more := c.TellOr(name, "没有了", "照片收到了。还有就接着发，也可以说一句。")
		if told = told.And(more); more.Photo == "" {
			break
		}
	}
	return told
}

func withdraw(c *talk.Conv, no string) error {
	if !c.Confirm("sure", "这件事（%s）不用办了吗？", no) {
		return c.End("好的，接着办。")
	}
	_, err := talk.Step(c, "drop", func(tx store.Tx) (string, error) {
		i, err := issue.Withdraw(tx, c.Who(), no)
		return i.No, err
	})
	if err != nil {
		return err
	}
	return c.End("好的，这件事（%s）不办了。以后还有问题，随时再报。", no)
}

func rate(c *talk.Conv, no string) error {
	var opts []talk.Opt
	for n, words := range issue.Ratings() {
		opts = append(opts, talk.Opt{Key: strconv.Itoa(n + 1), Label: words})
	}
	rating, _ := strconv.Atoi(c.Choice("score", issue.Stars, opts...))
	i, err := talk.Step(c, "rate", func(tx store.Tx) (issue.Issue, error) { return issue.Rate(tx, c.Who(), no, rating) })
	if err != nil {
		return err
	}
	return c.EndWith(afterRating(i), "%s", thanks(i))
}

func unsolved(c *talk.Conv, no string) error {
	why := tellAll(c, "why", "对不起，没有给您办好。\n请说说还有什么问题，也可以发照片。")
	i, err := talk.Step(c, "reopen", func(tx store.Tx) (issue.Issue, error) { return issue.Unsolved(tx, c.Who(), no, why) })
	if err != nil {
		return err
	}
	return c.EndWith(issue.FollowUp(i), "记下了，%s 重新办理。\n最晚%s答复您。", i.No, issue.By(i))
}
