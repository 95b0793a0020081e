package meaning

import "slices"

// Intent is something that people can want, as rules and models are told of it.
type Intent struct {
	Name  string // claimed by one capability
	Means string // what it is, for a model: 要投票,或者问投票的事
	As    string // what yishi hear calls it, one of its fixed words: vote
	Staff bool   // nobody else can mean it

	Example string // a sentence that means it, to show what can be said; may be empty

	Words  []*List // mean it by themselves,
	Weight int     // so much for each character; an intent is believed from 4 on
	Why    []*List // words that explain it beside these

	// Score weighs all that was said, where Weight does not do.
	Score func(Said) int

	// Pool: what is open there may be what it is about.
	Pool   Pool
	Called string // what such a thing is called, for a model: 活动

	// Kinds are what its matters are sorted into, the last being what fits no other;
	// Sort chooses one. Such a matter has a place, and no subject.
	Kinds []Kind
	Sort  func(Said) string

	// Alarm reports whether what was said cannot wait, for sure, and whom to call first.
	// One intent has it: a cry for help goes there whatever else was said.
	Alarm func(Said) Alarm

	Acts   bool // what it leads to is done at once: a machine's word is not enough
	Greets bool // a greeting and nothing else means it
	Asks   bool // a question about nothing that is known means it
}

// Kind is one of the kinds of an intent's matters.
type Kind struct {
	Key  string // "lift"
	Name string // "电梯"
}

// Alarm is what is urgent about what was said.
type Alarm struct {
	Urgent bool
	Sure   bool   // people are called to come, or there is a number to call
	Spoken bool   // in words of the lists, not only like other calls for help
	Call   string // "119", "110", "120"
}

func (i *Intent) score(s Said) int {
	if i.Score != nil {
		return i.Score(s)
	}
	return i.Weight * s.Count(i.Words...)
}

// why are the lists whose words explain the intent.
func (i *Intent) why() []*List {
	all := slices.Concat(i.Words, i.Why)
	if i.Pool != "" {
		all = append(all, want, question)
	}
	return all
}

func (i *Intent) has(kind string) bool {
	return slices.ContainsFunc(i.Kinds, func(k Kind) bool { return k.Key == kind })
}
