package talk

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk/replay"
)

// Scores asks for 1 (worst) to most for each of several items and returns a
// number for each; 0 is none. All of them can be written at once, "4 5 3"; one
// number, or a press, is for the item whose turn it is.
func (c *Conv) Scores(name, text string, most int, items ...string) []int {
	mark := replay.Upcoming(c.Conv, name) + replay.Mark
	given, _ := replay.Recall[[]int](c.Conv, mark)
	if len(given) >= len(items) {
		given = nil
	}
	next := func(n int) ([]int, error) {
		given = append(given, n)
		if len(given) == len(items) {
			return scored(given)
		}
		replay.Note(c.Conv, mark, given)
		replay.Again(c.Conv)
		return nil, replay.ErrAsk
	}
	return replay.Ask(c.Conv, replay.Question[[]int]{
		Name: name, Voice: true, Digits: true, Opts: steps(most),
		Text: func() string { return text + "\n" + marked(items, given, dot) + "\n\n" + turn(items, given, most) },
		Hint: fmt.Sprintf("请回复 1 到 %d 的数字，不想打分的写 0。", most),
		Words: func(s string) ([]int, error) {
			if all, ok := row(s, most, len(items)); ok {
				return scored(all)
			}
			if n, ok := answer.Score(s, most); ok {
				return next(n)
			}
			if t := wording.Fold(s); t == "0" || t == skipLabel {
				return next(0)
			}
			return nil, replay.ErrWrong
		},
		Press: func(key string) ([]int, error) {
			n, err := strconv.Atoi(key)
			if err != nil || n < 0 || n > most {
				return nil, replay.ErrWrong
			}
			return next(n)
		},
		Fits: func(all []int) bool { return len(all) == len(items) },
	})
}

const skipLabel = "跳过"

// steps are the buttons of one item.
func steps(most int) []Opt {
	opts := make([]Opt, 0, most+1)
	for n := 1; n <= most; n++ {
		opts = append(opts, Opt{Key: strconv.Itoa(n), Label: fmt.Sprintf("%d分", n), Tap: true})
	}
	return append(opts, Opt{Key: "0", Label: skipLabel, Wide: true, Tap: true})
}

func scored(all []int) ([]int, error) {
	for _, n := range all {
		if n > 0 {
			return all, nil
		}
	}
	return nil, bot.Refuse("请至少给一项打分。")
}

// row reads a number for each of n items: "4 5 3", "4、5、3", and "453" where
// each has one digit.
func row(s string, most, n int) ([]int, bool) {
	words := strings.FieldsFunc(wording.Fold(s), func(r rune) bool { return strings.ContainsRune(" ,、;。.分", r) })
	if len(words) == 1 && n > 1 && most < 10 && len(words[0]) == n {
		words = strings.Split(words[0], "")
	}
	if len(words) != n || n < 2 {
		return nil, false
	}
	all := make([]int, n)
	for i, w := range words {
		number, ok := answer.Number(w)
		if !ok || number < 0 || number > most {
			return nil, false
		}
		all[i] = number
	}
	return all, true
}

// dot stands before what is to have no number: who sees one answers with it.
func dot(int) string { return "· " }

func number(i int) string { return strconv.Itoa(i+1) + " " }

// marked lists the items with the points they were given.
func marked(items []string, given []int, head func(int) string) string {
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = head(i) + item
		if i < len(given) && given[i] > 0 {
			lines[i] += "　" + strconv.Itoa(given[i]) + "分"
		}
	}
	return strings.Join(lines, "\n")
}

// turn says whose turn it is, what the numbers mean, and how to write all of them at once.
func turn(items []string, given []int, most int) string {
	words := fmt.Sprintf("给「%s」打几分？1最差，%d最好，不想打回0。", items[len(given)], most)
	if n := len(items); n > 1 && len(given) == 0 {
		words += fmt.Sprintf("\n一次写完也行：回复%d个数字，比如「%s」。", n, strings.TrimSpace(strings.Repeat("4 5 3 ", n/3+1)[:2*n]))
	}
	return words
}
