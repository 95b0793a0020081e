package ranking

import (
	"math/big"
	"slices"

	"yishi/flows/tally"
)

// Runoff is the count of an instant run-off.
type Runoff struct {
	Options []string      `json:"options"`
	Ballots int           `json:"ballots"`
	Rounds  []RunoffRound `json:"rounds"`
	Winner  string        `json:"winner,omitempty"`
	Even    []string      `json:"-"` // between whom lots decided: who else could have won had they fallen otherwise
}

// RunoffRound is one round of it. The votes are in the order of the options;
// whoever is out before has none.
type RunoffRound struct {
	Votes     []Votes  `json:"votes"`
	Live      *big.Rat `json:"-"` // ballots that still name an option that is in
	Exhausted int      `json:"exhausted"`
	Out       []string `json:"out,omitempty"`
	Lot       []string `json:"lot,omitempty"` // who tied for last, where the lot decided
	Winner    string   `json:"winner,omitempty"`
}

// Votes is what an option has in a round: a whole number, or a fraction where
// ballots are shared among equals.
type Votes struct {
	Option string   `json:"option"`
	Votes  *big.Rat `json:"votes"`
}

// InstantRunoff counts a round at a time. In each, a ballot is one vote for the
// best of its options that are still in, shared evenly among equals; a ballot
// that ranks none of them is exhausted. Whoever has more than half of the live
// votes wins; else the last goes out, and with nobody to give their votes on all
// who have none go at once. Of several last, the one goes out whom the lot of
// the seed draws last.
func InstantRunoff(options []string, ballots []Ballot, seed string) Runoff {
	c := runoffCount{options: options, in: make([]bool, len(options)), place: tally.Places(seed, options)}
	for i := range c.in {
		c.in[i] = true
	}
	r := Runoff{Options: options}
	for _, b := range ballots {
		c.piles = append(c.piles, pile{b.classes(), b.Count})
		r.Ballots += b.Count
	}
	first := c
	first.in, first.piles = slices.Clone(c.in), slices.Clone(c.piles)
	lots := false
	for r.Winner == "" {
		round, ok := c.round()
		if !ok {
			return r
		}
		r.Rounds = append(r.Rounds, round)
		r.Winner = round.Winner
		lots = lots || round.Lot != nil
	}
	if lots {
		r.Even = first.rivals()
	}
	return r
}

// rivals is who could win by one lot or another; nobody where it is always the same.
func (c runoffCount) rivals() (rivals []string) {
	f := fates{won: make([]bool, len(c.options)), seen: map[string]bool{}}
	c.could(&f)
	for i, won := range f.won {
		if won {
			rivals = append(rivals, c.options[i])
		}
	}
	if len(rivals) < 2 {
		return nil
	}
	return rivals
}

type pile struct {
	classes [][]uint16 // those before the first have nobody who is in
	count   int
}

type runoffCount struct {
	options []string
	in      []bool
	place   []int
	piles   []pile
}

// round counts one round; there is none when no ballot is live.
func (c *runoffCount) round() (RunoffRound, bool) {
	votes, exhausted := c.count()
	round := RunoffRound{Live: sum(votes), Exhausted: exhausted}
	for i, v := range votes {
		if c.in[i] {
			round.Votes = append(round.Votes, Votes{c.options[i], v})
		}
	}
	if round.Live.Sign() == 0 {
		return round, false
	}
	if winner := c.most(votes); winner >= 0 {
		round.Winner = c.options[winner]
		return round, true
	}
	out, tied := c.last(votes)
	for _, o := range out {
		c.in[o] = false
	}
	round.Out, round.Lot = tally.Names(c.options, out), tally.Names(c.options, tied)
	return round, true
}

// most is who has more than half of the live votes; -1 is nobody.
func (c *runoffCount) most(votes []*big.Rat) int {
	half := sum(votes)
	half.Quo(half, big.NewRat(2, 1))
	return slices.IndexFunc(votes, func(v *big.Rat) bool { return v.Cmp(half) > 0 })
}

// sum is all votes together: whoever is out has none.
func sum(votes []*big.Rat) *big.Rat {
	all := new(big.Rat)
	for _, v := range votes {
		all.Add(all, v)
	}
	return all
}

// count gives every live ballot to the best of its options that are in. Votes
// are gathered by how many share a ballot, so that they stay whole numbers.
func (c *runoffCount) count() (votes []*big.Rat, exhausted int) {
	whole := make([]int64, len(c.options))
	shared := map[share]int64{}
	for i := range c.piles {
		p := &c.piles[i]
		switch standing := p.standing(c.in); len(standing) {
		case 0:
			exhausted += p.count
		case 1:
			whole[standing[0]] += int64(p.count)
		default:
			for _, o := range standing {
				shared[share{o, len(standing)}] += int64(p.count)
			}
		}
	}
	votes = make([]*big.Rat, len(c.options))
	for i, n := range whole {
		votes[i] = new(big.Rat).SetInt64(n)
	}
	for s, n := range shared {
		votes[s.option].Add(votes[s.option], big.NewRat(n, int64(s.among)))
	}
	return votes, exhausted
}

// share is an option's part of a ballot that several have.
type share struct {
	option uint16
	among  int
}

// standing is who is in of the best class that has anybody who is.
func (p *pile) standing(in []bool) []uint16 {
	for ; len(p.classes) > 0; p.classes = p.classes[1:] {
		class := p.classes[0]
		if len(class) == 1 {
			if in[class[0]] {
				return class
			}
			continue
		}
		standing := slices.DeleteFunc(slices.Clone(class), func(o uint16) bool { return !in[o] })
		if len(standing) > 0 {
			return standing
		}
	}
	return nil
}

// last is who goes out, and who tied for it where the lot decides.
func (c *runoffCount) last(votes []*big.Rat) (out, tied []int) {
	var fewest *big.Rat
	for i, v := range votes {
		if c.in[i] && (fewest == nil || v.Cmp(fewest) < 0) {
			fewest = v
		}
	}
	for i, v := range votes {
		if c.in[i] && v.Cmp(fewest) == 0 {
			tied = append(tied, i)
		}
	}
	if len(tied) == 1 || fewest.Sign() == 0 {
		return tied, nil
	}
	worst := slices.MaxFunc(tied, func(a, b int) int { return c.place[a] - c.place[b] })
	return []int{worst}, tied
}
