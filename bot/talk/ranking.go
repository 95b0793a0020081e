package talk

import (
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk/replay"
)

// Ranking asks to put opts in order, best first, and returns their keys: groups
// of equals in order. Those left out are behind all others, equal among
// themselves. Typed it is "2 1 3", or "2 1=3" where two are equal; where there
// are buttons each press takes the next place, and 选好了 ends it. Each are told
// their own way.
func (c *Conv) Ranking(name, text string, opts ...Opt) [][]string {
	labels := replay.Labels(opts)
	mark := replay.Upcoming(c.Conv, name) + replay.Mark
	took, _ := replay.Recall[[]string](c.Conv, mark)
	done := func() ([][]string, error) {
		if len(took) == 0 {
			return nil, bot.Refuse("请至少排一项。")
		}
		return apart(took), nil
	}
	return replay.Ask(c.Conv, replay.Question[[][]string]{
		Name: name, Voice: true, Opts: placed(opts, took),
		Text:  func() string { return text + rankPressed + numbered(labels) },
		Typed: func() string { return text + rankTyped + numbered(labels) },
		Hint:  "请把最想要的数字写在最前面，比如「2 1 3」。",
		Words: func(s string) ([][]string, error) {
			if groups, ok := equals(s, labels); ok {
				return groupsAt(opts, groups), nil
			}
			if wording.Fold(s) == doneLabel || answer.Word(s) == answer.Done {
				return done()
			}
			return nil, replay.ErrWrong
		},
		Press: func(key string) ([][]string, error) {
			if key == doneKey {
				return done()
			}
			if key == anewKey {
				c.tick(mark, nil)
			}
			if _, err := pressed(opts, key); err != nil {
				return nil, err
			}
			c.tick(mark, toggle(took, key))
			return nil, replay.ErrAsk
		},
	})
}

// How to put in order, for those who press and for those who type.
const (
	rankPressed = "\n按想要的先后一个一个点，没点的排在最后。\n"
	rankTyped   = "\n把数字按先后写出来，比如「2 1 3」。没写的排在最后。\n"
	rankAnew    = "重新排"
)

// equals reads an order in which = joins equals.
func equals(s string, labels []string) (groups [][]int, ok bool) {
	seen := map[int]bool{}
	for i, part := range strings.Split(strings.ReplaceAll(s, "＝", "="), "=") {
		order, ok := answer.Rank(part, labels)
		if !ok || len(order) == 0 {
			return nil, false
		}
		for j, at := range order {
			if seen[at] {
				return nil, false
			}
			seen[at] = true
			if i > 0 && j == 0 {
				groups[len(groups)-1] = append(groups[len(groups)-1], at)
			} else {
				groups = append(groups, []int{at})
			}
		}
	}
	return groups, true
}

func groupsAt(opts []Opt, groups [][]int) [][]string {
	keys := make([][]string, len(groups))
	for i, group := range groups {
		keys[i] = keysAt(opts, group)
	}
	return keys
}

func apart(keys []string) [][]string {
	groups := make([][]string, len(keys))
	for i, key := range keys {
		groups[i] = []string{key}
	}
	return groups
}

// placed shows the place of each that was pressed.
func placed(opts []Opt, took []string) []Opt {
	shown := make([]Opt, 0, len(opts)+1)
	for _, o := range opts {
		if at := slices.Index(took, o.Key); at >= 0 {
			o.Label = "第" + strconv.Itoa(at+1) + " " + o.Label
		}
		o.Tap = true
		shown = append(shown, o)
	}
	shown = append(shown, Opt{Key: doneKey, Label: doneLabel, Wide: true, Tap: true})
	if len(took) > 0 {
		shown = append(shown, Opt{Key: anewKey, Label: rankAnew, Tap: true})
	}
	return shown
}

func numbered(labels []string) string {
	var b strings.Builder
	for i, l := range labels {
		b.WriteString(strconv.Itoa(i+1) + " " + l + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
