package ballot

import (
	"slices"

	"yishi/flows/poll"
	"yishi/flows/poll/tally/ranking"
)

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
