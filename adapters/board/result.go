package board

import (
	"fmt"
	"io"
	"strings"

	"yishi/adapters/poster"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
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
		Org: orgOf(tx, p), Place: p.For.Words(tx), No: nameOf(p), Question: p.Question, Note: p.Note, How: howOf(p),
		Opened: p.Opens, Closed: p.Closes, Root: p.Root, Challenge: poster.Challenge{From: from},
		Verdict: ballot.Verdict(p), Outcome: outcomes[p.Result.Decision], Clause: ballot.Clause(p),
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
	if p.ByPart() {
		ofOwners(&out, p, to)
	}
	if known := tell.TrustWords(p, p.Result.Trusted); known != "" {
		out.Remarks = append(out.Remarks, "投了的："+known)
	}
	if p.ByPart() {
		return out
	}
	out.Turnout = turnoutOf(p)
	if words := tell.LotWords(p); words != "" {
		out.Remarks = append(out.Remarks, words)
	}
	for _, row := range ballot.Rows(p) {
		out.Rows = append(out.Rows, poster.Row{
			Label: row.Label, First: row.First, Remark: row.Remark,
			Figures: []poster.Figure{{Part: int64(row.Votes), Whole: int64(row.Whole), Unit: "票", Need: need(row.Need, row.Votes, row.Whole)}},
		})
	}
	return out
}

var outcomes = map[tally.Decision]poster.Outcome{
	tally.Passed: poster.Passed, tally.Failed: poster.Failed, tally.NoQuorum: poster.Failed,
}

// turnoutOf is who took part. In an assembly those count who attended.
func turnoutOf(p poll.Poll) []poster.Figure {
	r, unit := p.Result, p.Unit()
	took := poster.Figure{Label: p.Acts().Took, Part: int64(r.Took), Whole: int64(r.Electorate), Unit: unit}
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

// linesOf is what became of the options in words. Bars made of letters are for
// chats, and the law that an assembly decides by stands with the verdict.
func linesOf(p poll.Poll) (lines []string) {
	if ballot.Clause(p) != "" {
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
	return poll.By(p, p.Name(), p.Name(), fmt.Sprintf("第%d号业主投票", p.No))
}

func howOf(p poll.Poll) string {
	how := "记名"
	if p.Secret {
		how = "不记名"
	}
	return how + poll.By(p, "", "，每家一票", "，一套房一票")
}

func askAt(org string) string {
	return fmt.Sprintf("%s。回复「人工」，或者到社区办公室。", org)
}
