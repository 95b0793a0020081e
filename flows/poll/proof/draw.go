package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Drawn is the lot of a list that needed one. It cannot be a record of the tree: the
// number is drawn in public after the root was told, so that who makes the list cannot
// know what comes of it.
type Drawn struct {
	Number  string          `json:"number"`
	Seed    string          `json:"seed"`    // Seed of the root and the number
	Counted json.RawMessage `json:"counted"` // the result by it
}

// Seed is the seed of the lot: SHA-256 of a root as it is published, a blank and the
// number, in hexadecimal:
//
//	printf '%s %s' "$root" "$number" | sha256sum
func Seed(root, number string) string {
	sum := sha256.Sum256([]byte(root + " " + number))
	return hex.EncodeToString(sum[:])
}

// Waits is what a count comes to that cannot go on without a lot: the keys of the
// options that are even, or that have fewer seats than people who want one.
type Waits struct {
	Lots [][]string `json:"lots"`
}

// Draw draws the lot of a list with the number of its day.
func (l *List) Draw(number string) error {
	if l.Header.Rule.Draw == "" || !IsNumber(number) {
		return fmt.Errorf("proof: poll %s: there is no lot to draw, or %q is no number to draw it with", l.Header.Poll, number)
	}
	seed := Seed(l.Root(), number)
	r, err := count(l.Header, l.Ballots, seed)
	if err != nil {
		return err
	}
	l.Result, l.Drawn = r, &Drawn{number, seed, json.RawMessage(canonical(r.Figures))}
	return nil
}

// IsNumber reports whether a text can be the number of a draw of 3D: three figures.
func IsNumber(text string) bool {
	return len(text) == 3 && strings.Trim(text, "0123456789") == ""
}

// Day is the day of a draw as people say it: 12月5日.
func (h *Header) Day() string {
	if t, err := time.Parse(time.DateOnly, h.Rule.Draw); err == nil {
		return t.Format("1月2日")
	}
	return h.Rule.Draw
}

// count counts the ballots of a list, with the seed of its lot once that is drawn.
func count(h Header, ballots []Ballot, seed string) (Result, error) {
	if h.Format == FirstFormat {
		return counters[h.Kind](h, ballots)
	}
	h.Rule.Seed = seed
	r, err := counters[h.Kind](h, ballots)
	switch {
	case err != nil || len(r.Lots) == 0 || seed != "":
		return r, err
	case h.Rule.Draw == "":
		return r, fmt.Errorf("a lot decides, and the header does not say of which day")
	}
	r.Figures = Waits{r.Lots}
	r.Lines = append(h.plainly(r.Lots), "这些要抽签：用"+h.Day()+"福彩3D的开奖号码；那天不开奖，用之后第一次的。")
	return r, nil
}

// plainly says between whom the lot has to decide.
func (h *Header) plainly(lots [][]string) (lines []string) {
	for _, lot := range lots {
		labels := make([]string, len(lot))
		for i, key := range lot {
			labels[i] = "「" + h.label(key) + "」"
		}
		words := "不分上下"
		if len(lot) == 1 {
			words = "报名的比名额多"
		}
		lines = append(lines, strings.Join(labels, "")+words)
	}
	return lines
}

// lots puts the labels that a lot decided on as keys, in the order of the options.
func (h *Header) lots(labels ...[]string) (lots [][]string) {
	for _, lot := range labels {
		if len(lot) == 0 {
			continue
		}
		keys := h.keysOf(lot)
		slices.Sort(keys)
		if !slices.ContainsFunc(lots, func(o []string) bool { return slices.Equal(o, keys) }) {
			lots = append(lots, keys)
		}
	}
	return lots
}
