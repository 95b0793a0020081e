package learn

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"yishi/bot/meaning/guess"
)

const (
	epochs = 12
	rate   = 0.25
	decay  = 2e-6
	copies = 3 // of each sentence, in other words
)

// Heads are what the model is asked about.
var Heads = []string{"intent", "category", "alarm"}

// Train makes a model. Sentences without a label of a head say nothing about it, but for
// the alarm, which what is about anything else does not raise.
func Train(said []Sentence) []byte {
	said = calm(said)
	var heads []guess.Head
	var weights [][]float32
	for _, name := range Heads {
		h, w := trainHead(name, said)
		heads, weights = append(heads, h), append(weights, w)
	}
	return guess.Write(heads, weights)
}

// calm are the sentences, with what is no alarm labelled so.
func calm(said []Sentence) []Sentence {
	said = slices.Clone(said)
	for i, s := range said {
		if s.Labels["alarm"] == "" {
			labels := maps.Clone(s.Labels)
			labels["alarm"] = "none"
			said[i].Labels = labels
		}
	}
	return said
}

// example is a sentence as the model sees it.
type example struct {
	pieces []uint16
	label  int
	weight float32
}

// trainHead is multinomial logistic regression by AdaGrad.
func trainHead(name string, said []Sentence) (guess.Head, []float32) {
	h := guess.Head{Name: name}
	for _, s := range said {
		if l := s.Labels[name]; l != "" && !slices.Contains(h.Labels, l) {
			h.Labels = append(h.Labels, l)
		}
	}
	slices.Sort(h.Labels)
	random := rand.New(rand.NewPCG(2026, uint64(len(name))))
	examples := examplesOf(h, said, random)
	n := len(h.Labels)
	weights, sums := make([]float32, guess.Buckets*n), make([]float32, guess.Buckets*n)
	h.Bias = make([]float32, n)
	biasSums := make([]float32, n)
	scores := make([]float64, n)
	for range epochs {
		random.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			norm := float32(guess.Norm(len(e.pieces)))
			for l := range scores {
				scores[l] = float64(h.Bias[l])
			}
			for _, p := range e.pieces {
				for l, w := range weights[int(p)*n : int(p)*n+n] {
					scores[l] += float64(w * norm)
				}
			}
			for l, share := range guess.Softmax(scores) {
				miss := float32(share) * e.weight
				if l == e.label {
					miss -= e.weight
				}
				if math.Abs(float64(miss)) < 1e-4 {
					continue
				}
				biasSums[l] += miss * miss
				h.Bias[l] -= rate * miss / float32(math.Sqrt(float64(biasSums[l])+1))
				for _, p := range e.pieces {
					at := int(p)*n + l
					g := miss*norm + decay*weights[at]
					sums[at] += g * g
					weights[at] -= rate * g / float32(math.Sqrt(float64(sums[at])+1))
				}
			}
		}
	}
	return h, weights
}

// examplesOf are the sentences that have a label of a head, each in several wordings. A
// rare label counts more.
func examplesOf(h guess.Head, said []Sentence, random *rand.Rand) (all []example) {
	count := make([]int, len(h.Labels))
	for _, s := range said {
		if l := slices.Index(h.Labels, s.Labels[h.Name]); l >= 0 {
			count[l]++
		}
	}
	most := slices.Max(count)
	for _, s := range said {
		l := slices.Index(h.Labels, s.Labels[h.Name])
		if l < 0 {
			continue
		}
		weight := float32(math.Min(4, math.Pow(float64(most)/float64(count[l]), 0.5)))
		all = append(all, example{guess.Pieces(s.Text), l, weight})
		for range copies - 1 {
			if p := guess.Pieces(reworded(s, random)); len(p) > 0 {
				all = append(all, example{p, l, weight})
			}
		}
	}
	return all
}
