package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yishi/flows/tally"
	"yishi/flows/tally/ranking"
)

var rankedColumns = []column{{name: "ballot", chinese: "选票"}, {name: "count", chinese: "张数", optional: true}}

// Most that a file may stand for.
const (
	mostBallots = 1 << 40
	mostOptions = 1000
	mostMarks   = 64_000_000 // options times ballots that differ
)

// mark is what a ballot says of an option: its rank or its points.
type mark struct{ option, value uint16 }

// pile is ballots that are alike.
type pile struct {
	marks   []mark
	count   int
	doubled string // an option that is named twice, where that is the same as once
}

// box is ballots as they are read. Options get numbers when they are first named.
type box struct {
	options []string
	number  map[string]uint16
	closed  bool  // there are no other options
	read    int   // texts that were read
	named   []int // by option: which of them named it last
	piles   []pile
	alike   map[string]int // the pile of a ballot's text
	total   int
	sets    bool // naming an option twice is the same as once
	notes   faults
}

// syntax reads the text of one ballot and says for each option what it is given.
type syntax func(text string, give func(option string, value int) error) error

// Options are the names that ballots may name, or nil for all that they do.
type Options []string

// newBox is a box for ballots with options, if they are known.
func newBox(options Options) *box {
	b := &box{options: options, number: map[string]uint16{}, closed: options != nil, named: make([]int, len(options)), alike: map[string]int{}}
	for i, option := range options {
		b.number[narrow(option)] = uint16(i)
	}
	return b
}

// readAll reads ballots in the column ballot, one in a row, and perhaps count: how
// many are alike. The options come back as they were given, else in the order of
// their characters.
func (b *box) readAll(name string, data []byte, parse syntax) error {
	var bad faults
	err := open(data, rankedColumns, func(t *table, r row) {
		if why := b.put(t, r, parse); why != nil {
			bad.add(r.spot, "%s", why)
		}
	})
	if err == nil && len(b.piles)*len(b.options) > mostMarks {
		err = errors.New("选票和选项太多，数不过来：请分成几份")
	}
	if err != nil {
		return fmt.Errorf("%s：%w", name, err)
	}
	return bad.err(name)
}

func (b *box) put(t *table, r row, parse syntax) error {
	if err := t.wrong(r); err != nil {
		return err
	}
	n, err := count(t, r)
	if err != nil {
		return err
	}
	text := t.get(r, "ballot")
	at, known := b.alike[text]
	if !known {
		marks, doubled, err := b.marks(text, parse)
		if err != nil {
			return fmt.Errorf("选票「%s」%w", short(text), err)
		}
		at = len(b.piles)
		b.alike[text] = at
		b.piles = append(b.piles, pile{marks: marks, doubled: doubled})
	}
	if b.total += n; b.total > mostBallots {
		return fmt.Errorf("选票超过%d张", int64(mostBallots))
	}
	if twice := b.piles[at].doubled; twice != "" {
		b.notes.add(r.spot, "「%s」写了两次，算一次", twice)
	}
	b.piles[at].count += n
	return nil
}

// marks reads one ballot; nothing at all is a blank one.
func (b *box) marks(text string, parse syntax) (marks []mark, doubled string, err error) {
	if text == "" {
		return nil, "", nil
	}
	b.read++
	err = parse(ascii.Replace(text), func(option string, value int) error {
		number, err := b.option(strings.TrimSpace(option))
		if err != nil {
			return err
		}
		switch {
		case b.named[number] == b.read && b.sets:
			doubled = b.options[number]
			return nil
		case b.named[number] == b.read:
			return fmt.Errorf("把「%s」写了两次", b.options[number])
		}
		b.named[number] = b.read
		marks = append(marks, mark{number, uint16(value)})
		return nil
	})
	return marks, doubled, err
}

// short is the beginning of a text that is too long to be told.
func short(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

var ascii = strings.NewReplacer("＞", ">", "＝", "=", "；", ";", "：", ":")

func (b *box) option(name string) (uint16, error) {
	key := narrow(name)
	number, known := b.number[key]
	switch {
	case known:
		return number, nil
	case name == "":
		return 0, errors.New("有一项没有名字")
	case b.closed:
		return 0, fmt.Errorf("里的「%s」不在选项里", name)
	case len(b.options) == mostOptions:
		return 0, fmt.Errorf("写到了第%d个选项：最多%d个", mostOptions+1, mostOptions)
	}
	number = uint16(len(b.options))
	b.number[key] = number
	b.options, b.named = append(b.options, name), append(b.named, 0)
	return number, nil
}

func count(t *table, r row) (int, error) {
	if _, there := t.columns["count"]; !there {
		return 1, nil
	}
	cell := narrow(t.get(r, "count"))
	n, err := strconv.Atoi(cell)
	if err != nil || n < 1 || n > mostBallots || cell[0] == '+' {
		return 0, fmt.Errorf("张数「%s」看不懂：请写数字", cell)
	}
	return n, nil
}

// all is the options in their order, and what each pile says of them.
func (b *box) all() (options []string, values [][]uint16) {
	options = slices.Clone(b.options)
	if !b.closed {
		slices.Sort(options)
	}
	at := make([]int, len(options))
	for i, option := range options {
		at[b.number[narrow(option)]] = i
	}
	for _, p := range b.piles {
		row := make([]uint16, len(options))
		for _, m := range p.marks {
			row[at[m.option]] = m.value
		}
		values = append(values, row)
	}
	return options, values
}

// Rankings reads ballots that rank options: A>B=C>D, the best first, = between
// equals. What a ballot does not name it ranks behind all that it does.
func Rankings(name string, data []byte, options Options) ([]string, []ranking.Ballot, error) {
	b := newBox(options)
	err := b.readAll(name, data, func(text string, give func(string, int) error) error {
		rank := 0
		for class := range strings.SplitSeq(text, ">") {
			rank++
			for option := range strings.SplitSeq(class, "=") {
				if err := give(option, rank); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	all, ranks := b.all()
	list := make([]ranking.Ballot, len(b.piles))
	for i, p := range b.piles {
		list[i] = ranking.Ballot{Rank: ranks[i], Count: p.count}
	}
	return all, list, nil
}

// Approvals reads ballots that approve options: A;B, or nothing for none. What a
// ballot names twice it approves once, and the notes say so.
func Approvals(name string, data []byte, options Options) (all []string, list []tally.Approvals, notes []string, err error) {
	b := newBox(options)
	b.sets = true
	err = b.readAll(name, data, func(text string, give func(string, int) error) error {
		for option := range strings.SplitSeq(strings.ReplaceAll(text, "=", ";"), ";") {
			if err := give(option, 1); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, nil, err
	}
	all, values := b.all()
	list = make([]tally.Approvals, len(b.piles))
	for i, p := range b.piles {
		list[i].Count = p.count
		for o, approved := range values[i] {
			if approved > 0 {
				list[i].Picks = append(list[i].Picks, o)
			}
		}
	}
	return all, list, b.notes.told(), nil
}

// Scores reads ballots that give options points: A:5;B:3, from 1 to most.
func Scores(name string, data []byte, options Options, most int) ([]string, []tally.Scores, error) {
	b := newBox(options)
	err := b.readAll(name, data, func(text string, give func(string, int) error) error {
		for given := range strings.SplitSeq(text, ";") {
			option, points, err := points(given, most)
			if err == nil {
				err = give(option, points)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	all, values := b.all()
	list := make([]tally.Scores, len(b.piles))
	for i, p := range b.piles {
		list[i] = tally.Scores{Points: make([]int, len(all)), Count: p.count}
		for o, points := range values[i] {
			list[i].Points[o] = int(points)
		}
	}
	return all, list, nil
}

func points(given string, most int) (option string, n int, err error) {
	i := strings.LastIndexAny(given, ":=")
	if i < 0 {
		return "", 0, errors.New("没有写分数：请写成 A:5;B:3")
	}
	digits := narrow(given[i+1:])
	n, err = strconv.Atoi(digits)
	if err != nil || n < 1 || n > most || digits[0] == '+' {
		return "", 0, fmt.Errorf("里的分数「%s」不对：请写1到%d的整数", digits, most)
	}
	return given[:i], n, nil
}
