package poll

import (
	"slices"

	"yishi/flows/tally"
	"yishi/flows/tally/estate"
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

// Matter is which bar an item has to reach.
func (o Option) Matter() estate.Matter {
	info, _ := o.Subject.Info()
	return info.Matter
}

// Asks says what an item takes: 一般事项，要过半数同意.
func (o Option) Asks() string {
	if o.Matter() == estate.Special {
		return "特别事项，要四分之三以上同意"
	}
	return "一般事项，要过半数同意"
}

// What a mark of an owners' vote says of an item.
const (
	Agrees   = 1
	Disagree = 2
	Abstains = 3
	Spoilt   = 4 // on paper only
)

// StanceOf is what a mark says, in words and as it is counted.
var StanceOf = [...]struct {
	Words  string
	Choice tally.Choice
}{
	Agrees: {Yes, tally.Yes}, Disagree: {No, tally.No}, Abstains: {Abstain, tally.Abstain}, Spoilt: {"作废", tally.Invalid},
}

// ByPart reports whether each exclusive part has a vote: an owners' vote.
func (p *Poll) ByPart() bool { return p.Whose() == Parts }

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
	return "先听听业主的意见，不是正式投票。"
}
