package learn

import (
	"fmt"
	"io"

	"yishi/bot/meaning/guess"
)

// Check tells how well the model does: it is trained parts times, each time without one
// part of the sentences, which are then tried.
func Check(said []Sentence, parts int, w io.Writer) error {
	right, all, missed, false := map[string]int{}, map[string]int{}, 0, 0
	for part := range parts {
		var kept, tried []Sentence
		for i, s := range said {
			if i%parts == part {
				tried = append(tried, s)
			} else {
				kept = append(kept, s)
			}
		}
		m, err := guess.Read(Train(kept))
		if err != nil {
			return err
		}
		for _, s := range calm(tried) {
			for _, head := range Heads {
				want, got := s.Labels[head], best(m.Guess(head, s.Text))
				if want == "" || got == "" {
					continue
				}
				all[head]++
				switch {
				case want == got:
					right[head]++
				case head == "alarm" && got == "none":
					missed++
				case head == "alarm" && want == "none":
					false++
				}
			}
		}
	}
	for _, head := range Heads {
		fmt.Fprintf(w, "%-10s %5d of %5d right, %.1f %%\n", head, right[head], all[head], 100*float64(right[head])/float64(all[head]))
	}
	fmt.Fprintf(w, "alarms     %5d missed, %d false\n", missed, false)
	return nil
}

// best is the likeliest label.
func best(likely map[string]float64) (label string) {
	for l, p := range likely {
		if label == "" || p > likely[label] || p == likely[label] && l < label {
			label = l
		}
	}
	return label
}
