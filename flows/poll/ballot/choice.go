package ballot

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// choice is a ballot that chooses one or some of the options. The other kinds are it
// with a difference.
type choice struct{ *poll.Poll }

func (k choice) do() string    { return "选" + HowMany(*k.Poll) + "。" }
func (k choice) ask() string   { return "请" + k.do() }
func (k choice) paper() string { return "选" + HowMany(*k.Poll) + "，在方框里打√。" }

func (k choice) choose(c *talk.Conv, text string, was poll.Marks) (m poll.Marks, keep bool) {
	in := k.Info().Shape == poll.Queue && was != nil && !Withdrew(*k.Poll, was)
	if k.Max == 1 {
		return k.chooseOne(c, text, was, in)
	}
	fewest := Fewest(*k.Poll)
	if in {
		fewest = 0 // who has signed up may take it all back
	}
	text += fmt.Sprintf("\n可以一次回复几个数字，比如「1 %d」。", min(3, len(k.Options)))
	for {
		picks := c.Choices("picks", text, fewest, k.Max, k.opts()...)
		m, err := CheckMarks(*k.Poll, k.Picked(picks...))
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

func (k choice) read(c *talk.Conv) poll.Marks { return readOff(c, k.Poll) }

// readOff asks who has a paper in their hands what its voter would be asked.
func readOff(c *talk.Conv, p *poll.Poll) poll.Marks {
	c.Say("请照着票上填的登记。")
	marks, _ := of(p).choose(c, p.Head()+"\n\n"+of(p).ask(), nil)
	return marks
}

func (k choice) opts() []talk.Opt {
	var opts []talk.Opt
	for _, o := range k.Options {
		opts = append(opts, talk.Opt{Key: o.Key, Label: o.Title()})
	}
	return opts
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

func (k choice) draft() error              { return nil }
func (k choice) options() int              { return 2 }
func (k choice) bounds() (least, most int) { return Fewest(*k.Poll), k.Max }

func (k choice) count(store.Reader, *poll.Result, []pile) {}

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
