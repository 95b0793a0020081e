package owners

import (
	"fmt"
	"strconv"

	"yishi/bot/talk"
	"yishi/store"
)

// mine is what a person may name a voter for, and why nothing.
type mine struct {
	All []Holding `json:"all"`
	Why string    `json:"why"`
}

// naming is the conversation in which co-owners say which of them votes.
func naming(c *talk.Conv) error {
	m, err := talk.Look(c, "mine", func(tx store.Tx) (m mine, err error) {
		m.All, m.Why = Shared(tx, c.Who())
		return m, nil
	})
	if err != nil {
		return err
	}
	if len(m.All) == 0 {
		return c.End("%s", m.Why)
	}
	h := m.All[which(c, m.All)]
	voter, _ := strconv.Atoi(c.Choice("voter", askWords(h), voters(h)...))
	untold, err := talk.Step(c, "name", func(tx store.Tx) ([]string, error) { return NameVoter(tx, c.Who(), h, voter) })
	if err != nil {
		return err
	}
	return c.End("%s", namedWords(h, voter, untold))
}

// which asks for one of several holdings.
func which(c *talk.Conv, all []Holding) int {
	if len(all) == 1 {
		return 0
	}
	opts := make([]talk.Opt, len(all))
	for i, h := range all {
		opts[i] = talk.Opt{Key: strconv.Itoa(i), Label: h.Title, Wide: true}
	}
	i, _ := strconv.Atoi(c.Choice("which", "哪一处的投票人？", opts...))
	return i
}

func voters(h Holding) []talk.Opt {
	opts := make([]talk.Opt, len(h.Names))
	for i, name := range h.Names {
		if i+1 == h.Me {
			name += "（我自己）"
		}
		opts[i] = talk.Opt{Key: strconv.Itoa(i + 1), Label: name}
	}
	return opts
}

func askWords(h Holding) string {
	now := "还没有推选由谁投。"
	if h.Voter > 0 {
		now = fmt.Sprintf("现在由%s来投。", h.Names[h.Voter-1])
	}
	return fmt.Sprintf("%s是您和%s共有的，业主投票只有一票。\n%s\n请先商量好：由谁来投？", h.Title, h.others(h.Me), now)
}

// namedWords is the answer to who named a voter.
func namedWords(h Holding, voter int, untold []string) string {
	who := h.Names[voter-1]
	if voter == h.Me {
		who = "您"
	}
	if voter == h.Voter {
		return fmt.Sprintf("没有变：%s的业主投票，还是由%s来投。", h.Title, who)
	}
	words := fmt.Sprintf("记下了：%s的业主投票，由%s来投。", h.Title, who)
	if told := len(h.Names) - 1 - len(untold); told > 0 {
		words += "\n这就告诉共有人。"
	}
	if len(untold) > 0 {
		words += fmt.Sprintf("\n%s在这里一时联系不上，请您转告。", join(untold))
	}
	return words + "\n投票公告以前都可以换；已经公告的投票，以公告时为准。"
}
