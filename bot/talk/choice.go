package talk

import (
	"fmt"
	"slices"
	"strconv"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk/replay"
)

// Choice asks for one of opts and returns its key.
func (c *Conv) Choice(name, text string, opts ...Opt) string {
	labels := replay.Labels(opts)
	return replay.Ask(c.Conv, replay.Question[string]{
		Name: name, Text: func() string { return text }, Opts: opts, Voice: true, Digits: slices.Contains(labels, "0"),
		Hint: numbersHint(len(opts)),
		Words: func(s string) (string, error) {
			i, ok := answer.Pick(s, labels)
			if !ok {
				return "", replay.ErrWrong
			}
			return opts[i].Key, nil
		},
		Press: func(key string) (string, error) { return pressed(opts, key) },
	})
}

// Confirm asks for yes or no.
func (c *Conv) Confirm(name, format string, args ...any) bool {
	opts := []Opt{{Key: "y", Label: "是"}, {Key: "n", Label: "否"}}
	return replay.Ask(c.Conv, replay.Question[bool]{
		Name: name, Text: lazy(format, args), Opts: opts, Voice: true,
		Hint: "请回复 1（是）或 2（否）。",
		Words: func(s string) (bool, error) {
			if i, ok := answer.Pick(s, []string{"是", "否"}); ok {
				return i == 0, nil
			}
			if yes, ok := answer.Yes(s); ok {
				return yes, nil
			}
			return false, replay.ErrWrong
		},
		Press: func(key string) (bool, error) { return key == "y", nil },
	})
}

// Choices asks for several of opts, at least least and at most most, and returns
// their keys in the order of opts. On channels with buttons each press adds or
// takes away one, and 选好了 ends it; typing "1 3" does it at once.
func (c *Conv) Choices(name, text string, least, most int, opts ...Opt) []string {
	labels := replay.Labels(opts)
	mark := replay.Upcoming(c.Conv, name) + replay.Mark
	took := c.ticked(mark, opts)
	shown := ticks(opts, took)
	q := replay.Question[[]string]{
		Name: name, Opts: shown, Voice: true,
		Text: func() string { return text },
		Hint: fmt.Sprintf("可以选%s，比如回复「1 3」。", rangeWords(least, most)),
		Words: func(s string) ([]string, error) {
			picks, ok := answer.PickMany(s, labels)
			switch {
			case wording.Fold(s) == doneLabel, !ok && answer.Word(s) == answer.Done:
				return checkCount(took, least, most)
			case !ok:
				return nil, replay.ErrWrong
			}
			return checkCount(keysAt(opts, picks), least, most)
		},
	}
	q.Press = func(key string) ([]string, error) {
		if key == doneKey {
			return checkCount(took, least, most)
		}
		if _, err := pressed(opts, key); err != nil {
			return nil, err
		}
		c.tick(mark, toggle(took, key))
		return nil, replay.ErrAsk
	}
	answer := replay.Ask(c.Conv, q)
	return inOrder(opts, answer)
}

const (
	doneKey   = "ok"
	doneLabel = "选好了"
)

// ticked are the keys pressed so far; they wait in the journal under a name of
// their own until 选好了 makes them the answer.
func (c *Conv) ticked(mark string, opts []Opt) []string {
	took, _ := replay.Recall[[]string](c.Conv, mark)
	return inOrder(opts, took)
}

func (c *Conv) tick(mark string, keys []string) {
	replay.Note(c.Conv, mark, keys)
	replay.Again(c.Conv)
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

// without reports whether words go without an answer: they pick the one choice there is,
// or pass over the question.
func without(s string, opts []Opt) bool {
	_, ok := answer.Pick(s, replay.Labels(opts))
	return ok || answer.Skips(s)
}

// mostNamed is how many of a list are offered at once.
const mostNamed = 9

// OneOf asks which of several it is, as they are called, and returns its place among them;
// of one it asks nothing.
func OneOf[T any](c *Conv, name, text string, list []T, called func(T) string) int {
	if len(list) == 1 {
		return 0
	}
	var opts []Opt
	for i, one := range list[:min(len(list), mostNamed)] {
		opts = append(opts, Opt{Key: strconv.Itoa(i), Label: called(one), Wide: true})
	}
	key := c.Choice(name, text, opts...)
	return max(0, slices.IndexFunc(opts, func(o Opt) bool { return o.Key == key }))
}
