package poll

import (
	"fmt"

	"yishi/flows/poll/tally"
	"yishi/store"
)

// Papers is what stands on the paper ballots of a poll.
type Papers struct {
	Options []string
	Items   []string // of an owners' vote: the options stand beside each
	How     string
	Signer  string // who signs it; "" where nobody may know whose it is
	Proxy   string // what holds for a proxy
	Return  string
	Wins    string // which counts where somebody votes twice
	Slips   []Slip
	Blank   int // without an address, to be printed as often as they are needed
}

// Slip is the ballot for a part.
type Slip struct {
	Address
	Area string
}

// PapersOf is what stands on the paper ballots for a place. Of an owners' vote each
// part whose ballot has not come has one of its own.
func PapersOf(tx store.Tx, p Poll, place string) Papers {
	w := Papers{How: p.paperHow(), Signer: "投票人", Return: "社区工作人员，或者楼栋长"}
	switch {
	case p.ByPart():
		w.Signer, w.Wins, w.Options = "业主", p.WhichWins(), []string{Yes, No, Abstain}
		w.Proxy = fmt.Sprintf("并附业主签了字的委托书。一个人最多替%d位业主投。", mostMandates)
		for _, o := range p.Options {
			w.Items = append(w.Items, o.Title())
		}
		w.Slips = p.slips(tx, place)
		return w
	case p.Secret:
		w.Signer, w.Return, w.Wins = "", "票箱", "不记名：请不要写名字和房号，折好再投。领了纸质票，就不能再用手机投。"
	default:
		w.Wins = "手机上投过的不用再交；两样都有的，先收到的算数。"
	}
	for _, o := range p.Options {
		w.Options = append(w.Options, o.Title())
	}
	w.Blank = 2
	return w
}

func (p *Poll) slips(tx store.Tx, place string) (list []Slip) {
	for _, part := range p.partsAt(tx, place) {
		if _, voted := roll.Get(tx, store.Key(p.ID, part.Unit)); !voted {
			list = append(list, Slip{addressOf(part.Unit), tally.SquareMetres(part.Area) + "平方米"})
		}
	}
	return list
}

// paperHow says how a paper is filled in.
func (p *Poll) paperHow() string {
	switch {
	case p.ByPart():
		return "每件事选一个，在方框里打√。"
	case p.Info().Shape == Order:
		return "排个先后：最想要的，在方框里写1，往下写2、3。"
	case p.Info().Shape == Points:
		return fmt.Sprintf("给每一项打分：在方框里写1到%d，%d分最高。", p.Most, p.Most)
	case p.Info().Shape == Shares:
		return fmt.Sprintf("把%d分分给想做的项目：在方框里写给几分，加起来不要超过%d分。可以用的钱一共%s。", p.Purse, p.Purse, Money(p.Fund))
	case p.Kind == Budget:
		return fmt.Sprintf("选出该做的项目，在方框里打√，可以选几个。一共%s。", Money(p.Fund))
	}
	return "选" + p.HowMany() + "，在方框里打√。"
}
