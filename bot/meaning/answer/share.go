package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/wording"
)

// Share reads how many points each of several things is given, out of a total:
// "1给5分，3给5分", "1:5 3:5", "5 0 5" (one for each, in order), "健身角5分，路灯5分",
// "各2分", "1和3平分", "1给5分，剩下的给3". One thing alone, or 全给1, has all of them.
// What is given may come to more than the total: that is for the caller to say.
func Share(text string, labels []string, total int) ([]int, bool) {
	folded := foldAll(labels)
	s := shared{given: make([]int, len(labels)), total: total}
	if !s.cut(priced.ReplaceAllString(wording.Fold(text), ""), folded) {
		return nil, false
	}
	for _, read := range []func() bool{s.row, s.one, s.several, s.pairs} {
		clear(s.given)
		if read() {
			return s.given, true
		}
	}
	return nil, false
}

// shared is an answer cut into what it is made of: form has a letter for each.
//
//	T  a thing: its label, 第3个, 3号      P  points: 5分
//	N  a number that may be either        :  给, and what stands for it
//	全 余 各 平  as in words/share.txt      _  a pause
type shared struct {
	form    []rune
	numbers []int // by letter: which thing, how many points
	digits  []string
	given   []int
	total   int
}

var (
	priced     = regexp.MustCompile(`\([^()]*元\)`) // 长椅(8000元), copied from the question
	fraction   = regexp.MustCompile(`\d\.\d`)
	sharePiece = regexp.MustCompile(`第(\d+)[个项号条]?|(\d+)号|(\d+) ?[分点]|(\d+)|([ ,、;。./()+&]+)|([:=→>-]+)|([^\d ,、;。./()+&:=→>第-]+|第)`)
	shareMarks = map[string]rune{"给": ':', "全": '全', "余": '余', "各": '各', "平": '平', "无": '_'}
	shareWords = marked(lists.Parts("share"))
	halves     = []string{"一半一半", "各一半", "一人一半"}
)

// marked gives the letter of each word.
func marked(parts map[string][]string) map[string]rune {
	all := map[string]rune{}
	for part, words := range parts {
		for _, w := range words {
			all[w] = shareMarks[part]
		}
	}
	return all
}

func (s *shared) add(letter rune, digits string) bool {
	n, err := strconv.Atoi(digits)
	if digits == "" {
		n, err = 0, nil
	}
	s.form, s.numbers, s.digits = append(s.form, letter), append(s.numbers, n), append(s.digits, digits)
	return err == nil && n < 10000
}

// cut takes an answer apart, at whole labels first.
func (s *shared) cut(t string, labels []string) bool {
	for _, part := range cutAtLabels(t, labels) {
		if part.label >= 0 {
			s.add('T', strconv.Itoa(part.label+1))
			continue
		}
		text := part.text
		for _, half := range halves {
			text = strings.ReplaceAll(text, half, "平分")
		}
		if s.total%2 == 0 {
			text = strings.ReplaceAll(text, "一半", fmt.Sprintf(" %d分 ", s.total/2))
		}
		text = wording.SpellArabic(text)
		if fraction.MatchString(text) || !s.pieces(text, labels) {
			return false
		}
	}
	return true
}

func (s *shared) pieces(text string, labels []string) bool {
	for _, m := range sharePiece.FindAllStringSubmatch(text, -1) {
		ok := true
		switch {
		case m[1] != "" || m[2] != "":
			ok = s.add('T', m[1]+m[2])
		case m[3] != "":
			ok = s.add('P', m[3])
		case m[4] != "":
			ok = s.add('N', m[4])
		case m[5] != "":
			s.add('_', "")
		case m[6] != "":
			s.add(':', "")
		default:
			ok = s.words(m[7], labels)
		}
		if !ok {
			return false
		}
	}
	return true
}

// words reads a run of words: those of the list at both ends, a thing in between.
func (s *shared) words(run string, labels []string) bool {
	var behind []rune
	for run != "" {
		if w := known(run, strings.HasPrefix); w != "" {
			s.add(shareWords[w], "")
			run = run[len(w):]
		} else if w := known(run, strings.HasSuffix); w != "" {
			behind = append(behind, shareWords[w])
			run = run[:len(run)-len(w)]
		} else {
			break
		}
	}
	if run != "" {
		i, ok := pick(run, labels)
		if !ok || utf8.RuneCountInString(run) < 2 && run != labels[i] {
			return false
		}
		s.add('T', strconv.Itoa(i+1))
	}
	for _, letter := range slices.Backward(behind) {
		s.add(letter, "")
	}
	return true
}

// known is the longest word of the list at an end of a run.
func known(run string, at func(s, word string) bool) (found string) {
	for w := range shareWords {
		if len(w) > len(found) && at(run, w) {
			found = w
		}
	}
	return found
}
