package ballot

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
)

// choice is a ballot that chooses one or some of the options. Some of the other kinds are
// it with a difference.
type choice struct{ base }

func (k choice) do() string    { return "选" + HowMany(*k.Poll) + "。" }
func (k choice) ask() string   { return "请" + k.do() }
func (k choice) paper() string { return "选" + HowMany(*k.Poll) + "，在方框里打√。" }

func (k choice) direct() bool  { return k.Max == 1 && !k.Final }
func (k choice) several() bool { return k.Max > 1 && !k.Final }

func (k choice) choose(c *talk.Conv, text string, was poll.Marks) (m poll.Marks, keep bool) {
	in := k.Info().Seats && was != nil && !Withdrew(*k.Poll, was)
	if k.Max == 1 {
		return k.chooseOne(c, text, was, in)
	}
	fewest := Fewest(*k.Poll)
	if in {
		fewest = 0 // who has signed up may take it all back
	}
	text += fmt.Sprintf("\n想选哪几个，把数字写在一起，比如「1 %d」。", min(3, len(k.Options)))
	for {
		picks := c.Choices("picks", text, fewest, k.Max, k.opts()...)
		m, err := k.whole().check(k.Picked(picks...))
		if err == nil {
			return m, false
		}
		c.Say("%v", err)
	}
}

// chooseOne asks for one option. Who has signed up may also withdraw.
func (k choice) chooseOne(c *talk.Conv, text string, was poll.Marks, in bool) (m poll.Marks, keep bool) {
	opts := k.opts()
	if was != nil {
		if in {
			opts = append(opts, talk.Opt{Key: "no", Label: "退出，不报了"})
		}
		opts = append(opts, talk.Opt{Key: "-", Label: "不改了"})
	}
	pick := c.Choice("pick", text, opts...)
	return k.Picked(pick), pick == "-"
}

func (k choice) check(m poll.Marks) (poll.Marks, error) { return k.checkPicks(m, k.Min) }

func (k choice) checkPicks(m poll.Marks, least int) (poll.Marks, error) {
	for i := range m {
		m[i] = min(m[i], 1)
	}
	n := len(k.Keys(m))
	for i, o := range k.Options {
		if m[i] > 0 && n > 1 && poll.SaysNone(o.Label) {
			return m, bot.Refuse("选了「%s」，就不能再选别的。", o.Label)
		}
	}
	if n == 1 && k.picksNone(m) {
		least = min(least, 1)
	}
	if n < least || n > k.Max {
		return m, bot.Refuse("您选了%d项，这次要选%s。", n, HowMany(*k.Poll))
	}
	return m, nil
}

func (k choice) says(m poll.Marks) string { return "选的是" + k.Labels(k.Keys(m)) }

func (k choice) draft() error {
	if err := k.base.draft(); err != nil {
		return err
	}
	if poll.LacksNo(k.OptionLabels()) {
		return bot.Refuse("这几个方案都不同意的人没法投。请加一项「%s」。", poll.NeitherLabel)
	}
	return k.draftBounds()
}

// draftBounds refuses that more, or fewer, are to be chosen than there are.
func (k choice) draftBounds() error {
	if k.Min < 0 || k.Min > k.Max || k.Max < 1 || k.Max > len(k.Options) {
		return bot.Refuse("可以选的项数不对。")
	}
	return nil
}

func (k choice) bounds() (least, most int) { return Fewest(*k.Poll), k.Max }

func (k choice) rule() (words string, apart bool) {
	words, _ = k.base.rule()
	if k.Line == tally.Half {
		words += "票最多的一项，得票也要过半。"
	}
	return words, false
}

func (k choice) rows(r poll.Result) (rows []Row) {
	for _, counted := range r.Rows {
		rows = append(rows, Row{Key: counted.Key, Label: k.Label(counted.Key), Votes: counted.Votes, Whole: r.Valid, First: counted.Rank == 1 && counted.Votes > 0})
	}
	return rows
}

// note says why the votes of all options are more than the ballots.
func (k choice) note(r poll.Result) string {
	votes := 0
	for _, row := range r.Rows {
		votes += row.Votes
	}
	if votes <= r.Valid {
		return ""
	}
	return fmt.Sprintf("每人可选%s，所以加起来超过100%%。", HowMany(*k.Poll))
}

func (k choice) listed() proof.Kind            { return proof.Choice }
func (k choice) published(m poll.Marks) string { return strings.Join(k.Keys(m), ",") }

// none is the label of the option that wants none of the others; "" if there is none.
func none(p poll.Poll) string {
	for _, o := range p.Options {
		if poll.SaysNone(o.Label) {
			return o.Label
		}
	}
	return ""
}

// picksNone reports whether marks choose that.
func (k choice) picksNone(m poll.Marks) bool {
	at := k.Index(k.Key(none(*k.Poll)))
	return at >= 0 && m[at] > 0
}

// Fewest is how many options a ballot must have at least: none of them is said by one.
func Fewest(p poll.Poll) int {
	if none(p) != "" {
		return min(p.Min, 1)
	}
	return p.Min
}

// HowMany says how many options are to be chosen.
func HowMany(p poll.Poll) string {
	if p.Min == p.Max && Fewest(p) == p.Min {
		return fmt.Sprintf("%d项", p.Max)
	}
	words := fmt.Sprintf("%d到%d项", p.Min, p.Max)
	if Fewest(p) < p.Min {
		words += "，或者只选「" + none(p) + "」"
	}
	return words
}
