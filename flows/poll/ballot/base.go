package ballot

import (
	"cmp"
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/flows/tally/budget"
	"yishi/store"
)

// kind is what a ballot says in one kind of poll. A new kind is a file here and a line
// in of, beside its line in the kinds of package poll.
type kind interface {
	do() string    // what to do: 选1项。
	ask() string   // the same in a conversation, without what goes without saying there
	paper() string // how a paper is filled in; "": there are none
	direct() bool  // one press on an option is a whole ballot
	several() bool // some options, named at once, are a whole ballot

	// From its organiser: what is put to people, shown in the draft to be changed, and the
	// answers that would give it again.
	put(c *talk.Conv)
	lines() []talk.Line
	given(g talk.Given)
	bars() []bar // what it may take to decide; none: they have no say

	draft() error                     // refuses a draft that lacks what the kind needs
	options() int                     // how many there must be at least
	rule() (words string, apart bool) // what it takes to decide; apart: it stands in lines of its own

	// From a voter, or from who reads it off a paper. was is what they said before; keep
	// says that it stays.
	choose(c *talk.Conv, text string, was poll.Marks) (m poll.Marks, keep bool)
	read(c *talk.Conv) poll.Marks

	check(m poll.Marks) (poll.Marks, error) // refuses what is no answer, and brings it into its one form
	says(m poll.Marks) string               // for 您…

	bounds() (least, most int)                         // of options on a ballot, as they are counted
	count(tx store.Reader, r *poll.Result, all []pile) // beyond the votes of each option
	verdict(r poll.Result) string                      // what a count has decided
	rows(r poll.Result) []Row                          // what each option got, where votes say it
	note(r poll.Result) string                         // what is to be said beside the rows
	listed() proof.Kind
	published(m poll.Marks) string
}

// base is what goes for a kind of ballot that says nothing else. It is a part of whole.
type base struct {
	*poll.Poll
	whole func() kind
}

func (k base) direct() bool  { return false }
func (k base) several() bool { return false }

// read asks who has a paper in their hands what its voter would be asked.
func (k base) read(c *talk.Conv) poll.Marks {
	c.Say("请照着票上填的登记。")
	marks, _ := k.whole().choose(c, k.Head()+"\n\n"+k.whole().ask(), nil)
	return marks
}

func (k base) opts() []talk.Opt {
	var opts []talk.Opt
	for _, o := range k.Options {
		opts = append(opts, talk.Opt{Key: o.Key, Label: o.Title()})
	}
	return opts
}

func (k base) put(*talk.Conv)     {}
func (k base) lines() []talk.Line { return nil }
func (k base) given(g talk.Given) { k.givenLabels(g, k.OptionLabels()) }
func (k base) bars() []bar        { return nil }

// givenLabels are the answers that would give options.
func (k base) givenLabels(g talk.Given, labels []string) {
	if n := len(labels) - 1; n > 0 && labels[n] == poll.NoneLabel {
		labels, g["none"] = labels[:n], "add"
	}
	if len(labels) > 1 {
		g["option"] = strings.Join(labels, "、")
		g["max"] = fmt.Sprint(k.Max % len(labels))
		g["least"] = fmt.Sprint(k.Min)
	}
}

func (k base) draft() error { return cmp.Or(poll.CheckLabels(k.OptionLabels()), k.unpaid()) }

// unpaid refuses what only a budget has.
func (k base) unpaid() error {
	switch {
	case k.Purse != 0:
		return bot.Refusal(purseWords())
	case k.Left != budget.Exhaust:
		return bot.Refusal(leftAgain)
	}
	return nil
}

func (k base) options() int              { return 2 }
func (k base) bounds() (least, most int) { return 0, len(k.Options) }

// rule is what the organiser said it takes of those who could vote.
func (k base) rule() (words string, apart bool) {
	switch k.Quorum {
	case tally.Half:
		return "过半数的人投了票才算数。", false
	case tally.TwoThirds:
		return "三分之二以上的人投了票才算数。", false
	}
	return "", false
}

func (k base) count(store.Reader, *poll.Result, []pile) {}

// verdict is the count's own words where it has some, else which option has the most
// votes.
func (k base) verdict(r poll.Result) string {
	return cmp.Or(k.void(r), r.Verdict, k.most(r))
}

// void says why a count decides nothing; "" where it does.
func (k base) void(r poll.Result) string {
	switch {
	case r.Decision == tally.Nobody && r.Took > 0:
		return "投的票都没有写哪一项，所以没有结果。"
	case r.Decision == tally.Nobody:
		return "没有人投票，所以没有结果。"
	case r.Decision == tally.NoQuorum:
		return fmt.Sprintf("投票的人不够，这次不算数：要%s，投了%s。", k.Voices(k.Quorum.Least(r.Electorate)), k.Voices(r.Took))
	}
	return ""
}

func (k base) most(r poll.Result) string {
	first := k.Labels(r.First)
	switch {
	case len(r.Rows) == 0:
		return ""
	case r.Decision == tally.Short:
		return fmt.Sprintf("票最多的是%s，可是没有过半（%d/%d），这次没有定下来。", first, r.Rows[0].Votes, r.Valid)
	case r.Decision == tally.Tied:
		return fmt.Sprintf("%s票一样多，都是%d票，并列第一。", first, r.Rows[0].Votes)
	}
	return fmt.Sprintf("票最多的是%s，%d票。", first, r.Rows[0].Votes)
}

func (k base) rows(poll.Result) []Row  { return nil }
func (k base) note(poll.Result) string { return "" }

// Row is what one option got, as it is drawn.
type Row struct {
	Key    string // "" of what is no option
	Label  string
	Votes  int
	Whole  int // of which they are a part
	First  bool
	Remark string
	Need   tally.Bar // what had to be reached
}
