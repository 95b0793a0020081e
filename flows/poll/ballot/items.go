package ballot

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
)

// items is a ballot of owners, which says yes, no or abstain to each of several items.
// They are counted over the register of owners, in flows/poll/count.
type items struct{ base }

func (k items) do() string    { return "每件事说同意、不同意，或者弃权。" }
func (k items) ask() string   { return "请" + k.do() }
func (k items) paper() string { return "每件事选一个，在方框里打√。" }

func (k items) choose(c *talk.Conv, _ string, _ poll.Marks) (m poll.Marks, keep bool) {
	m = make(poll.Marks, len(k.Options))
	for i, o := range k.Options {
		text := k.question(i)
		if i == 0 {
			text = k.Head() + "\n" + k.Worth() + "\n\n" + text
		}
		m[i], _ = strconv.Atoi(c.Choice("say"+o.Key, text, stanceOpts()...))
	}
	return m, false
}

func (k items) question(i int) string {
	words := k.Options[i].Title() + "\n您的意见？"
	if len(k.Options) > 1 {
		words = fmt.Sprintf("第%d件，共%d件：\n%s", i+1, len(k.Options), words)
	}
	return words
}

func (k items) read(c *talk.Conv) poll.Marks {
	m := make(poll.Marks, len(k.Options))
	for i, o := range k.Options {
		opts := append(stanceOpts(), talk.Opt{Key: "4", Label: "看不清，作废"})
		m[i], _ = strconv.Atoi(c.Choice("say"+o.Key, fmt.Sprintf("「%s」，票上怎么说？", o.Label), opts...))
	}
	return m
}

// stanceOpts are what can be said of an item; their keys are the marks.
func stanceOpts() []talk.Opt {
	return []talk.Opt{{Key: "1", Label: poll.Yes}, {Key: "2", Label: poll.No}, {Key: "3", Label: poll.Abstain}}
}

func (k items) check(m poll.Marks) (poll.Marks, error) {
	return m, CheckStances(*k.Poll, m, poll.Abstains)
}

// CheckStances refuses a ballot that leaves an item open.
func CheckStances(p poll.Poll, m poll.Marks, most int) error {
	for i, o := range p.Options {
		if m[i] < poll.Agrees || m[i] > most {
			return bot.Refuse("「%s」还没有表态。同意、不同意、弃权，要选一个。", o.Label)
		}
	}
	return nil
}

func (k items) says(m poll.Marks) string { return "对" + StanceWords(*k.Poll, m) }

// StanceWords is what a ballot says of each item.
func StanceWords(p poll.Poll, m poll.Marks) string {
	var said []string
	for i, o := range p.Options {
		if i < len(m) && m[i] > 0 && m[i] < len(poll.StanceOf) {
			said = append(said, "「"+o.Label+"」"+poll.StanceOf[m[i]].Words)
		}
	}
	return strings.Join(said, "，")
}

func (k items) options() int { return 1 }

// draft refuses items that owners cannot decide on.
func (k items) draft() error {
	for _, o := range k.Options {
		if _, known := o.Subject.Info(); !known {
			return bot.Refuse("「%s」属于哪一类事项？每一项都要选。", o.Label)
		}
	}
	return cmp.Or(poll.CheckItems(k.OptionLabels()), k.unpaid())
}

// verdict says in one line for each item what was decided.
func (k items) verdict(r poll.Result) string {
	var lines []string
	for i, o := range k.Options {
		lines = append(lines, "「"+o.Label+"」"+ItemVerdict(*k.Poll, r.Items[i].Holds().Decision)+"。")
	}
	return strings.Join(lines, "\n")
}

// ItemVerdict says in a few words what became of an item. A survey that too few answered
// is no vote that failed: it says something all the same.
func ItemVerdict(p poll.Poll, d tally.Decision) string {
	switch {
	case d == tally.Passed:
		return "通过了"
	case d == tally.NoQuorum && !p.Formal:
		return "参加的人不够，只能作参考"
	case d == tally.NoQuorum:
		return "参加的不够，没有作出决定"
	}
	return "没有通过"
}

func (k items) listed() proof.Kind            { return proof.Owners }
func (k items) published(m poll.Marks) string { return withMarks(k.Poll, m) }
