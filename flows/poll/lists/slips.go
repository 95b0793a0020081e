package lists

import (
	"fmt"

	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
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
	voice.Address
	Area string
}

// PapersOf is what stands on the paper ballots for a place. Of an owners' vote each
// part whose ballot has not come has one of its own.
func PapersOf(tx store.Reader, p poll.Poll, place string) Papers {
	w := Papers{How: ballot.PaperHow(p), Signer: "投票人", Return: "社区工作人员，或者楼栋长"}
	switch {
	case p.ByPart():
		w.Signer, w.Wins, w.Options = "业主", tell.WhichWins(p), []string{poll.Yes, poll.No, poll.Abstain}
		w.Proxy = fmt.Sprintf("并附业主签了字的委托书。一个人最多替%d位业主投。", voice.MostMandates)
		for _, o := range p.Options {
			w.Items = append(w.Items, o.Title())
		}
		w.Slips = slips(tx, p, place)
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

func slips(tx store.Reader, p poll.Poll, place string) (list []Slip) {
	for _, part := range partsAt(tx, p, place) {
		if _, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit)); !voted {
			list = append(list, Slip{voice.AddressOf(part.Unit), tally.SquareMetres(part.Area) + "平方米"})
		}
	}
	return list
}
