package ballot

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/flows/tally/ranking"
	"yishi/store"
)

// order is a ballot that puts options in an order; equals have the same mark.
type order struct{ base }

func (k order) do() string  { return "排个先后，最想要的排在最前面。" }
func (k order) ask() string { return "请" + k.do() }
func (k order) paper() string {
	return "排个先后：最想要的，在方框里写1，往下写2、3。"
}

func (k order) choose(c *talk.Conv, text string, _ poll.Marks) (m poll.Marks, keep bool) {
	m = make(poll.Marks, len(k.Options))
	for place, group := range c.Ranking("order", text, k.opts()...) {
		for i, o := range k.Options {
			if slices.Contains(group, o.Key) {
				m[i] = place + 1
			}
		}
	}
	return m, false
}

func (k order) put(c *talk.Conv) {
	k.Options = poll.Options(askLabels(c, "排哪些？一次写完，用顿号隔开，比如「东门路面、凉亭、停车棚」。"))
	k.Min, k.Max = 1, len(k.Options)
}

// check closes the gaps of an order: 1, 3, 3 is 1, 2, 2.
func (k order) check(m poll.Marks) (poll.Marks, error) {
	places := slices.DeleteFunc(slices.Sorted(slices.Values(m)), func(mark int) bool { return mark == 0 })
	places = slices.Compact(places)
	if len(places) == 0 {
		return nil, bot.Refuse("请至少排一项。")
	}
	for i, mark := range m {
		if mark > 0 {
			m[i] = slices.Index(places, mark) + 1
		}
	}
	return m, nil
}

// inOrder are the options that have a mark, the lowest first.
func (k order) inOrder(m poll.Marks) []string {
	keys := k.Keys(m)
	slices.SortStableFunc(keys, func(a, b string) int { return m[k.Index(a)] - m[k.Index(b)] })
	return keys
}

// says writes an order: 1「书法」2「太极」「摄影」.
func (k order) says(m poll.Marks) string {
	text, last := "排的先后是", 0
	for _, key := range k.inOrder(m) {
		i := k.Index(key)
		if m[i] != last {
			last = m[i]
			text += fmt.Sprint(last)
		}
		text += "「" + k.Options[i].Label + "」"
	}
	return text
}

// count counts in two ways.
func (k order) count(_ store.Reader, r *poll.Result, all []pile) {
	ballots := make([]ranking.Ballot, len(all))
	for i, b := range all {
		ballots[i] = ranking.Ballot{Rank: make([]uint16, len(b.marks)), Count: b.count}
		for o, mark := range b.marks {
			ballots[i].Rank[o] = uint16(mark)
		}
	}
	if r.Took == 0 {
		r.Decision = tally.Nobody
		return
	}
	runoff := ranking.InstantRunoff(k.OptionLabels(), ballots, k.LotSeed())
	pairs := ranking.Schulze(k.OptionLabels(), ballots, k.LotSeed())
	if runoff.Winner == "" {
		r.Decision, r.First = tally.Nobody, nil
		return
	}
	r.Lots = lots(*k.Poll, runoff.Even, pairs.Even())
	r.Verdict = orderVerdict(*k.Poll, runoff, pairs)
	r.Lines = []string{"从前到后：" + pairs.Places()}
	r.How = slices.Concat(runoff.Explain(), []string{""}, pairs.Explain())
	tellLot(*k.Poll, r, "每一项的名字")
}

func (k order) listed() proof.Kind { return proof.Ranking }

// published writes an order, equals with "=".
func (k order) published(m poll.Marks) string {
	var b strings.Builder
	keys := k.inOrder(m)
	for i, key := range keys {
		if i > 0 && m[k.Index(keys[i-1])] == m[k.Index(key)] {
			b.WriteByte('=')
		} else if i > 0 {
			b.WriteByte('>')
		}
		b.WriteString(key)
	}
	return b.String()
}

// evenWords name options that are even: 「东门」「西门」不分上下.
func evenWords(labels []string) string { return poll.Quoted(labels) + "不分上下" }

// orderVerdict says who is first of an order by both ways of counting, and what the lot
// had to do with it.
func orderVerdict(p poll.Poll, runoff ranking.Runoff, pairs ranking.Pairwise) string {
	rounds, duels := first(runoff.Even, runoff.Winner), first(pairs.Even(), pairs.Winner)
	words := "逐轮淘汰，" + wins(rounds) + "。两两比较，" + wins(duels) + "。"
	switch same := slices.Equal(rounds, duels); {
	case same && len(rounds) == 1:
		return "排在最前的是" + poll.Quoted(rounds) + "，换一种算法也一样。"
	case same:
		words = evenWords(rounds) + "，并列第一。"
	}
	switch {
	case len(rounds) == 1 && len(duels) == 1:
		return words
	case p.LotSeed() == "":
		return words + "谁在前，要抽签。"
	case runoff.Winner == pairs.Winner:
		return words + "抽签抽到「" + runoff.Winner + "」。"
	}
	return words + "抽签以后，逐轮淘汰胜出的是「" + runoff.Winner + "」，两两比较在最前的是「" + pairs.Winner + "」。"
}

func first(even []string, winner string) []string {
	if even == nil {
		return []string{winner}
	}
	return even
}

func wins(labels []string) string {
	if len(labels) == 1 {
		return "胜出的是" + poll.Quoted(labels)
	}
	return evenWords(labels)
}
