package answer

import (
	"regexp"
	"slices"
	"strings"
)

var (
	shareRow  = regexp.MustCompile(`^_*[NP](_+[NP])*_*$`)
	shareOne  = regexp.MustCompile(`^[_:]*[TN]_*$`)
	shareAll  = regexp.MustCompile(`^[_:]*P?[_:]*全+[_:]*[TN]_*$|^_*[TN][_:]*全_*$`)
	shareEach = regexp.MustCompile(`^[_:]*((?:[TN]_*)+[各全]+|各+全*|全+各+|全[_:]*P)[_:]*[PN]?_*$`)
	shareEven = regexp.MustCompile(`^[_:]*(?:[TN]_*)*[各全]*[_:]*平_*$`)
	sharePair = regexp.MustCompile(`^(?:T[:_]*[PN]|N[:_]*P|N_*:_*N)`)
	shareTurn = regexp.MustCompile(`^P(?:[:_]*T|_*:_*N)`) // 5分给1
	shareRest = regexp.MustCompile(`^余[:_全]*[TN]`)
)

// give notes points for a thing, counted from 1; false where there is no such
// thing, or it has some already.
func (s *shared) give(thing, points int) bool {
	if thing < 1 || thing > len(s.given) || s.given[thing-1] > 0 {
		return false
	}
	s.given[thing-1] = points
	return true
}

func (s *shared) sum() (sum int) {
	for _, n := range s.given {
		sum += n
	}
	return sum
}

// in are the numbers of what has one of some letters, from one letter to another.
func (s *shared) in(letters string, from, to int) (numbers []int) {
	for i := from; i < to; i++ {
		if strings.ContainsRune(letters, s.form[i]) {
			numbers = append(numbers, s.numbers[i])
		}
	}
	return numbers
}

// row reads a number for each thing, in order, also without blanks: 505. Numbers
// that could as well say which things are meant are not understood, unless together
// they are all there is to give.
func (s *shared) row() bool {
	if !shareRow.MatchString(string(s.form)) {
		return false
	}
	numbers := s.in("NP", 0, len(s.form))
	if at := slices.Index(s.form, 'N'); len(numbers) == 1 && at >= 0 && len(s.digits[at]) == len(s.given) {
		numbers = nil
		for _, digit := range s.digits[at] {
			numbers = append(numbers, int(digit-'0'))
		}
	}
	if len(numbers) != len(s.given) {
		return false
	}
	copy(s.given, numbers)
	places := slices.Compact(slices.Sorted(slices.Values(numbers)))
	asPlaces := len(places) == len(numbers) && places[0] >= 1 && places[len(places)-1] <= len(numbers)
	return !asPlaces || s.sum() == s.total || slices.Contains(s.form, 'P')
}

// one reads that one thing is given everything.
func (s *shared) one() bool {
	form := string(s.form)
	things := s.in("TN", 0, len(s.form))
	switch points := s.in("P", 0, len(s.form)); {
	case shareAll.MatchString(form):
		return (len(points) == 0 || points[0] == s.total) && s.give(things[0], s.total)
	case shareOne.MatchString(form):
		return (slices.Contains(s.form, 'T') || things[0] != s.total) && s.give(things[0], s.total)
	}
	return false
}

// several reads that several things, or all of them, are given the same.
func (s *shared) several() bool {
	form := string(s.form)
	end, points := len(s.form), 0
	switch {
	case shareEven.MatchString(form):
	case shareEach.MatchString(form):
		for end--; s.form[end] == '_'; end-- {
		}
		if points = s.numbers[end]; points == 0 {
			return false
		}
	default:
		return false
	}
	things := s.in("TN", 0, end)
	if len(things) == 0 {
		for i := range s.given {
			things = append(things, i+1)
		}
	}
	if points == 0 {
		points = s.total / len(things)
	}
	for _, thing := range things {
		if !s.give(thing, points) {
			return false
		}
	}
	return true
}

// pairs reads things with their points, one after the other.
func (s *shared) pairs() bool {
	found := false
	for at := 0; at < len(s.form); {
		rest := string(s.form[at:])
		match, turned, left := sharePair.FindString(rest), false, false
		if match == "" {
			match = shareTurn.FindString(rest)
			turned = match != ""
		}
		if match == "" {
			match = shareRest.FindString(rest)
			left = match != ""
		}
		if match == "" {
			if !strings.ContainsRune("_:", s.form[at]) {
				return false
			}
			at++
			continue
		}
		end := at + len([]rune(match))
		numbers := s.in("TNP", at, end)
		switch {
		case left:
			numbers = append(numbers, max(0, s.total-s.sum()))
		case turned:
			slices.Reverse(numbers)
		}
		if !s.give(numbers[0], numbers[1]) {
			return false
		}
		at, found = end, true
	}
	return found
}
