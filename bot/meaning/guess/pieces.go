package guess

import (
	"unicode"

	"yishi/bot/meaning/wording"
)

// Pieces are the runs of one to three characters of a sentence, and pairs with one
// between them, each as a number below Buckets. Numbers are alike; of a foreign word the
// whole counts, too.
func Pieces(text string) []uint16 {
	run := []rune{'^'}
	for _, r := range wording.Fold(wording.Clip(text, 200)) {
		switch {
		case r >= '0' && r <= '9':
			if run[len(run)-1] != '0' {
				run = append(run, '0')
			}
		case unicode.IsLetter(r), r > 0x2000 && unicode.Is(unicode.So, r), r == '?':
			run = append(run, r)
		}
	}
	if len(run) == 1 {
		return nil
	}
	run = append(run, '$')
	var all []uint16
	for i := range run {
		if i > 0 && i < len(run)-1 {
			all = append(all, hash(1, run[i]))
		}
		if i+1 < len(run) {
			all = append(all, hash(2, run[i], run[i+1]))
		}
		if i+2 < len(run) {
			all = append(all, hash(3, run[i], run[i+1], run[i+2]), hash(4, run[i], run[i+2]))
		}
		if i+3 < len(run) && wording.IsLatin(run[i+1]) {
			all = append(all, hash(5, run[i:i+4]...))
		}
	}
	return all
}

// hash is FNV-1a of runes, folded into the buckets.
func hash(kind uint32, run ...rune) uint16 {
	h := uint32(2166136261) ^ kind
	h *= 16777619
	for _, r := range run {
		h = (h ^ uint32(r)) * 16777619
		h ^= h >> 15
	}
	return uint16((h ^ h>>13) % Buckets)
}
