package tally

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Scores is one ballot that gives options points, or Count ballots that are
// alike. Points has a number for each option; what is not on the scale, such as
// 0, is no points given.
type Scores struct {
	Points []int
	Count  int
}

// Scored is what an option got.
type Scored struct {
	Option string   `json:"option"`
	Given  int      `json:"given"`  // ballots that gave it points
	Points int      `json:"points"` // their sum
	Spread []int    `json:"spread"` // ballots with 1, 2, … points
	Median *big.Rat `json:"median,omitempty"`
	Rank   int      `json:"-"` // equal means are equal ranks: 1, 1, 3; 0 got no points
}

// Mean is the points over the ballots that gave any; nil where there are none.
func (s Scored) Mean() *big.Rat {
	if s.Given == 0 {
		return nil
	}
	return big.NewRat(int64(s.Points), int64(s.Given))
}

// Score counts points from 1 to most. The best mean is first; what got no points is
// last. Equal means are equal, and no lot is drawn; where there is a seed they stand
// in the order of its lot (as they did in lists of the first format), else in that of
// the options.
func Score(options []string, most int, ballots []Scores, seed string) []Scored {
	list := make([]Scored, len(options))
	for i, option := range options {
		list[i] = Scored{Option: option, Spread: make([]int, most)}
	}
	for _, b := range ballots {
		for i, points := range b.Points {
			if points > 0 && points <= most {
				list[i].Spread[points-1] += b.Count
			}
		}
	}
	place := map[string]int{}
	for i := range list {
		list[i].sum()
		place[options[i]] = i
	}
	if seed != "" {
		for i, p := range Places(seed, options) {
			place[options[i]] = p
		}
	}
	slices.SortFunc(list, func(a, b Scored) int {
		return cmp.Or(b.compare(a), place[a.Option]-place[b.Option])
	})
	for i := range list {
		switch {
		case list[i].Given == 0:
		case i > 0 && list[i].compare(list[i-1]) == 0:
			list[i].Rank = list[i-1].Rank
		default:
			list[i].Rank = i + 1
		}
	}
	return list
}

// Highest are the options with the best mean: several where it is equal, none where
// nobody gave points.
func Highest(list []Scored) (first []string) {
	for _, s := range list {
		if s.Rank == 1 {
			first = append(first, s.Option)
		}
	}
	return first
}

// ExplainScore says in Chinese what each option got, and which are first.
func ExplainScore(list []Scored) (lines []string) {
	for _, s := range list {
		lines = append(lines, s.Explain())
	}
	switch first := Highest(list); len(first) {
	case 0:
		return append(lines, "没有人打分，没有结果")
	case 1:
		return append(lines, "最高："+first[0])
	default:
		return append(lines, "平均分一样，并列最高："+strings.Join(first, "、"))
	}
}

// compare compares means exactly.
func (s Scored) compare(o Scored) int {
	if s.Given == 0 || o.Given == 0 {
		return cmp.Compare(min(s.Given, 1), min(o.Given, 1))
	}
	return Compare(s.Points, o.Given, o.Points, s.Given)
}

func (s *Scored) sum() {
	for i, count := range s.Spread {
		s.Given += count
		s.Points += (i + 1) * count
	}
	if s.Given > 0 {
		s.Median = big.NewRat(int64(s.at((s.Given-1)/2)+s.at(s.Given/2)), 2)
	}
}

// at is the points of the ballot at a place, when they stand in order.
func (s *Scored) at(place int) int {
	for i, count := range s.Spread {
		if place -= count; place < 0 {
			return i + 1
		}
	}
	return len(s.Spread)
}

// Explain says in Chinese what the option got.
func (s Scored) Explain() string {
	if s.Given == 0 {
		return s.Option + "：没有人打分"
	}
	line := fmt.Sprintf("%s：平均 %s 分（%d/%d），", s.Option, s.Mean().FloatString(2), s.Points, s.Given)
	for i, count := range s.Spread {
		if count > 0 {
			line += fmt.Sprintf("%d 分 %d 票，", i+1, count)
		}
	}
	return line[:len(line)-len("，")]
}
