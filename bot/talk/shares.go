package talk

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk/replay"
)

// Shares asks to share points among opts and returns as many for each; not all of
// them need be given. Typed it is "1给5分，3给5分" and whatever else people write;
// where there are buttons each press gives some, and 分好了 ends it. titles are the
// opts as they are shown, with what goes along with them; before is what was given
// earlier, and stands until it is changed. Whoever leaves some is asked once.
func (c *Conv) Shares(name, text string, total int, before []int, titles []string, opts ...Opt) []int {
	mark := replay.Upcoming(c.Conv, name) + replay.Mark
	all := c.shares(name, text, total, before, titles, opts)
	if left := total - sumOf(all); left > 0 && !c.Confirm(name+"left", "还有%d分没用，就这样吗？", left) {
		replay.Forget(c.Conv, name)
		replay.Forget(c.Conv, name+"left")
		replay.Note(c.Conv, mark, all)
		replay.Again(c.Conv)
	}
	return all
}

func (c *Conv) shares(name, text string, total int, before []int, titles []string, opts []Opt) []int {
	labels := replay.Labels(opts)
	mark := replay.Upcoming(c.Conv, name) + replay.Mark
	given, begun := replay.Recall[[]int](c.Conv, mark)
	if !begun {
		given = before
	}
	if len(given) != len(opts) {
		given = make([]int, len(opts))
	}
	return replay.Ask(c.Conv, replay.Question[[]int]{
		Name: name, Voice: true, Opts: portions(opts, given),
		Text:  func() string { return text + "\n" + marked(titles, given, number) + "\n\n" + leftWords(total, given) },
		Typed: func() string { return text + "\n" + marked(titles, given, number) + "\n\n" + typedWords(total, given) },
		Hint:  fmt.Sprintf("请写给哪一项几分，比如「%s」。也可以按顺序写%d个数字，不想给的写0。", sharedLike(total, len(opts)), len(opts)),
		Words: func(s string) ([]int, error) {
			if wording.Fold(s) == sharedLabel || answer.Word(s) == answer.Done {
				return checkShares(given, total)
			}
			shares, ok := answer.Share(s, labels, total)
			if !ok {
				return nil, replay.ErrWrong
			}
			return checkShares(shares, total)
		},
		Press: func(key string) ([]int, error) {
			if key == doneKey {
				return checkShares(given, total)
			}
			more, err := portion(opts, given, key, total)
			if err != nil {
				return nil, err
			}
			replay.Note(c.Conv, mark, more)
			replay.Again(c.Conv)
			return nil, replay.ErrAsk
		},
		Fits: func(all []int) bool { return len(all) == len(opts) },
	})
}

const (
	sharedLabel = "分好了"
	anewLabel   = "重新分"
	anewKey     = "-"
)

// portions are the buttons: one for each, and those that end or begin anew.
func portions(opts []Opt, given []int) []Opt {
	shown := make([]Opt, 0, len(opts)+2)
	for i, o := range opts {
		if given[i] > 0 {
			o.Label += fmt.Sprintf(" %d分", given[i])
		}
		o.Tap = true
		shown = append(shown, o)
	}
	if sumOf(given) > 0 {
		shown = append(shown, Opt{Key: doneKey, Label: sharedLabel, Wide: true, Tap: true}, Opt{Key: anewKey, Label: anewLabel, Tap: true})
	}
	return shown
}

// portion is what a press makes of what was given: a tenth of the total more.
func portion(opts []Opt, given []int, key string, total int) ([]int, error) {
	more := append([]int(nil), given...)
	left := total - sumOf(given)
	for i, o := range opts {
		switch {
		case key == anewKey:
			more[i] = 0
		case o.Key == key && left == 0:
			return nil, bot.Refuse("%d分都给完了。按「%s」就投出去，按「%s」再来一次。", total, sharedLabel, anewLabel)
		case o.Key == key:
			more[i] += min(left, max(1, total/10))
			return more, nil
		}
	}
	if key != anewKey {
		_, err := pressed(opts, key)
		return nil, err
	}
	return more, nil
}

func checkShares(given []int, total int) ([]int, error) {
	switch sum := sumOf(given); {
	case sum > total:
		return nil, bot.Refuse("您给了%d分，一共只有%d分，请再分一次。", sum, total)
	case sum == 0:
		return nil, bot.Refuse("请至少给一项分。")
	}
	return given, nil
}

// leftWords says what there is to give, or how much of it is left.
func leftWords(total int, given []int) string {
	left := total - sumOf(given)
	switch left {
	case total:
		return fmt.Sprintf("一共%d分，分给想要的项目，比如「%s」。", total, sharedLike(total, len(given)))
	case 0:
		return fmt.Sprintf("%d分都给完了，按「%s」就投出去。", total, sharedLabel)
	}
	return fmt.Sprintf("还剩%d分，接着按；够了就按「%s」。", left, sharedLabel)
}

// typedWords is leftWords for those who type: they write all anew.
func typedWords(total int, given []int) string {
	if sumOf(given) == 0 {
		return leftWords(total, given)
	}
	return fmt.Sprintf("一共%d分。要改就重新写，比如「%s」；不改就回复「%s」。", total, sharedLike(total, len(given)), sharedLabel)
}

// sharedLike is an example with things that are there: 1给5分，3给5分.
func sharedLike(total, n int) string {
	return fmt.Sprintf("1给%d分，%d给%d分", total-total/2, min(3, n), total/2)
}

func sumOf(given []int) (sum int) {
	for _, n := range given {
		sum += n
	}
	return sum
}
