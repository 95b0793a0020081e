// Package guess tells sentences apart by their pieces: a linear model over runs of one to
// three characters, trained from the sentences that the capabilities bring (said/*.txt
// beside them) by
//
//	go run ./bot/meaning/train
//
// It knows no word list and explains nothing; it weighs in where those are silent. What it
// is asked about are heads: intent, category, alarm. A label it was not trained with it
// never gives.
package guess

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
)

//go:embed model.bin
var data []byte

// Buckets is how many weights a label has: a piece of a sentence is hashed into one.
const Buckets = 1 << 15

// Head is one question that the model answers.
type Head struct {
	Name   string    `json:"name"`
	Labels []string  `json:"labels"`
	Scale  []float32 `json:"scale"` // of a label's weights, for each unit
	Bias   []float32 `json:"bias"`

	weights []int8 // by piece, then label
}

// Model is all heads.
type Model struct{ heads []Head }

// Own is the model that is built in.
var Own = sync.OnceValue(func() *Model {
	m, err := Read(data)
	if err != nil {
		panic("guess: " + err.Error()) // a mistake of the build
	}
	return m
})

// Read reads a model as Write wrote it.
func Read(data []byte) (*Model, error) {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err != nil || len(data) < 4 {
		return &Model{}, err
	}
	n := int(binary.LittleEndian.Uint32(data))
	m := &Model{}
	if n > len(data)-4 {
		return nil, fmt.Errorf("a model of %d bytes is too short", len(data))
	}
	if err := json.Unmarshal(data[4:4+n], &m.heads); err != nil {
		return nil, err
	}
	rest := data[4+n:]
	for i := range m.heads {
		h := &m.heads[i]
		size := Buckets * len(h.Labels)
		if len(rest) < size {
			return nil, fmt.Errorf("the weights of %s are missing", h.Name)
		}
		h.weights = make([]int8, size)
		for j, b := range rest[:size] {
			h.weights[j] = int8(b)
		}
		rest = rest[size:]
	}
	return m, nil
}

// Write writes heads with their weights, each rounded to a byte, packed: many are nothing.
func Write(heads []Head, weights [][]float32) []byte {
	var body []byte
	for i := range heads {
		h := &heads[i]
		h.Scale = make([]float32, len(h.Labels))
		for l := range h.Labels {
			for b := range Buckets {
				h.Scale[l] = max(h.Scale[l], float32(math.Abs(float64(weights[i][b*len(h.Labels)+l]))))
			}
			h.Scale[l] = max(h.Scale[l], 1e-6) / 127
		}
		for j, w := range weights[i] {
			body = append(body, byte(int8(math.Round(float64(w/h.Scale[j%len(h.Labels)])))))
		}
	}
	head, _ := json.Marshal(heads)
	var packed bytes.Buffer
	to, _ := flate.NewWriter(&packed, flate.BestCompression) // fails only for a level that does not exist
	_, _ = to.Write(slices.Concat(binary.LittleEndian.AppendUint32(nil, uint32(len(head))), head, body))
	_ = to.Close()
	return packed.Bytes()
}

// Guess is how likely each label of a head is for a sentence; nil without such a head.
// Labels that are not allowed take part all the same: what one of them would fit better
// is none of the others.
func (m *Model) Guess(head, text string) map[string]float64 {
	i := slices.IndexFunc(m.heads, func(h Head) bool { return h.Name == head })
	if i < 0 {
		return nil
	}
	h := &m.heads[i]
	pieces := Pieces(text)
	if len(pieces) == 0 {
		return nil
	}
	n := len(h.Labels)
	sums := make([]int32, n)
	for _, p := range pieces {
		for l, w := range h.weights[int(p)*n : int(p)*n+n] {
			sums[l] += int32(w)
		}
	}
	scores := make([]float64, n)
	for l := range scores {
		scores[l] = float64(h.Bias[l]) + float64(sums[l])*float64(h.Scale[l])*Norm(len(pieces))
	}
	likely := map[string]float64{}
	for l, p := range Softmax(scores) {
		likely[h.Labels[l]] = p
	}
	return likely
}

// Norm keeps long sentences from being surer than short ones only for their length.
func Norm(pieces int) float64 { return 4 / math.Sqrt(float64(pieces)) }

// Softmax turns scores into shares of one.
func Softmax(scores []float64) []float64 {
	most, sum := slices.Max(scores), 0.0
	out := make([]float64, len(scores))
	for i, s := range scores {
		out[i] = math.Exp(s - most)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}
