package poll

import (
	"slices"
	"strings"

	"yishi/bot"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/tally/estate"
)

// Subject is what an item of an owners' vote is about.
type Subject string

// SubjectInfo is a subject as the law has it, in words that staff choose by.
type SubjectInfo struct {
	Subject Subject
	Name    string
	Item    string // of article 278 of the Civil Code
	Matter  estate.Matter
}

var subjects = []SubjectInfo{
	{"company", "选聘、解聘物业公司", "第四项", estate.Ordinary},
	{"use", "使用维修资金", "第五项", estate.Ordinary},
	{"elect", "选举、更换业委会成员", "第三项", estate.Ordinary},
	{"covenant", "定管理规约", "第二项", estate.Ordinary},
	{"rules", "定业主大会议事规则", "第一项", estate.Ordinary},
	{"raise", "筹集维修资金", "第六项", estate.Special},
	{"rebuild", "改建、重建房屋和设施", "第七项", estate.Special},
	{"common", "改变公共部分的用途，或拿来经营", "第八项", estate.Special},
	{"other", "其他共同管理的大事", "第九项", estate.Ordinary},
}

// Subjects are what owners can decide on.
func Subjects() []SubjectInfo { return subjects }

// Info is what is known of a subject.
func (s Subject) Info() (SubjectInfo, bool) {
	i := slices.IndexFunc(subjects, func(info SubjectInfo) bool { return info.Subject == s })
	if i < 0 {
		return SubjectInfo{}, false
	}
	return subjects[i], true
}

func (o Option) matter() estate.Matter {
	info, _ := o.Subject.Info()
	return info.Matter
}

// Asks says what an item takes: 一般事项，要过半数同意.
func (o Option) Asks() string {
	if o.matter() == estate.Special {
		return "特别事项，要四分之三以上同意"
	}
	return "一般事项，要过半数同意"
}

// What a mark of an owners' vote says of an item.
const (
	agrees   = 1
	disagree = 2
	abstains = 3
	spoilt   = 4 // on paper only
)

var stances = [...]struct {
	words  string
	choice tally.Choice
}{
	agrees: {Yes, tally.Yes}, disagree: {No, tally.No}, abstains: {Abstain, tally.Abstain}, spoilt: {"作废", tally.Invalid},
}

// ByPart says whether each exclusive part has a vote: an owners' vote.
func (p *Poll) ByPart() bool { return p.Info().Shape == Stances }

// Weight says what an owners' vote is worth: not everywhere is one that is held
// here the formal one.
func (p *Poll) Weight() string {
	if p.Formal {
		return "业主正式表决"
	}
	return "业主意向征询"
}

// Worth says what an owners' vote is worth, as its voters are told.
func (p *Poll) Worth() string {
	if p.Formal {
		return "这是业主正式表决，按民法典计票。"
	}
	return "这是业主意向征询，先听意见，不是正式表决。"
}

// checkStances refuses a ballot that leaves an item open.
func (p *Poll) checkStances(m Marks, most int) error {
	for i, o := range p.Options {
		if m[i] < agrees || m[i] > most {
			return bot.Refuse("「%s」还没有表态。同意、不同意、弃权，要选一个。", o.Label)
		}
	}
	return nil
}

// StanceWords is what a ballot says of each item.
func (p *Poll) StanceWords(m Marks) string {
	var said []string
	for i, o := range p.Options {
		if i < len(m) && m[i] > 0 && m[i] < len(stances) {
			said = append(said, "「"+o.Label+"」"+stances[m[i]].words)
		}
	}
	return strings.Join(said, "，")
}

// checkItems refuses items that owners cannot decide on.
func (p *Poll) checkItems() error {
	var labels []string
	for _, o := range p.Options {
		if _, known := o.Subject.Info(); !known {
			return bot.Refuse("「%s」属于哪一类事项？每一项都要选。", o.Label)
		}
		labels = append(labels, o.Label)
	}
	return CheckItems(labels)
}

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
