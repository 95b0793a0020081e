package poll

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/flows/tally"
)

// Head is what everything said of a poll begins with.
func (p *Poll) Head() string {
	head := "【" + p.What() + "】" + p.Question
	if p.Note != "" {
		head += "\n" + p.Note
	}
	return head
}

// What is what people call the poll: 投票, or what it is more exactly.
func (p *Poll) What() string {
	return cmp.Or(p.Info().What, p.Notice())
}

// Title is an option with what goes with it: 长椅（8000元）.
func (o Option) Title() string {
	switch {
	case o.Cost > 0:
		return o.Label + "（" + Money(o.Cost) + "）"
	case o.Subject != "":
		return o.Label + "（" + o.Asks() + "）"
	case o.Seats > 0:
		return fmt.Sprintf("%s（%d个名额）", o.Label, o.Seats)
	}
	return o.Label
}

// Money writes an amount in fen: 8000元, 1.2万元.
func Money(fen int) string {
	const wan = 10000 * 100
	if fen >= wan && fen%(wan/100) == 0 {
		return tally.Decimal(int64(fen), 6) + "万元"
	}
	return tally.Decimal(int64(fen), 2) + "元"
}

// Lines are the options, each in a line behind a mark.
func (p *Poll) Lines(mark string) string {
	var lines []string
	for _, o := range p.Options {
		lines = append(lines, mark+o.Title())
	}
	return strings.Join(lines, "\n")
}

// Labels are the labels of picks: 「太极」「书法」.
func (p *Poll) Labels(picks []string) string {
	var b strings.Builder
	for _, key := range picks {
		b.WriteString("「" + p.Label(key) + "」")
	}
	return b.String()
}

// Quoted puts labels in quotation marks.
func Quoted(labels []string) string {
	return "「" + strings.Join(labels, "」「") + "」"
}

// Share is a per cent with its numerator and denominator beside it.
func Share(part, whole int) string {
	if whole == 0 {
		return fmt.Sprintf("%d/%d", part, whole)
	}
	tenths := tally.PerMille(part, whole)
	return fmt.Sprintf("%d.%d%%（%d/%d）", tenths/10, tenths%10, part, whole)
}

// Bar draws votes as blocks, ten for the most.
func Bar(votes, most int) string {
	const width = 10
	if votes == 0 {
		return "▏"
	}
	return strings.Repeat("█", max(1, (votes*width+most/2)/most))
}

// Percent is part of whole in per cent, to one place.
func Percent(part, of int) string {
	tenths := tally.PerMille(part, of)
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// Name is what people call the poll: 第12号投票.
func (p *Poll) Name() string { return "第" + strconv.Itoa(p.No) + "号" + p.Notice() }

// Label is what an option is called.
func (p *Poll) Label(key string) string {
	for _, o := range p.Options {
		if o.Key == key {
			return o.Label
		}
	}
	return ""
}

// OptionLabels are what the options are called.
func (p *Poll) OptionLabels() []string {
	var labels []string
	for _, o := range p.Options {
		labels = append(labels, o.Label)
	}
	return labels
}

// Titles are the options with what goes with each: its cost, its seats, its clause.
func (p *Poll) Titles() []string {
	var titles []string
	for _, o := range p.Options {
		titles = append(titles, o.Title())
	}
	return titles
}

// Tight takes the blanks out of lines that stand beside Chinese; those that a line
// begins with stay, and those behind a mark.
func Tight(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		words := strings.TrimLeft(line, " ")
		b.WriteString(line[:len(line)-len(words)])
		runes := []rune(words)
		for i, r := range runes {
			if r != ' ' || i == len(runes)-1 || strings.ContainsRune("✔✘", runes[i-1]) || !chinese(runes[i-1]) && !chinese(runes[i+1]) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// chinese reports whether a rune is one of Chinese, or of its punctuation.
func chinese(r rune) bool { return r >= '⺀' }

// Fields are what a notice of a poll has in a form.
func Fields(p Poll) []bot.Field {
	return []bot.Field{{Name: "题目", Value: p.Question}, {Name: "截止时间", Value: bot.Moment(p.Closes)}}
}

// Token is a button of a poll: "vote:ID:option"; without an option it begins the
// conversation.
func Token(p Poll, key string) string { return Prefix + ":" + p.ID + ":" + key }

// Prefix marks the buttons of a poll.
const Prefix = "vote"
