package ranking

import (
	"fmt"
	"math/big"
	"strings"
)

// Explain says in Chinese how the count went, a line or two for each round.
func (r Runoff) Explain() []string {
	lines := []string{fmt.Sprintf("逐轮淘汰，共 %d 张选票", r.Ballots)}
	for i, round := range r.Rounds {
		var votes []string
		for _, v := range round.Votes {
			votes = append(votes, fmt.Sprintf("%s %s/%s（%s）", v.Option, short(v.Votes), short(round.Live), ratPercent(v.Votes, round.Live)))
		}
		lines = append(lines, fmt.Sprintf("第 %d 轮：%s%s", i+1, strings.Join(votes, "，"), exhausted(round.Exhausted)), "  "+round.outcome())
	}
	if r.Winner == "" {
		return append(lines, "没有有效的排序，没有结果")
	}
	if r.Even != nil {
		return append(lines, strings.Join(r.Even, "、")+" 谁胜出要看抽签，抽签抽到："+r.Winner)
	}
	return append(lines, "胜出："+r.Winner)
}

func exhausted(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("；%d 张没有再排别的，不再计算", n)
}

func (r RunoffRound) outcome() string {
	switch {
	case r.Winner != "":
		return r.Winner + " 超过半数，胜出"
	case len(r.Lot) > 0:
		return fmt.Sprintf("%s 并列最少，按种子抽签，淘汰 %s，它的票转给下一个选择", strings.Join(r.Lot, "、"), r.Out[0])
	case len(r.Out) > 1:
		return strings.Join(r.Out, "、") + " 没有票，一起淘汰"
	}
	return fmt.Sprintf("没有一项过半，%s 最少，淘汰，它的票转给下一个选择", r.Out[0])
}

// ratPercent is part of whole in per cent to one place, for showing only.
func ratPercent(part, whole *big.Rat) string {
	share := new(big.Rat).Quo(part, whole)
	return share.Mul(share, big.NewRat(100, 1)).FloatString(1) + "%"
}

// Explain says in Chinese who won and against whom by how much.
func (p Pairwise) Explain() []string {
	lines := []string{fmt.Sprintf("两两比较（舒尔茨法，以胜方票数为强度），共 %d 张选票", p.Ballots)}
	switch {
	case p.Winner == "":
		return append(lines, "没有有效的排序，没有结果")
	case p.Condorcet:
		lines = append(lines, p.Winner+" 与其他每一项单独比较都胜")
	case len(p.Unbeaten) > 1:
		lines = append(lines, strings.Join(p.Unbeaten, "、")+" 不分上下，按种子抽签定先后")
	default:
		lines = append(lines, "没有一项与其他各项比较都胜，按最强的取胜链条定胜负")
	}
	for _, d := range p.Duels(p.Winner) {
		lines = append(lines, fmt.Sprintf("  %s 比 %s：%d 票对 %d 票；链条强度 %d 对 %d", d.Winner, d.Loser, d.For, d.Against, d.Chain, d.Back))
	}
	lines = append(lines, "先后："+p.Places())
	if p.Even() != nil {
		return append(lines, "并列第一，抽签抽到："+p.Winner)
	}
	return append(lines, "胜出："+p.Winner)
}

// Places is the order in words, best first; who is even stands together.
func (p *Pairwise) Places() string {
	tiers := make([]string, len(p.Tiers))
	for i, tier := range p.Tiers {
		tiers[i] = strings.Join(tier, "和")
		if len(tier) > 1 {
			tiers[i] += "（并列）"
		}
	}
	return strings.Join(tiers, "、")
}

// Duel is an option against another.
type Duel struct {
	Winner  string `json:"option"`
	Loser   string `json:"against"`
	For     int    `json:"votes"`
	Against int    `json:"votes_against"`
	Chain   int    `json:"strength"`
	Back    int    `json:"strength_back"`
}

// Duels are an option against each of the others, in the final order.
func (p Pairwise) Duels(option string) (duels []Duel) {
	at := map[string]int{}
	for i, o := range p.Options {
		at[o] = i
	}
	a := at[option]
	for _, other := range p.Order {
		if b := at[other]; other != option {
			duels = append(duels, Duel{option, other, p.Prefer[a][b], p.Prefer[b][a], p.Strength[a][b], p.Strength[b][a]})
		}
	}
	return duels
}
