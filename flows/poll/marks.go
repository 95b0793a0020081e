package poll

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"yishi/store"
)

// MarkAt is the mark of one option in kept marks.
func MarkAt(marks []byte, option int) int {
	for i := 0; i < len(marks); {
		here, n := int(marks[i]-'a') == option, 0
		for i++; i < len(marks) && marks[i] >= '0' && marks[i] <= '9'; i++ {
			n = n*10 + int(marks[i]-'0')
		}
		if here {
			return n
		}
	}
	return 0
}

// text writes marks as they are kept: the letter of each option that has a mark,
// and the mark: "a1c1". It is short, and equal marks are equal texts.
func (m Marks) text() string {
	var b []byte
	for i, mark := range m {
		if mark > 0 {
			b = strconv.AppendInt(append(b, byte('a'+i)), int64(mark), 10)
		}
	}
	return string(b)
}

// ReadMarks reads what text wrote, for n options; false where it is no such thing.
func ReadMarks(text string, n int) (Marks, bool) {
	m := make(Marks, n)
	for i := 0; i < len(text); {
		at := int(text[i]) - 'a'
		end := i + 1
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		mark, err := strconv.Atoi(text[i+1 : end])
		if at < 0 || at >= n || err != nil || m[at] != 0 {
			return nil, false
		}
		m[at], i = mark, end
	}
	return m, true
}

// A ballot is kept as one JSON string: the marks; of an owners' vote "#" and the
// number of the part; "*" and each of the voter's own words; behind a blank the reason.
// A count reads the marks where they lie; nothing is decoded.

func sealBallot(b Ballot) []byte {
	text := b.Marks.text()
	if b.Part > 0 {
		text += "#" + strconv.Itoa(b.Part)
	}
	for _, word := range strings.Fields(b.Words) {
		text += "*" + word
	}
	if b.Reason != "" {
		text += " " + b.Reason
	}
	data, _ := json.Marshal(text) // a string always can be
	return data
}

// MarksIn are the marks in a kept ballot, as text, valid as long as it is.
func MarksIn(kept []byte) []byte {
	if len(kept) < 2 {
		return nil
	}
	for i, c := range kept[1 : len(kept)-1] {
		if c == '#' || c == '*' || c == ' ' {
			return kept[1 : i+1]
		}
	}
	return kept[1 : len(kept)-1]
}

// PartIn is the number of the part in a kept ballot, 0 if it has none.
func PartIn(kept []byte) (part int) {
	at := len(MarksIn(kept)) + 1
	if at >= len(kept) || kept[at] != '#' {
		return 0 // what follows is a reason, which may begin with a number
	}
	for i := at + 1; i < len(kept) && kept[i] >= '0' && kept[i] <= '9'; i++ {
		part = part*10 + int(kept[i]-'0')
	}
	return part
}

// Open reads a kept ballot of a poll of n options.
func (b *Ballot) Open(kept []byte, n int) {
	var text string
	if err := json.Unmarshal(kept, &text); err != nil {
		panic(store.Damaged(BallotTable, b.Key(), err))
	}
	text, b.Reason, _ = strings.Cut(text, " ")
	text, words, _ := strings.Cut(text, "*")
	b.Words = strings.ReplaceAll(words, "*", " ")
	marks, part, _ := strings.Cut(text, "#")
	b.Part, _ = strconv.Atoi(part)
	var ok bool
	if b.Marks, ok = ReadMarks(marks, n); !ok {
		panic(store.Damaged(BallotTable, b.Key(), "no marks"))
	}
}

// Picked are the marks of options that are chosen, by their keys.
func (p *Poll) Picked(keys ...string) Marks {
	m := make(Marks, len(p.Options))
	for i, o := range p.Options {
		if slices.Contains(keys, o.Key) {
			m[i] = 1
		}
	}
	return m
}

// Keys are the options that have a mark, as the poll has them.
func (p *Poll) Keys(m Marks) []string {
	keys := []string{}
	for i := range m {
		if m[i] > 0 {
			keys = append(keys, p.Options[i].Key)
		}
	}
	return keys
}

// Key is the key of the option with a label.
func (p *Poll) Key(label string) string {
	for _, o := range p.Options {
		if o.Label == label {
			return o.Key
		}
	}
	return ""
}

// Index is where an option stands; -1 where there is none.
func (p *Poll) Index(key string) int {
	return slices.IndexFunc(p.Options, func(o Option) bool { return o.Key == key })
}

// Pressed is the ballot that one press on an option gives; nil where there is no
// such option.
func (p *Poll) Pressed(keys ...string) Marks {
	for _, key := range keys {
		if p.Label(key) == "" {
			return nil
		}
	}
	return p.Picked(keys...)
}

// Marks are what a ballot says: a number for each option, in the order of the
// poll's options; 0 is nothing. What the number means is the kind's: 1 is
// chosen, a place in an order (equals have the same), points, the number of a
// sign-up. So one ballot serves every kind of poll.
type Marks []int

// WordsIn are the voter's own words in a kept ballot: Chinese, letters and figures, which
// JSON writes as they are.
func WordsIn(kept []byte) string {
	text, _, _ := bytes.Cut(kept[1:len(kept)-1], []byte(" "))
	_, words, _ := bytes.Cut(text, []byte("*"))
	return strings.ReplaceAll(string(words), "*", " ")
}
