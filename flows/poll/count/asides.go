package count

import (
	"fmt"
	"slices"

	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// asideLines are the ballots that were put aside, with rooms that only who lives
// there knows.
func asideLines(tx store.Reader, p poll.Poll) []string {
	aside, mended := poll.Overruled(tx, p.ID)
	var lines []string
	if len(aside) > 0 {
		lines = []string{fmt.Sprintf("同一套房重复的票，一共%d张没有算：", len(aside))}
	}
	for _, o := range aside {
		lines = append(lines, fmt.Sprintf("%s：%s算数，%s没有算。", voice.Masked(tx, p, o.Unit), o.Stands.Words(), o.Lost.Words()))
	}
	return append(lines, mendedLines(p, mended, func(unit string) string { return voice.Masked(tx, p, unit) })...)
}

// mendedLines are what the result says of papers that were put right or struck.
func mendedLines(p poll.Poll, mended []poll.Overrule, masked func(voice string) string) (lines []string) {
	if len(mended) == 0 {
		return nil
	}
	papers := slices.DeleteFunc(slices.Clone(mended), func(o poll.Overrule) bool { return o.Done == poll.Unlinked })
	if n := len(mended) - len(papers); n > 0 {
		lines = append(lines, fmt.Sprintf("不是住在那里的人投的、截止前划掉的票：%d张。", n))
	}
	if mended = papers; len(mended) == 0 {
		return lines
	}
	lines = append(lines, fmt.Sprintf("登记时写错、截止前改正的纸质票，一共%d张：", len(mended)))
	for _, o := range mended {
		lines = append(lines, masked(o.Unit)+"："+o.Words()+"。")
	}
	return lines
}

// boxMended are what the result says of what was put right at the box.
func boxMended(b voice.Box) (lines []string) {
	if b.Mended > 0 {
		lines = append(lines, fmt.Sprintf("票箱里的票登记时写错、截止前改正的：%d张。", b.Mended))
	}
	if b.Back > 0 {
		lines = append(lines, fmt.Sprintf("领票登记错了人、划掉的：%d张。", b.Back))
	}
	return lines
}

// paperLines are what the result says of papers: those put aside, with the building
// alone, and those of a secret poll that did not come back.
func paperLines(tx store.Reader, p poll.Poll) (lines []string) {
	if b := voice.BoxOf(tx, p.ID); b.Handed+b.Back > 0 {
		lines = append(lines, fmt.Sprintf("领出纸质票%d张，交回登记了%d张。", b.Handed, b.Entered))
		if n := b.Out(); n > 0 {
			lines = append(lines, fmt.Sprintf("领了纸质票没有交回：%d张。", n))
		}
		lines = append(lines, boxMended(b)...)
	}
	aside, mended := poll.Overruled(tx, p.ID)
	all := len(aside)
	aside = slices.DeleteFunc(aside, func(o poll.Overrule) bool { return o.Lost.Proxy })
	if n := all - len(aside); n > 0 {
		lines = append(lines, fmt.Sprintf("家里人代投了、本人后来自己投的：%d张，按本人的算。", n))
	}
	if len(aside) > 0 {
		lines = append(lines, fmt.Sprintf("重复的票，一共%d张没有算，先收到的算数：", len(aside)))
	}
	masked := func(of string) string { return voice.Masked(tx, p, of) }
	for _, o := range aside {
		lines = append(lines, fmt.Sprintf("%s：%s算数，后来的%s没有算。", masked(o.Unit), poll.VoterHand(o.Stands), poll.VoterHand(o.Lost)))
	}
	return append(lines, mendedLines(p, mended, masked)...)
}
