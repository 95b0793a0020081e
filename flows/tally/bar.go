package tally

import (
	"math"
	"math/bits"
)

// ThreeQuarters is 四分之三以上.
var ThreeQuarters = Bar{Num: 3, Den: 4}

// Bar is a share that must be reached, as an exact fraction: 2/3 以上 is
// {2, 3, false} and holds at exactly two thirds; 过半数 is {1, 2, true} and does
// not hold at exactly half (Civil Code, article 1259). The zero Bar is always
// reached.
type Bar struct {
	Num  int  `json:"num,omitempty"`
	Den  int  `json:"den,omitempty"`
	Over bool `json:"over,omitempty"` // more than the fraction, not just as much
}

// Half is 过半数; TwoThirds is 三分之二以上.
var (
	Half      = Bar{Num: 1, Den: 2, Over: true}
	TwoThirds = Bar{Num: 2, Den: 3}
)

// Sound reports whether it is a fraction at all, and not of more than the whole.
func (b Bar) Sound() bool {
	return b == (Bar{}) || b.Den > 0 && b.Num >= 0 && b.Num <= b.Den
}

// Reached reports whether part of whole reaches the bar. Nothing of nothing does
// not. The products are of 128 bits, so no count is too large.
func (b Bar) Reached(part, whole int) bool {
	if b == (Bar{}) {
		return true
	}
	if part <= 0 || whole <= 0 {
		return false
	}
	switch Compare(part, b.Den, whole, b.Num) {
	case 1:
		return true
	case 0:
		return !b.Over
	}
	return false
}

// Least is the smallest part of whole that reaches the bar.
func (b Bar) Least(whole int) int {
	if b == (Bar{}) || whole <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(whole), uint64(b.Num))
	quotient, rest := bits.Div64(hi, lo, uint64(b.Den))
	least := int(quotient)
	if rest > 0 || b.Over {
		least++
	}
	return max(least, 1)
}

// Compare tells whether a*b is less than, equal to or more than c*d.
func Compare(a, b, c, d int) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	switch {
	case hi1 != hi2 && hi1 < hi2, hi1 == hi2 && lo1 < lo2:
		return -1
	case hi1 == hi2 && lo1 == lo2:
		return 0
	}
	return 1
}

// PerMille is part of whole in tenths of a per cent, half rounded up, for
// showing beside the numbers; nothing is ever decided by it.
func PerMille(part, whole int) int {
	if part <= 0 || whole <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(part), 2000)
	lo, carry := bits.Add64(lo, uint64(whole), 0)
	hi += carry
	by := 2 * uint64(whole)
	if hi >= by {
		return math.MaxInt
	}
	tenths, _ := bits.Div64(hi, lo, by)
	return int(tenths)
}
