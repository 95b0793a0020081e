package ballot

import (
	"fmt"
	"slices"

	"yishi/flows/poll"
	"yishi/flows/poll/tally/budget"
)

// DoWords says what to do: 选1项。
func DoWords(p poll.Poll) string {
	switch {
	case p.Proposes():
		return "表个态。"
	case p.ByPart():
		return "每件事说同意、不同意，或者弃权。"
	case p.Info().Shape == poll.Order:
		return "排个先后，最想要的排在最前面。"
	case p.Info().Shape == poll.Points:
		return fmt.Sprintf("给每一项打分，1分最低，%d分最高。", p.Most)
	case p.Info().Shape == poll.Shares:
		return fmt.Sprintf("把手里的%d分给想做的项目，可以全给一个，也可以分开给。可以用的钱一共%s。", p.Purse, poll.Money(p.Fund))
	case p.Kind == poll.Budget:
		return fmt.Sprintf("选出该做的项目，可以选几个。一共%s。", poll.Money(p.Fund))
	case Queues(p):
		return "报名，先到先得，满了可以候补。"
	case p.Drawn:
		return "报名，截止后抽签。"
	}
	return "选" + HowMany(p) + "。"
}

// AskWords says what to do, without what goes without saying in a conversation.
func AskWords(p poll.Poll) string {
	switch s := p.Info().Shape; {
	case s == poll.Shares:
		return fmt.Sprintf("可以用的钱一共%s。", poll.Money(p.Fund)) + FairWords(p) // how to share is said below the list
	case p.Kind == poll.Budget:
		return "请" + DoWords(p) + FairWords(p)
	case s == poll.Picks && !p.Proposes():
		return "请选" + HowMany(p) + "。"
	}
	return "请" + DoWords(p)
}

// FairWords says how the money of a budget is given, before anybody votes.
func FairWords(p poll.Poll) string {
	if p.Purse > 0 {
		return "不是只看分数：钱平均分给投票的每一位，给它分的人凑得够，就做；" + LeftWords(p)
	}
	return "不是只看票数：钱平均分给投票的每一位，选它的人凑得够，就做；" + LeftWords(p)
}

// LeftWords says what becomes of money of a budget that is left over.
func LeftWords(p poll.Poll) string {
	switch by := map[bool]string{true: "分数", false: "票数"}[p.Purse > 0]; p.Left {
	case budget.Overspend:
		return "有剩的，每人多算一点再凑，不按" + by + "补。"
	case budget.NoCompletion:
		return "有剩的，留着不用。"
	default:
		return "有剩的，再按" + by + "补。"
	}
}

// PaperHow says how a paper is filled in.
func PaperHow(p poll.Poll) string {
	switch {
	case p.ByPart():
		return "每件事选一个，在方框里打√。"
	case p.Info().Shape == poll.Order:
		return "排个先后：最想要的，在方框里写1，往下写2、3。"
	case p.Info().Shape == poll.Points:
		return fmt.Sprintf("给每一项打分：在方框里写1到%d，%d分最高。", p.Most, p.Most)
	case p.Info().Shape == poll.Shares:
		return fmt.Sprintf("把%d分分给想做的项目：在方框里写给几分，加起来不要超过%d分。可以用的钱一共%s。", p.Purse, p.Purse, poll.Money(p.Fund))
	case p.Kind == poll.Budget:
		return fmt.Sprintf("选出该做的项目，在方框里打√，可以选几个。一共%s。", poll.Money(p.Fund))
	}
	return "选" + HowMany(p) + "，在方框里打√。"
}

// AsksWhy says whether who votes so is to be asked why: who votes no, but not in a
// secret poll, where the words would give them away.
func AsksWhy(p poll.Poll, m poll.Marks) bool {
	return p.Info().Reason && !p.Secret && slices.Contains(p.Keys(m), p.Key(poll.No))
}
