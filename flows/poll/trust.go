package poll

import (
	"cmp"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// An account costs nothing, so ballots are told apart by how well their voters are
// known, and whoever says only after the opening that they live here does not vote
// until somebody who knows has said so too.

// Trusted is how many of those who voted were how well known when their ballot came.
type Trusted struct {
	Claimed  int `json:"claimed,omitempty"`
	Vouched  int `json:"vouched,omitempty"`
	Verified int `json:"verified,omitempty"`
	Paper    int `json:"paper,omitempty"` // staff had the paper in their hands
}

func (t *Trusted) add(more Trusted) {
	t.Claimed += more.Claimed
	t.Vouched += more.Vouched
	t.Verified += more.Verified
	t.Paper += more.Paper
}

func (t Trusted) times(n int) Trusted {
	return Trusted{n * t.Claimed, n * t.Vouched, n * t.Verified, n * t.Paper}
}

// trusted is what a line of the roll adds; lines from before that was kept, nothing.
func (v Voted) trusted() Trusted {
	switch {
	case v.Hand.Way == Paper:
		return Trusted{Paper: 1}
	case v.Trust >= directory.Verified:
		return Trusted{Verified: 1}
	case v.Trust == directory.Vouched:
		return Trusted{Vouched: 1}
	case v.Trust == directory.Claimed:
		return Trusted{Claimed: 1}
	}
	return Trusted{}
}

// trustIn is how well somebody is known as one who lives where their vote is of.
func (p *Poll) trustIn(tx store.Tx, who directory.Person) directory.Trust {
	if seat := p.countedAt(tx, who); seat != "" {
		return who.TrustAt(seat)
	}
	return who.Trust // they lived here when the register was made
}

// TrustWords say how well those are known who voted; "" where that was not kept.
func (p *Poll) TrustWords(t Trusted) string {
	paper := "投纸质票的"
	if p.Secret {
		paper = "领纸质票的"
	}
	var parts []string
	for _, one := range []struct {
		what string
		n    int
	}{{"看过证件的", t.Verified}, {"楼栋长或社区认过的", t.Vouched}, {"自己登记、没有人认过的", t.Claimed}, {paper, t.Paper}} {
		if one.n > 0 {
			parts = append(parts, one.what+p.Voices(one.n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "，") + "。"
}

// stranger says whether somebody came after the register was made on nobody's word
// but their own, and the poll does not take such.
func (p *Poll) stranger(tx store.Tx, who directory.Person) bool {
	return !p.Newcomers && p.trustIn(tx, who) < directory.Vouched
}

// ToBeVouched is what they are told who are not known well enough.
const ToBeVouched = "请楼栋长或社区工作人员当面认一认您：他们回复「认人」就行，认过就能投。"

// notKnown says to somebody why they are not known well enough to vote.
func (p *Poll) notKnown() string {
	if p.For.MinTrust >= directory.Verified {
		return "这次投票要社区看过证件的人才能投。请带证件到社区，请他们回复「认人」，看过就能投。"
	}
	return "这次投票要楼栋长或社区认过的人才能投。" + ToBeVouched
}

// Demand is how well voters must be known, as the organiser chooses it.
type Demand string

const (
	DemandClaimed  Demand = "claimed"  // who has said, before the opening, where they live
	DemandVouched  Demand = "vouched"  // whom somebody knows
	DemandVerified Demand = "verified" // whose papers were seen
	DemandNothing  Demand = "anybody"  // also who says only now that they live here
)

// Demands are what the organiser of a kind has to choose from, the usual one first:
// owners prove who they are by their papers, representatives are known to staff.
func (k KindInfo) Demands() []Demand {
	if k.Shape == Stances || k.Tag != "" {
		return nil
	}
	usual := cmp.Or(k.Demand, DemandClaimed)
	list := []Demand{usual}
	for _, d := range []Demand{DemandClaimed, DemandVouched, DemandVerified, DemandNothing} {
		if d != usual && !(d == DemandNothing && k.Strict) {
			list = append(list, d)
		}
	}
	return list
}

// Words are what staff choose by.
func (d Demand) Words() string {
	switch d {
	case DemandVouched:
		return "楼栋长或社区认过的人"
	case DemandVerified:
		return "社区看过证件的人"
	case DemandNothing:
		return "登记了住处的人，投票期间新登记的也算"
	}
	return "登记了住处的人，开始以后新登记的要有人认过"
}

// Demand has a draft take only those who are known so well.
func (p *Poll) Demand(d Demand) {
	p.Newcomers = d == DemandNothing
	p.For.MinTrust = map[Demand]directory.Trust{DemandVouched: directory.Vouched, DemandVerified: directory.Verified}[d]
	p.For.MinTrust = max(p.For.MinTrust, directory.Claimed)
}

// Demanded is how well the voters of a poll must be known.
func (p *Poll) Demanded() Demand {
	switch {
	case p.Newcomers:
		return DemandNothing
	case p.For.MinTrust >= directory.Verified:
		return DemandVerified
	case p.For.MinTrust == directory.Vouched:
		return DemandVouched
	}
	return DemandClaimed
}

// checkDemand refuses what would let in more than it says.
func (p *Poll) checkDemand() error {
	if p.Newcomers && (p.For.MinTrust > directory.Claimed || p.Info().Strict) {
		return bot.Refuse("名册定下以后不再加人的投票，不能让新登记的人投。")
	}
	return nil
}
