package ranking

import "slices"

// mostSteps bounds the search for who could win a run-off, in ballots looked at.
const mostSteps = 20_000_000

// fates is who could win a run-off, whichever way the lots fall.
type fates struct {
	won   []bool
	seen  map[string]bool
	steps int
}

// could goes through a round, and on from it in every way that lots could fall.
// Where that takes too long everybody who is in could win.
func (c runoffCount) could(f *fates) {
	state := stateOf(c.in)
	if f.seen[state] {
		return
	}
	f.seen[state] = true
	if f.steps += len(c.piles) + 1; f.steps > mostSteps {
		for i, in := range c.in {
			f.won[i] = f.won[i] || in
		}
		return
	}
	c.piles = slices.Clone(c.piles)
	votes, _ := c.count()
	if winner := c.most(votes); winner >= 0 {
		f.won[winner] = true
		return
	}
	if sum(votes).Sign() == 0 {
		return
	}
	out, tied := c.last(votes)
	ways := [][]int{out}
	if len(tied) > 1 && len(out) == 1 {
		ways = nil
		for _, o := range tied {
			ways = append(ways, []int{o})
		}
	}
	in := c.in
	for _, way := range ways {
		c.in = slices.Clone(in)
		for _, o := range way {
			c.in[o] = false
		}
		c.could(f)
	}
}

func stateOf(in []bool) string {
	state := make([]byte, len(in))
	for i, is := range in {
		if is {
			state[i] = 1
		}
	}
	return string(state)
}
