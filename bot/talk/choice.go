package talk

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
)

// Opt is one thing to choose. Key goes into the journal and into a button's
// token: short, and the same for the same thing however the list changes.
type Opt struct {
	Key   string `json:"k"`
	Label string `json:"l"`
	Wide  bool   `json:"w,omitempty"`
	Tap   bool   `json:"t,omitempty"` // only for real buttons, see bot.Button
}

// Choice asks for one of opts and returns its key.
func (c *Conv) Choice(name, text string, opts ...Opt) string {
	labels := labelsOf(opts)
	return ask(c, question[string]{
		name: name, text: func() string { return text }, opts: opts, voice: true, digits: slices.Contains(labels, "0"),
		hint: numbersHint(len(opts)),
		words: func(s string) (string, error) {
			i, ok := answer.Pick(s, labels)
			if !ok {
				return "", errWrong
			}
			return opts[i].Key, nil
		},
		press: func(key string) (string, error) { return pressed(opts, key) },
	})
}

// Confirm asks for yes or no.
func (c *Conv) Confirm(name, format string, args ...any) bool {
	opts := []Opt{{Key: "y", Label: "是"}, {Key: "n", Label: "否"}}
	return ask(c, question[bool]{
		name: name, text: lazy(format, args), opts: opts, voice: true,
		hint: "请回复 1（是）或 2（否）。",
		words: func(s string) (bool, error) {
			if i, ok := answer.Pick(s, []string{"是", "否"}); ok {
				return i == 0, nil
			}
			if yes, ok := answer.Yes(s); ok {
				return yes, nil
			}
			return false, errWrong
		},
		press: func(key string) (bool, error) { return key == "y", nil },
	})
}

// Choices asks for several of opts, at least least and at most most, and returns
// their keys in the order of opts. On channels with buttons each press adds or
// takes away one, and 选好了 ends it; typing "1 3" does it at once.
func (c *Conv) Choices(name, text string, least, most int, opts ...Opt) []string {
	labels := labelsOf(opts)
	mark := c.upcoming(name) + tickMark
	took := c.ticked(mark, opts)
	shown := ticks(opts, took)
	q := question[[]string]{
		name: name, opts: shown, voice: true,
		text: func() string { return text },
		hint: fmt.Sprintf("可以选%s，比如回复「1 3」。", rangeWords(least, most)),
		words: func(s string) ([]string, error) {
			picks, ok := answer.PickMany(s, labels)
			switch {
			case wording.Fold(s) == doneLabel, !ok && answer.Word(s) == answer.Done:
				return checkCount(took, least, most)
			case !ok:
				return nil, errWrong
			}
			return checkCount(keysAt(opts, picks), least, most)
		},
	}
	q.press = func(key string) ([]string, error) {
		if key == doneKey {
			return checkCount(took, least, most)
		}
		if _, err := pressed(opts, key); err != nil {
			return nil, err
		}
		c.tick(mark, toggle(took, key))
		return nil, errAsk
	}
	answer := ask(c, q)
	return inOrder(opts, answer)
}

const (
	doneKey   = "ok"
	doneLabel = "选好了"
	tickMark  = "+" // follows the name of a question whose presses are being collected
)

// ticked are the keys pressed so far; they wait in the journal under a name of
// their own until 选好了 makes them the answer.
func (c *Conv) ticked(mark string, opts []Opt) []string {
	took, _ := recall[[]string](c, mark)
	return inOrder(opts, took)
}

func (c *Conv) tick(mark string, keys []string) {
	c.accept(mark, looked, keys)
	c.again()
}

func ticks(opts []Opt, took []string) []Opt {
	shown := make([]Opt, 0, len(opts)+1)
	for _, o := range opts {
		if slices.Contains(took, o.Key) {
			o.Label = "✔ " + o.Label
		}
		shown = append(shown, o)
	}
	return append(shown, Opt{Key: doneKey, Label: doneLabel, Wide: true, Tap: true})
}

func toggle(keys []string, key string) []string {
	if i := slices.Index(keys, key); i >= 0 {
		return slices.Delete(slices.Clone(keys), i, i+1)
	}
	return append(slices.Clone(keys), key)
}

func checkCount(keys []string, least, most int) ([]string, error) {
	if len(keys) < least || len(keys) > most {
		return nil, bot.Refuse("您选了%d项。可以选%s。", len(keys), rangeWords(least, most))
	}
	return keys, nil
}

func rangeWords(least, most int) string {
	if least == most {
		return fmt.Sprintf("%d项", most)
	}
	return fmt.Sprintf("%d到%d项", least, most)
}

func inOrder(opts []Opt, keys []string) []string {
	var in []string
	for _, o := range opts {
		if slices.Contains(keys, o.Key) {
			in = append(in, o.Key)
		}
	}
	return in
}

func pressed(opts []Opt, key string) (string, error) {
	if slices.ContainsFunc(opts, func(o Opt) bool { return o.Key == key }) {
		return key, nil
	}
	return "", bot.Refuse("这一项现在没有了，请再选一次。")
}

func labelsOf(opts []Opt) []string {
	labels := make([]string, len(opts))
	for i, o := range opts {
		labels[i] = o.Label
	}
	return labels
}

func keysAt(opts []Opt, picks []int) []string {
	keys := make([]string, len(picks))
	for i, p := range picks {
		keys[i] = opts[p].Key
	}
	return keys
}

func numbersHint(n int) string {
	if n == 1 {
		return "请回复 1。"
	}
	return fmt.Sprintf("请回复数字 1 到 %d。", n)
}

func picksOnly(s string, opts []Opt) bool {
	_, ok := answer.Pick(s, labelsOf(opts))
	return ok
}
