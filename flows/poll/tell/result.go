package tell

import (
	"fmt"
	"strings"

	"yishi/bot/agenda"

	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
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
func (e persons) list() string { return "\n\n" + listWords(e.Poll) + "核对用：名单 " + e.Root }

func listWords(p poll.Poll) string {
	again := map[bool]string{true: "抽", false: "数"}[p.Drawn]
	return "每一张票都公布，不写名字，谁都能自己再" + again + "一遍。\n"
}

func (e persons) result(tx store.Reader) string {
	p, r := e.Poll, e.Result
	text := "【" + p.What() + Heading(p) + "】" + p.Question + "\n\n" + ballot.Verdict(p) + "\n"
	rows := ballot.Rows(p)
	if r.Took > 0 {
		text += rowWords(r.Valid, rows)
	}
	if len(r.Lines) > 0 && len(rows) > 0 {
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
	if p.Info().Seats {
		return text
	}
	text += "\n\n" + tookWords(p, of(p).all(tx))
	if r.Late > 0 {
		text += fmt.Sprintf("其中%s是开始以后登记的。", p.Voices(r.Late))
	}
	if known := TrustWords(p, r.Trusted); known != "" {
		text += "\n投了的：" + known
	}
	if note := ballot.Note(p); note != "" {
		text += "\n" + note
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

// rowWords draws the votes of each option.
func rowWords(valid int, rows []ballot.Row) string {
	text, most := "", 0
	for _, row := range rows {
		most = max(most, row.Votes)
	}
	for _, row := range rows {
		if row.Key == "" {
			text += fmt.Sprintf("\n%s　%d票", row.Label, row.Votes)
			continue
		}
		text += fmt.Sprintf("\n%s　%d票，%s\n%s", row.Label, row.Votes, poll.Share(row.Votes, valid), poll.Bar(row.Votes, most))
	}
	return text
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

func (e persons) all(tx store.Reader) string { return e.For.Words(tx) }

// Then lets the capability for which a poll was held go on, now that it has ended.
func Then(tx store.Tx, p poll.Poll) {
	if p.Then != "" {
		agenda.Set(tx, tx.Now(), p.Then, p.ThenRef)
	}
}
