package board

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"yishi/adapters/poster"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tally"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Draw draws a result as the picture that goes with it, for lists that are signed
// under a public key.
func Draw(public string) poll.Picture {
	return func(w io.Writer, tx store.Reader, p poll.Poll, _ *proof.List) error {
		_, err := poster.Picture(w, resultOf(tx, p, nil, public))
		return err
	}
}

const verify = "每张票都公布，不写名字。凭回执码能在网页上找到自己的票，也能下载名单自己数。"

// resultOf is all that is told of a poll that is counted, with its ballots if there
// is a list.
func resultOf(tx store.Reader, p poll.Poll, list *proof.List, public string) poster.Result {
	from, to := tell.Window(p)
	out := poster.Result{
		Org: orgOf(tx, p), Place: voice.WhoFor(tx, p), No: nameOf(p), Question: p.Question, Note: p.Note, How: howOf(p),
		Opened: p.Opens, Closed: p.Closes, Root: p.Root, Challenge: poster.Challenge{From: from},
		Verdict: tell.Verdict(p), Outcome: outcomes[p.Result.Decision], Clause: ballot.Clause(p),
		Lines: linesOf(p), Asides: p.Result.Asides,
	}
	if list != nil {
		out.Root = list.Root()
		for _, b := range list.Ballots {
			out.Ballots = append(out.Ballots, poster.Ballot{Receipt: poll.Receipt(b.Receipt), Said: list.Header.Says(b)})
		}
	}
	out.Homes = count.HomesVoted(tx, p)
	if out.Root != "" {
		out.Verify, out.Key = verify, public
	}
	for _, part := range poll.Turnout(tx, p, p.For.Place) {
		out.Buildings = append(out.Buildings, poster.Building{Name: voice.PartName(tx, p, part.Place), Took: part.Took, Of: part.Of})
	}
	if p.Kind == poll.Owners {
		ofOwners(&out, p, to)
	}
	if known := tell.TrustWords(p, p.Result.Trusted); known != "" {
		out.Remarks = append(out.Remarks, "投了的："+known)
	}
	if p.Kind == poll.Owners {
		return out
	}
	out.Turnout = turnoutOf(p)
	if words := tell.LotWords(p); words != "" {
		out.Remarks = append(out.Remarks, words)
	}
	if p.Kind.Info().Shape == poll.Picks && p.Purse == 0 {
		out.Rows = rowsOf(p)
	}
	return out
}

var outcomes = map[tally.Decision]poster.Outcome{
	tally.Passed: poster.Passed, tally.Failed: poster.Failed, tally.NoQuorum: poster.Failed,
}

// turnoutOf is who took part. In an assembly those count who attended.
func turnoutOf(p poll.Poll) []poster.Figure {
	r, unit := p.Result, "人"
	if p.PerHome {
		unit = "户"
	}
	did := "投了票"
	if p.Kind.Info().Shape == poll.Queue {
		did = "报了名"
	}
	took := poster.Figure{Label: did, Part: int64(r.Took), Whole: int64(r.Electorate), Unit: unit}
	if r.Came <= r.Took {
		took.Need = need(p.Quorum, r.Took, r.Electorate)
		return []poster.Figure{took}
	}
	came := poster.Figure{Label: "到会", Part: int64(r.Came), Whole: int64(r.Electorate), Unit: unit, Need: need(p.Quorum, r.Came, r.Electorate)}
	return []poster.Figure{came, took}
}

// need is a bar and whether it is reached; nil if there is none.
func need(b tally.Bar, part, whole int) *poster.Need {
	if b == (tally.Bar{}) {
		return nil
	}
	return &poster.Need{Words: b.Words(), Num: int64(b.Num), Den: int64(b.Den), Reached: b.Reached(part, whole)}
}

// rowsOf is what the options got. Of a proposal it is a part of all who took part,
// and 同意 has to reach something.
func rowsOf(p poll.Poll) (rows []poster.Row) {
	r := p.Result
	proposal, whole := p.Kind.Info().Fixed != nil, r.Valid
	if proposal {
		whole = max(r.Took, r.Came)
	}
	row := func(label string, votes int) poster.Row {
		return poster.Row{Label: label, Figures: []poster.Figure{{Part: int64(votes), Whole: int64(whole), Unit: "票"}}}
	}
	for _, counted := range r.Rows {
		one := row(p.Label(counted.Key), counted.Votes)
		one.First = counted.Rank == 1 && counted.Votes > 0
		if p.Kind == poll.Budget {
			one.First = slices.Contains(r.First, counted.Key)
			one.Remark = map[bool]string{true: "选上了"}[one.First] + tell.LotWord(p, counted.Key)
		}
		if proposal && counted.Key == p.Options[0].Key {
			one.Figures[0].Need = need(p.Line, counted.Votes, whole)
		}
		rows = append(rows, one)
	}
	if n := r.Invalid(); proposal && n > 0 {
		rows = append(rows, row("看不清作废的", n))
	}
	return rows
}

// linesOf is what became of the options in words. Bars made of letters are for
// chats, and the law that an assembly decides by stands with the verdict.
func linesOf(p poll.Poll) (lines []string) {
	if p.Kind.Info().Rule.Clause != "" {
		return nil
	}
	for _, line := range p.Result.Lines {
		words, _, _ := strings.Cut(line, "\n")
		lines = append(lines, words)
	}
	return lines
}

// orgOf is who publishes: the community the poll was held in, or the place itself.
func orgOf(tx store.Reader, p poll.Poll) string {
	if c, ok := directory.Enclosing(tx, p.For.Place, directory.Community); ok {
		return c.Name
	}
	return directory.FullName(tx, p.For.Place)
}

// nameOf is what a poll is called where what it is worth stands beside it.
func nameOf(p poll.Poll) string {
	if p.Kind == poll.Owners {
		return fmt.Sprintf("第%d号业主投票", p.No)
	}
	return p.Name()
}

func howOf(p poll.Poll) string {
	how := "记名"
	if p.Secret {
		how = "不记名"
	}
	switch {
	case p.Kind == poll.Owners:
		return how + "，一套房一票"
	case p.PerHome:
		return how + "，每家一票"
	}
	return how
}

func contact(org string) string {
	return fmt.Sprintf("%s。回复「人工」，或者到社区办公室。", org)
}
