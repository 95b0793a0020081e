package ranking

import (
	"math/bits"
	"slices"
)

// prefer counts the ballots that have a before b, for all a and b.
func prefer(options int, ballots []Ballot) [][]int {
	total := 0
	for _, b := range ballots {
		total += b.Count
	}
	c := newCounters(options, total)
	for plane := range bits.Len(uint(total)) {
		for _, b := range ballots {
			if b.Count>>plane&1 == 1 {
				c.take(b, plane)
			}
		}
		c.flush(plane)
	}
	table := square(options)
	for a := range table {
		for b := range table[a] {
			table[a][b] = c.of(a, b)
		}
	}
	return table
}

// counters count in binary, for every pair of options at once. For each option
// ahead there are planes of bits: plane k has, for each option behind, the bit
// of value 2^k of the count. Four ballots are added together, because a carry
// that ripples up the planes costs most.
type counters struct {
	words, planes int
	bits          []uint64    // by option ahead, plane, word of options behind
	behind        [4][]uint64 // by option ahead, word of options behind: ballots not added yet
	waiting       int
}

func newCounters(options, most int) *counters {
	c := &counters{words: (options + 63) / 64, planes: bits.Len(uint(most)) + 1}
	c.bits = make([]uint64, options*c.planes*c.words)
	for i := range c.behind {
		c.behind[i] = make([]uint64, options*c.words)
	}
	return c
}

// take finds what a ballot has behind each option, to be counted 2^plane times.
func (c *counters) take(b Ballot, plane int) {
	sets := c.behind[c.waiting]
	seen := make([]uint64, c.words)
	for option, rank := range b.Rank {
		if rank == 0 {
			seen[option/64] |= 1 << (option % 64)
		}
	}
	for _, class := range slices.Backward(b.classes()) {
		for _, option := range class {
			copy(sets[int(option)*c.words:], seen)
		}
		for _, option := range class {
			seen[option/64] |= 1 << (option % 64)
		}
	}
	if c.waiting++; c.waiting == len(c.behind) {
		c.flush(plane)
	}
}

// flush adds the ballots that wait.
func (c *counters) flush(plane int) {
	if c.waiting == 0 {
		return
	}
	for i := range c.behind[0] {
		at := (i/c.words*c.planes+plane)*c.words + i%c.words
		ones, carry1 := fullAdd(c.bits[at], c.behind[0][i], c.behind[1][i])
		ones, carry2 := fullAdd(ones, c.behind[2][i], c.behind[3][i])
		c.bits[at] = ones
		at += c.words
		twos, carry := fullAdd(c.bits[at], carry1, carry2)
		c.bits[at] = twos
		for carry != 0 {
			at += c.words
			was := c.bits[at]
			c.bits[at], carry = was^carry, was&carry
		}
	}
	for i := range c.behind {
		clear(c.behind[i])
	}
	c.waiting = 0
}

// fullAdd adds three numbers of one bit, for 64 at once.
func fullAdd(a, b, c uint64) (sum, carry uint64) {
	half := a ^ b
	return half ^ c, a&b | half&c
}

// of is how often one option was counted behind another.
func (c *counters) of(ahead, behind int) (n int) {
	for plane := range c.planes {
		word := c.bits[(ahead*c.planes+plane)*c.words+behind/64]
		n |= int(word>>(behind%64)&1) << plane
	}
	return n
}
