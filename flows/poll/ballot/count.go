package ballot

import (
	"slices"

	"yishi/flows/poll"
	"yishi/flows/tally"
	"yishi/store"
)

// pile is ballots that say the same.
type pile struct {
	marks poll.Marks
	count int
}

// piles puts the ballots of a poll together that say the same, in an order that
// does not depend on who voted when. It decodes each thing said once, not each
// ballot.
func piles(tx store.Reader, p poll.Poll) []pile {
	counts := map[string]*int{}
	from, to := store.Under(store.Key(p.ID))
	for _, ballot := range tx.Scan(poll.BallotTable, from, to) {
		marks := poll.MarksIn(ballot)
		if n := counts[string(marks)]; n != nil {
			*n++
		} else {
			one := 1
			counts[string(marks)] = &one
		}
	}
	texts := make([]string, 0, len(counts))
	for text := range counts {
		texts = append(texts, text)
	}
	slices.Sort(texts)
	list := make([]pile, len(texts))
	for i, text := range texts {
		m, ok := poll.ReadMarks(text, len(p.Options))
		if !ok {
			panic(store.Damaged(poll.BallotTable, p.ID, "no marks"))
		}
		list[i] = pile{m, *counts[text]}
	}
	return list
}

// tallied is piles by the options they mark.
func tallied(p poll.Poll, all []pile) []tally.Pile {
	list := make([]tally.Pile, len(all))
	for i, b := range all {
		list[i] = tally.Pile{Picks: p.Keys(b.marks), Count: b.count}
	}
	return list
}

// lots are the options that a count asks a lot for, as keys, each group once.
func lots(p poll.Poll, labels ...[]string) (lots [][]string) {
	for _, lot := range labels {
		var keys []string
		for _, o := range p.Options {
			if slices.Contains(lot, o.Label) {
				keys = append(keys, o.Key)
			}
		}
		if keys != nil && !slices.ContainsFunc(lots, func(l []string) bool { return slices.Equal(l, keys) }) {
			lots = append(lots, keys)
		}
	}
	return lots
}

// lotHow says step by step how the lot was drawn, so that anybody can draw again. what
// is the name that stands for each of those drawn among.
func lotHow(p poll.Poll, what string) []string {
	if p.Lot == nil {
		return []string{"抽签号：" + poll.Receipt(p.Seed) + "，算的时候不带短横：" + p.Seed}
	}
	return []string{
		"抽签是这样抽的：",
		"一、截止时票就封好了，名单的指纹当时就告诉了大家：" + p.Root,
		"二、" + p.DayWords() + "福彩3D的开奖号码是" + p.Lot.Number + "，两位工作人员各填了一遍，填的一样。",
		"三、指纹、一个空格、号码连在一起算SHA-256，就是抽签号：" + p.LotSeed(),
		"四、" + what + "用抽签号各算一个数（HMAC-SHA256），小的在前。",
		"您能核对：报纸上的号码对不对，截止时收到的指纹变没变。两样都对，就没有人动过手脚。要自己再抽一遍，打开结果的网页，点「核对这份名单」。",
	}
}

// tellLot says how the lot was drawn, in a count that is explained. What would hang on
// a lot that is still to be drawn is not explained before.
func tellLot(p poll.Poll, r *poll.Result, what string) {
	switch {
	case len(r.Lots) == 0:
	case p.LotSeed() == "":
		r.How = nil
	default:
		r.How = slices.Concat(r.How, []string{""}, lotHow(p, what))
	}
}

// lotWord says of an option what a lot had to do with it; "" where it had nothing to.
func lotWord(p poll.Poll, r poll.Result, key string) string {
	if !slices.ContainsFunc(r.Lots, func(lot []string) bool { return slices.Contains(lot, key) }) {
		return ""
	}
	switch {
	case p.Waits():
		return "等抽签"
	case slices.Contains(r.First, key):
		return "，抽签抽到的"
	}
	return "抽签没有抽到"
}
