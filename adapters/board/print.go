package board

import (
	"bytes"
	"io"
	"net/http"
	"net/url"

	"yishi/adapters/internal/frame"
	"yishi/adapters/poster"
	"yishi/flows/poll"
	"yishi/flows/poll/lists"
	"yishi/store"
)

// printCover is said before the button.
const printCover = "里面可能有住户的信息，只给您自己看。什么时候打开的，会记下来。"

// printed opens a ticket.
func (b *Board) printed(w http.ResponseWriter, r *http.Request) {
	var t lists.Ticket
	var p poll.Poll
	var names bool
	err := b.store.Update(r.Context(), func(tx store.Tx) (err error) {
		t, p, names, err = lists.OpenTicket(tx, r.PathValue("ticket"))
		return err
	})
	var data bytes.Buffer
	if err == nil {
		err = b.view(r.Context(), func(tx store.Reader) error { return b.print(&data, tx, p, t.What, t.Place, names) })
	}
	if err != nil {
		frame.Fail(w, r, err, http.StatusForbidden)
		return
	}
	h := w.Header()
	h.Set("Content-Type", frame.Kind)
	h.Set("Content-Security-Policy", frame.Paper)
	if t.What == lists.PrintForm {
		h.Set("Content-Type", forms["result.xlsx"].kind)
		h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(p.Name()+"统计表.xlsx"))
	}
	_, _ = w.Write(data.Bytes())
}

// print writes something to print of a poll.
func (b *Board) print(w io.Writer, tx store.Reader, p poll.Poll, what lists.Print, place string, names bool) error {
	switch what {
	case lists.PrintPapers:
		return papersOf(tx, p, place).Print(w)
	case lists.PrintNotVoted:
		return visitsOf(tx, p, "还没有投票的", []string{"已投", "不在", "不投"}, lists.NotVotedAt(tx, p, place, names)).Print(w)
	case lists.PrintNotReached:
		return visitsOf(tx, p, "选票还没有送到的", []string{"已送到", "不在", "不收"}, lists.NotReachedAt(tx, p, place, names)).Print(w)
	case lists.PrintForm:
		f, err := formOf(tx, p)
		if err != nil {
			return err
		}
		return f.Write(w)
	}
	return poster.Notice(w, resultOf(tx, p, nil, b.public))
}

func papersOf(tx store.Reader, p poll.Poll, place string) poster.Paper {
	words := lists.PapersOf(tx, p, place)
	out := poster.Paper{
		Org: orgOf(tx, p), Place: p.For.Words(tx), No: nameOf(p), Question: p.Question, Note: p.Note,
		Options: words.Options, Items: words.Items, How: words.How, Closes: p.Closes,
		Return: words.Return, Wins: words.Wins, Signer: words.Signer, Proxy: words.Proxy, Blank: words.Blank,
	}
	if p.ByPart() {
		out.Label = weight(p)
	}
	for _, s := range words.Slips {
		out.Homes = append(out.Homes, poster.PaperHome{Home: poster.Home(s.Address), Area: s.Area})
	}
	return out
}

// visitsOf is a list of doors; stairways where nobody is to be visited are left out.
func visitsOf(tx store.Reader, p poll.Poll, title string, ticks []string, stairs []lists.Stairway) poster.Visits {
	out := poster.Visits{
		Org: orgOf(tx, p), No: p.Name(), Question: p.Question, Title: title, Unit: "户", At: tx.Now(), Closes: p.Closes, Ticks: ticks,
	}
	if p.ByPart() {
		out.Unit = "套" // several of them are one owner's
	}
	for _, s := range stairs {
		unit := poster.VisitUnit{Building: s.Building, Unit: s.Unit, Of: s.Of}
		if s.Building == "" {
			unit.Building = "不在楼里的"
		}
		for _, d := range s.Doors {
			unit.Homes = append(unit.Homes, poster.Visit{Room: d.Room, Who: d.Who, State: d.State})
		}
		if len(unit.Homes) > 0 {
			out.Units = append(out.Units, unit)
		}
	}
	return out
}
