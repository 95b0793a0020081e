package poll

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/meaning/answer"
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
func SplitLabels(words string) []string { return answer.Items(words) }

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

// LacksNo reports whether plans are put to a vote without a way to say no to all of
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

// AsksOne reports whether only one of the options can be meant: of two, or of two
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

// SaysNone reports whether an option is to choose none of the others.
func SaysNone(label string) bool { return label == NeitherLabel || label == NoneLabel }

// What a poll may hold: a message of one glance, and labels that fit a button.
const (
	LeastOptions = 2
	MostOptions  = 12
	MostQuestion = 60
	MostNote     = 300
	mostLabel    = 20
	ShortestOpen = time.Hour
	LongestOpen  = 90 * Day
	LeastPurse   = 2 // points to share
	MostPurse    = 100
	MostFund     = 1e10 // in fen
	MostVoters   = 1e6  // for whom a budget is still counted in 64 bits, whatever they vote
)

// Most items of an owners' vote, and the longest.
const (
	MostItems = 8
	mostItem  = 40
)

// CheckItems refuses items that cannot be answered with yes or no, or are there
// twice.
func CheckItems(labels []string) error {
	if len(labels) > MostItems {
		return bot.Refuse("一次最多表决%d件事。", MostItems)
	}
	for i, l := range labels {
		switch {
		case len([]rune(l)) > mostItem:
			return bot.Refuse("「%s」太长了，一件事最多%d个字。细节可以写在说明里。", l, mostItem)
		case slices.Contains(labels[:i], l):
			return bot.Refuse("「%s」写了两遍。", l)
		case strings.Contains(l, "还是"):
			return bot.Refuse("「%s」是二选一，都不同意的人没法投。请一个方案写一件，每件都能说不同意。", l)
		}
	}
	return nil
}
