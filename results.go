package main

import (
	"fmt"
	"io"
	"net/http"

	"yishi/adapters/poster"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// resultForms are the forms in which the result of a closed poll leaves the house.
var resultForms = map[string]func(w io.Writer, l *proof.List, r poster.Result) error{
	"list":     func(w io.Writer, l *proof.List, _ poster.Result) error { return l.Write(w, "") },
	"workbook": func(w io.Writer, _ *proof.List, r poster.Result) error { return poster.Workbook(w, r) },
	"notice":   func(w io.Writer, _ *proof.List, r poster.Result) error { return poster.Notice(w, r) },
	"picture": func(w io.Writer, _ *proof.List, r poster.Result) error {
		_, err := poster.Picture(w, r)
		return err
	},
}

// result writes the result of a poll (no) in one of the forms (as).
func (o operator) result(w http.ResponseWriter, r *http.Request) {
	form := resultForms[r.FormValue("as")]
	if form == nil {
		answer(w, nil, fmt.Errorf("a result is exported as list, picture, workbook or notice, not as %q", r.FormValue("as")))
		return
	}
	var list *proof.List
	var told poster.Result
	err := o.store.View(r.Context(), func(tx store.Tx) (err error) {
		if list, err = poll.List(tx, r.FormValue("no")); err != nil {
			return err
		}
		p, _ := poll.Get(tx, r.FormValue("no"))
		told = resultOf(tx, p, list)
		return nil
	})
	if err != nil {
		answer(w, nil, err)
		return
	}
	if form(w, list, told) != nil {
		panic(http.ErrAbortHandler) // what was begun must not pass for whole
	}
}

// drawResult draws a result as the picture that goes with it.
func drawResult(w io.Writer, tx store.Tx, p poll.Poll, list *proof.List) error {
	_, err := poster.Picture(w, resultOf(tx, p, list))
	return err
}

// resultOf is all that is told of a closed poll. There is no list of sign-ups.
func resultOf(tx store.Tx, p poll.Poll, list *proof.List) poster.Result {
	if list == nil {
		list = &proof.List{}
	}
	out := poster.Result{
		Org: orgOf(tx, p), Place: poll.WhoFor(tx, p), No: p.Name(), Question: p.Question, Note: p.Note,
		How: secrecy(p), Opened: p.Opens, Closed: p.Closes, Verdict: poll.Verdict(p),
		Outcome: map[tally.Decision]poster.Outcome{tally.Passed: poster.Passed, tally.Failed: poster.Failed, tally.NoQuorum: poster.Failed}[p.Result.Decision],
		Clause:  list.Header.Rule.Clause, Remarks: p.Result.Lines, Root: list.Root(),
		Verify: "选票名单可以向社区要。每个人都能用回执码找到自己的一票，也能从头再数一遍。",
		Turnout: []poster.Figure{{
			Label: "参加", Part: int64(p.Result.Took), Whole: int64(p.Result.Electorate), Unit: "人",
		}},
	}
	if p.Kind.Info().Shape == poll.Picks && p.Purse == 0 {
		out.Rows = rowsOf(p)
	}
	for _, part := range poll.Turnout(tx, p, p.For.Place) {
		out.Buildings = append(out.Buildings, poster.Building{Name: directory.FullName(tx, part.Place), Took: part.Took, Of: part.Of})
	}
	for _, b := range list.Ballots {
		out.Ballots = append(out.Ballots, poster.Ballot{Receipt: poll.Receipt(b.Receipt), Said: b.Ballot})
	}
	return out
}

func rowsOf(p poll.Poll) []poster.Row {
	var rows []poster.Row
	for _, row := range p.Result.Rows {
		rows = append(rows, poster.Row{
			Label: p.Label(row.Key), First: row.Rank == 1 && row.Votes > 0,
			Figures: []poster.Figure{{Label: "得票", Part: int64(row.Votes), Whole: int64(p.Result.Valid), Unit: "票"}},
		})
	}
	return rows
}

// orgOf is who publishes: the community the poll was held in, or the place itself.
func orgOf(tx store.Tx, p poll.Poll) string {
	if c, ok := directory.Enclosing(tx, p.For.Place, directory.Community); ok {
		return c.Name
	}
	return directory.FullName(tx, p.For.Place)
}

func secrecy(p poll.Poll) string {
	if p.Secret {
		return "不记名"
	}
	return "记名"
}
