package tell

import (
	"fmt"
	"strings"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// ResultText is the result as everybody is told it.
func ResultText(tx store.Reader, p poll.Poll) string {
	text := of(p).result(tx)
	if p.Root != "" {
		text += of(p).list()
	}
	return text
}

// list leads to the list of ballots, and to what it can be told by.
func (e people) list() string { return "\n\n" + listWords(e.Poll) + "核对用：名单 " + e.Root }

func listWords(p poll.Poll) string {
	again := map[bool]string{true: "抽", false: "数"}[p.Drawn]
	return "每一张票都公布，不写名字，谁都能自己再" + again + "一遍。\n"
}

func (e people) result(tx store.Reader) string {
	p, r := e.Poll, e.Result
	text := "【" + p.What() + Heading(p) + "】" + p.Question + "\n\n" + verdict(p) + "\n"
	if s := p.Info().Shape; s == poll.Picks && r.Took > 0 {
		text += rowWords(p)
	}
	if len(r.Lines) > 0 && p.Info().Shape == poll.Picks {
		text += "\n"
	}
	if len(r.Lines) > 0 {
		text += "\n" + strings.Join(r.Lines, "\n")
	}
	if words := LotWords(p); words != "" {
		text += "\n\n" + words
	}
	if len(r.How) > 0 {
		text += fmt.Sprintf("\n\n一步一步怎么算的，回复「怎么算的%d」。", p.No)
	}
	if p.Info().Shape == poll.Queue {
		return text
	}
	text += "\n\n" + tookWords(p, whoAll(tx, p))
	if r.Late > 0 {
		text += fmt.Sprintf("其中%s是开始以后登记的。", p.Voices(r.Late))
	}
	if known := TrustWords(p, r.Trusted); known != "" {
		text += "\n投了的：" + known
	}
	if p.Kind.Info().Kind == poll.Choose && overlaps(p) {
		text += fmt.Sprintf("\n每人可选%s，所以加起来超过100%%。", ballot.HowMany(p))
	}
	if len(r.Asides) > 0 {
		text += "\n\n" + strings.Join(r.Asides, "\n")
	}
	return text
}

// Heading is what is told of a poll that is closed: the result, or what of it there is
// before the lot.
func Heading(p poll.Poll) string {
	if p.Waits() {
		return "截止，等抽签"
	}
	return "结果"
}

// overlaps reports whether the votes of all options are more than the ballots.
func overlaps(p poll.Poll) bool {
	votes := 0
	for _, row := range p.Result.Rows {
		votes += row.Votes
	}
	return votes > p.Result.Valid
}

// rowWords draws the votes of each option.
func rowWords(p poll.Poll) string {
	text, most := "", 0
	for _, row := range p.Result.Rows {
		most = max(most, row.Votes)
	}
	for _, row := range p.Result.Rows {
		text += fmt.Sprintf("\n%s　%d票，%s\n%s", p.Label(row.Key), row.Votes, poll.Share(row.Votes, p.Result.Valid), poll.Bar(row.Votes, most))
	}
	if n := p.Result.Invalid(); p.Proposes() && n > 0 {
		text += fmt.Sprintf("\n看不清作废的　%d票", n)
	}
	return text
}

// verdict says what a count has decided.
func verdict(p poll.Poll) string { return of(p).verdict() }

func (e people) verdict() string {
	p, r := e.Poll, e.Result
	first := p.Labels(r.First)
	switch {
	case r.Decision == tally.Nobody && r.Took > 0 && !p.Proposes():
		return "投的票都没有写哪一项，所以没有结果。"
	case r.Decision == tally.Nobody && !p.Proposes():
		return "没有人投票，所以没有结果。"
	case p.Proposes() && ballot.Show(p, *r).Attended == 0:
		return "没有人投票，这次不算数。"
	}
	switch r.Decision {
	case tally.NoQuorum:
		if p.Assembles() {
			return fmt.Sprintf("参加的不够，不能作决定：要%s，到会%s。", p.Voices(p.Quorum.Least(r.Electorate)), p.Voices(ballot.Show(p, *r).Attended))
		}
		return fmt.Sprintf("投票的人不够，这次不算数：要%s，投了%s。", p.Voices(p.Quorum.Least(r.Electorate)), p.Voices(r.Took))
	}
	switch {
	case r.Verdict != "":
		return r.Verdict
	case p.Info().Shape == poll.Queue && p.Waits():
		return fmt.Sprintf("一共%s报名，名额不够，要抽签。", p.Voices(r.Valid))
	case p.Info().Shape == poll.Queue:
		return fmt.Sprintf("一共%s报名，结果单独告诉每一位。", p.Voices(r.Valid))
	case p.Info().Shape == poll.Points:
		return fmt.Sprintf("一共%s打了分。", p.Voices(r.Took))
	case p.Proposes():
		return passedWords(p)
	}
	switch r.Decision {
	case tally.Short:
		return fmt.Sprintf("票最多的是%s，可是没有过半（%d/%d），这次没有定下来。", first, r.Rows[0].Votes, r.Valid)
	case tally.Tied:
		return fmt.Sprintf("%s票一样多，都是%d票，并列第一。", first, r.Rows[0].Votes)
	}
	return fmt.Sprintf("票最多的是%s，%d票。", first, r.Rows[0].Votes)
}

// passedWords says what became of a proposal, with the numbers that decide.
func passedWords(p poll.Poll) string {
	s := ballot.Show(p, *p.Result)
	words := map[tally.Decision]string{tally.Passed: "通过了", tally.Failed: "没有通过"}[p.Result.Decision]
	verb := "投了"
	if p.Assembles() {
		verb = "到会"
	}
	return fmt.Sprintf("%s：%s%s，要%s同意，同意的%s。", words, verb, p.Voices(s.Attended), p.Line.Words(), poll.Share(s.Yes, s.Attended))
}

// tookWords says how many took part of those who could; in an assembly who attends
// without voting is told apart.
func tookWords(p poll.Poll, who string) string {
	r := p.Result
	if !p.Assembles() {
		return fmt.Sprintf("%s可以投票的有%s，投了%s，%s。", who, p.Voices(r.Electorate), p.Voices(r.Took), poll.Share(r.Took, r.Electorate))
	}
	came := ballot.Show(p, *r).Attended
	return fmt.Sprintf("%s一共%s，到会的占%s。\n%s", who, p.Voices(r.Electorate), poll.Share(came, r.Electorate), attendWords(p, came, r.Took, 0, r.Admitted))
}

// whoAll is of whom so many could take part: homes are no residents of an age.
func whoAll(tx store.Reader, p poll.Poll) string {
	if p.PerHome {
		return directory.FullName(tx, p.For.Place) + "的住户"
	}
	return voice.WhoFor(tx, p)
}

// Verdict is what a count has decided, in a sentence; "" before there is a count.
func Verdict(p poll.Poll) string {
	if p.Result == nil {
		return ""
	}
	return verdict(p)
}
