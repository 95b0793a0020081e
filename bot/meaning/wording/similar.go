package wording

import "unicode"

// Similar says how alike two short texts are, from 0 to 1, by the pairs of
// characters they share (Dice's coefficient). Words that say nothing, spaces
// and punctuation do not count, so "楼下的灯坏了" and "楼下灯又坏了!" are close.
func Similar(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	counts := make(map[[2]rune]int, len(x))
	for _, p := range x {
		counts[p]++
	}
	shared := 0
	for _, p := range y {
		if counts[p] > 0 {
			counts[p]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(x)+len(y))
}

// pairs are the neighbouring characters of a text; a text of one is a pair with
// nothing.
func pairs(s string) [][2]rune {
	var run []rune
	for _, r := range Fold(s) {
		if (unicode.IsLetter(r) || unicode.IsNumber(r)) && !empty[r] {
			run = append(run, r)
		}
	}
	if len(run) == 1 {
		return [][2]rune{{run[0], 0}}
	}
	var all [][2]rune
	for i := 1; i < len(run); i++ {
		all = append(all, [2]rune{run[i-1], run[i]})
	}
	return all
}

// empty characters join words and say nothing themselves.
var empty = func() map[rune]bool {
	all := map[rune]bool{}
	for _, r := range "的了又还在就都也很把被给是有个呢吗啊呀" {
		all[r] = true
	}
	return all
}()
