package poll

import (
	"cmp"

	"yishi/bot/directory"
)

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
	if k.Whose == Parts || k.Tag != "" {
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
