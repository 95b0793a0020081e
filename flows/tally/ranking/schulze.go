package ranking

import (
	"slices"

	"yishi/flows/tally"
)

// Pairwise is the count of a ranking by the Schulze method: options are compared
// two by two, and a chain of comparisons is as strong as its weakest. The
// strength of a comparison that is won is the number of ballots for it (winning
// votes); one that is lost or even has none. A is before B when the strongest
// chain from A to B is stronger than the strongest back.
type Pairwise struct {
	Options   []string `json:"options"`
	Ballots   int      `json:"ballots"`
	Prefer    [][]int  `json:"prefer"`    // [a][b]: ballots with a before b
	Strength  [][]int  `json:"strength"`  // [a][b]: of the strongest chain from a to b
	Order     []string `json:"order"`     // best first, ties broken by the lot
	Winner    string   `json:"winner"`    // the first of them
	Unbeaten  []string `json:"unbeaten"`  // nobody is before these: several in a tie
	Condorcet bool     `json:"condorcet"` // the winner wins every comparison by itself

	Tiers [][]string `json:"-"` // the order without any lot: of those that are left, whom nobody is before, together
}

// Schulze counts a ranking. What a ballot does not rank is equal, and behind all
// that it does. Ties go to whom the lot of the seed draws first.
func Schulze(options []string, ballots []Ballot, seed string) Pairwise {
	p := Pairwise{Options: options, Prefer: prefer(len(options), ballots)}
	for _, b := range ballots {
		p.Ballots += b.Count
	}
	p.Strength = strongest(p.Prefer)
	p.order(tally.Places(seed, options))
	p.tiers()
	if !slices.ContainsFunc(ballots, Ballot.says) {
		p.Winner, p.Condorcet = "", false
	}
	return p
}

func square(n int) [][]int {
	flat := make([]int, n*n)
	rows := make([][]int, n)
	for i := range rows {
		rows[i] = flat[i*n : (i+1)*n : (i+1)*n]
	}
	return rows
}

// strongest finds the strength of the strongest chains: the widest paths.
func strongest(prefer [][]int) [][]int {
	n := len(prefer)
	s := square(n)
	for a := range n {
		for b := range n {
			if prefer[a][b] > prefer[b][a] {
				s[a][b] = prefer[a][b]
			}
		}
	}
	for via := range n {
		for a := range n {
			if a == via || s[a][via] == 0 {
				continue
			}
			for b := range n {
				if b != a {
					s[a][b] = max(s[a][b], min(s[a][via], s[via][b]))
				}
			}
		}
	}
	return s
}

// before reports whether the option a is before b, which is a strict order, though
// not of all: some are even.
func (p *Pairwise) before(a, b int) bool { return p.Strength[a][b] > p.Strength[b][a] }

// order takes, again and again, whom none that is left is before.
func (p *Pairwise) order(place []int) {
	left := make([]int, len(p.Options))
	for i := range left {
		left[i] = i
	}
	for len(left) > 0 {
		free := p.unbeaten(left)
		if p.Unbeaten == nil {
			p.Unbeaten = tally.Names(p.Options, free)
		}
		next := slices.MinFunc(free, func(a, b int) int { return place[a] - place[b] })
		if p.Winner == "" {
			p.Winner, p.Condorcet = p.Options[next], p.wins(next)
		}
		p.Order = append(p.Order, p.Options[next])
		left = slices.DeleteFunc(left, func(o int) bool { return o == next })
	}
}

// tiers takes, again and again, all together whom none that is left is before.
func (p *Pairwise) tiers() {
	for left := tally.Indexes(len(p.Options)); len(left) > 0; {
		free := p.unbeaten(left)
		p.Tiers = append(p.Tiers, tally.Names(p.Options, free))
		left = slices.DeleteFunc(left, func(o int) bool { return slices.Contains(free, o) })
	}
}

// Even is between whom a lot decided who is first; nobody where none was needed.
func (p *Pairwise) Even() []string {
	if p.Winner == "" || len(p.Unbeaten) < 2 {
		return nil
	}
	return p.Unbeaten
}

func (p *Pairwise) unbeaten(left []int) []int {
	return slices.DeleteFunc(slices.Clone(left), func(b int) bool {
		return slices.ContainsFunc(left, func(a int) bool { return p.before(a, b) })
	})
}

func (p *Pairwise) wins(a int) bool {
	for b := range p.Options {
		if b != a && p.Prefer[a][b] <= p.Prefer[b][a] {
			return false
		}
	}
	return true
}
