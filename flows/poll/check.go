package poll

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll/tally/budget"
)

// What a poll may hold: a message of one glance, and labels that fit a button.
const (
	LeastOptions = 2
	MostOptions  = 12
	MostQuestion = 60
	MostNote     = 300
	mostLabel    = 20
	shortest     = time.Hour
	longest      = 90 * day
	LeastPurse   = 2 // points to share
	MostPurse    = 100
	mostFund     = 1e10 // in fen
	mostVoters   = 1e6  // for whom a budget is still counted in 64 bits, whatever they vote
)

// Options makes options of labels.
func Options(labels []string) []Option {
	options := make([]Option, len(labels))
	for i, l := range labels {
		options[i] = Option{Key: string(rune('a' + i)), Label: l}
	}
	return options
}

// SplitLabels finds the options in what a clerk wrote: parted by 、 or lines,
// without numbers and blanks in front.
func SplitLabels(words string) []string {
	var labels []string
	for part := range strings.FieldsFuncSeq(words, func(r rune) bool { return strings.ContainsRune("、，,；;\n/", r) }) {
		part = strings.TrimSpace(part)
		if head := strings.TrimLeft(part, "0123456789"); head != part && strings.HasPrefix(head, ".") || strings.HasPrefix(head, "）") {
			part = strings.TrimSpace(strings.TrimLeft(head, ".）"))
		}
		if part != "" && !slices.Contains(labels, part) {
			labels = append(labels, part)
		}
	}
	return labels
}

// CheckLabels refuses a list of options that cannot be voted on, or told apart.
func CheckLabels(labels []string) error {
	if len(labels) > MostOptions {
		return bot.Refuse("一共有%d项，太多了，大家看不过来。最多%d项。", len(labels), MostOptions)
	}
	for i, l := range labels {
		switch {
		case utf8.RuneCountInString(l) > mostLabel:
			return bot.Refuse("「%s」太长了，每一项最多%d个字。细节可以写在说明里。", l, mostLabel)
		case slices.Contains(labels[:i], l):
			return bot.Refuse("「%s」写了两遍，大家分不出是哪一个。请换个说法。", l)
		}
	}
	return nil
}

// LacksNo says whether plans are put to a vote without a way to say no to all of
// them: two of anything, or more that are called plans.
func LacksNo(labels []string) bool {
	plans := 0
	for _, l := range labels {
		if strings.ContainsAny(l, "不否没") || strings.Contains(l, "反对") {
			return false
		}
		if strings.Contains(l, "方案") {
			plans++
		}
	}
	return len(labels) == 2 || plans > 1
}

// AsksOne says whether only one of the options can be meant: of two, or of two
// and neither.
func AsksOne(labels []string) bool {
	return len(labels) == 2 || len(labels) == 3 && labels[2] == NeitherLabel
}

// NeitherLabel is the option that says no to all of the plans, NoneLabel the one
// that wants none of the things.
const (
	NeitherLabel = "都不同意"
	NoneLabel    = "都不选"
)

func saysNone(label string) bool { return label == NeitherLabel || label == NoneLabel }

// Check refuses a draft that cannot be opened by this person at this moment.
func Check(p Poll, by directory.Person, now time.Time) error {
	labels := p.OptionLabels()
	switch {
	case !directory.May(by, directory.OpenPoll, p.For.Place):
		return bot.Refuse("这个范围不归您负责，不能在这里开投票。")
	case p.Question == "" || utf8.RuneCountInString(p.Question) > MostQuestion:
		return bot.Refuse("题目要有，最多%d个字。细节可以写在说明里。", MostQuestion)
	case utf8.RuneCountInString(p.Note) > MostNote:
		return bot.Refuse("说明太长了，最多%d个字。", MostNote)
	case len(labels) < p.least():
		return bot.Refuse("至少要有%d项可以选。", p.least())
	case p.Info().Shape == Picks && (p.Min < 0 || p.Min > p.Max || p.Max < 1 || p.Max > len(labels)):
		return bot.Refuse("可以选的项数不对。")
	case p.Kind.Info().Kind == Choose && LacksNo(labels):
		return bot.Refuse("这几个方案都不同意的人没法投。请加一项「%s」。", NeitherLabel)
	}
	if err := p.checkKind(); err != nil {
		return err
	}
	if err := p.checkTimes(now); err != nil {
		return err
	}
	if p.ByPart() {
		return p.checkItems()
	}
	return CheckLabels(labels)
}

// least is how many options there must be: of things to rate or to sign up for,
// one will do.
func (p *Poll) least() int {
	if s := p.Info().Shape; s == Points || s == Queue || s == Stances {
		return 1
	}
	return LeastOptions
}

// checkKind refuses a draft that lacks what its kind needs.
func (p *Poll) checkKind() error {
	k := p.Info()
	if err := p.checkDemand(); err != nil {
		return err
	}
	switch {
	case p.Secret && k.Named:
		return bot.Refuse("「%s」要知道是谁，不能不记名。", k.Name)
	case k.Shape == Points && p.Most < 2:
		return bot.Refuse("请说最高打几分。")
	case k.Kind == Budget && p.Fund <= 0:
		return bot.Refuse("请说一共有多少钱。")
	case p.Purse != 0 && (k.Shape != Shares || p.Purse < LeastPurse || p.Purse > MostPurse):
		return bot.Refuse("每人的分数要在%d到%d之间。", LeastPurse, MostPurse)
	case !slices.Contains(budget.Completions, p.Left) || p.Left != budget.Exhaust && k.Kind != Budget:
		return bot.Refuse("剩下的钱怎么办？请再选一次。")
	case p.Fund > mostFund:
		return bot.Refuse("钱太多了，最多%s。", Money(mostFund))
	}
	for _, o := range p.Options {
		switch {
		case k.Kind == Budget && o.Cost <= 0:
			return bot.Refuse("「%s」要多少钱？每个项目都要写。", o.Label)
		case k.Kind == Budget && o.Cost > p.Fund:
			return bot.Refuse("「%s」要的钱比一共有的还多，选上了也做不成。", o.Label)
		case k.Shape == Queue && o.Seats <= 0:
			return bot.Refuse("「%s」有几个名额？每一项都要写。", o.Label)
		}
	}
	if k.Kind == Budget && !p.budget().Fits(mostVoters, int64(max(1, p.Purse))) {
		return bot.Refuse("钱和分数合起来太大，算不过来。请把每人的分数写少一些，或者把项目写少一些。")
	}
	return nil
}

// checkTimes refuses an opening or a closing too near or too far.
func (p *Poll) checkTimes(now time.Time) error {
	opens := p.Opens
	if opens.Before(now) {
		opens = now
	}
	if notice := p.Info().Notice; opens.Before(now.Add(notice)) {
		return bot.Refuse("「%s」要提前%d天告诉大家，最早%s开始。", p.Info().Name, notice/day, bot.Moment(now.Add(notice)))
	}
	if err := p.CheckCloses(p.Closes, opens); err != nil {
		return err
	}
	if !p.Reminds.IsZero() && (p.Reminds.Before(opens) || p.Reminds.After(p.Closes)) {
		return bot.Refuse("提醒的时间要在开始和截止之间。")
	}
	return nil
}

// CheckCloses refuses a closing time that the law, or sense, does not allow.
func (p *Poll) CheckCloses(closes, opens time.Time) error {
	k := p.Info()
	switch {
	case k.Longest == 0:
		return CheckCloses(closes, opens)
	case closes.Before(opens.Add(k.Shortest)) || closes.After(opens.Add(k.Longest)):
		return bot.Refuse("「%s」要开%d到%d天，%s到%s之间截止。", k.Name, k.Shortest/day, k.Longest/day, bot.Moment(opens.Add(k.Shortest)), bot.Moment(opens.Add(k.Longest)))
	}
	return nil
}

// CheckCloses refuses a closing time too near to the opening or too far from it.
func CheckCloses(closes, opens time.Time) error {
	switch {
	case closes.Before(opens.Add(shortest)):
		return bot.Refuse("离现在太近了，大家来不及投。至少要留一个小时。")
	case closes.After(opens.Add(longest)):
		return bot.Refuse("太远了，一次投票最多开90天。")
	}
	return nil
}
