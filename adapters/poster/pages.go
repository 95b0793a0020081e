package poster

import (
	"embed"
	"html/template"
	"io"
	"slices"
	"time"

	"yishi/bot"
)

// Pages are HTML that a browser prints on A4: no script, nothing from elsewhere.

//go:embed pages
var pageFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"day": day, "moment": Moment, "span": Span, "until": Until, "hour": bot.Moment, "days": days, "asked": Asked, "asks": asks, "plain": plain, "maskedName": MaskedName, "inc": func(i int) int { return i + 1 },
}).ParseFS(pageFiles, "pages/*.html"))

// Notice writes the public notice of a result (公示), with rooms and names masked.
func Notice(w io.Writer, r Result) error { return pages.ExecuteTemplate(w, "notice.html", r) }

// Paper is what stands on the paper ballots of a poll.
type Paper struct {
	Org      string
	Place    string
	No       string
	Question string
	Note     string
	Label    string
	Options  []string
	Items    []string // where several things are voted on: the options stand beside each
	How      string   // 选1项，打√
	Closes   time.Time
	Return   string // where it goes: 桂花苑1栋102室，或交给楼栋长
	Wins     string // which counts where somebody votes on the phone and on paper
	Signer   string // 业主, 本人: who signs it, with the room; "" if nobody does
	Proxy    string // what holds for who votes for somebody else; "" if nobody may
	Homes    []PaperHome
	Blank    int // ballots without a home
}

// PaperHome is whom a ballot is for.
type PaperHome struct {
	Home
	Area string // 89.5 平方米, where it counts
}

// Print writes the ballots, two on a sheet.
func (p Paper) Print(w io.Writer) error { return pages.ExecuteTemplate(w, "paper.html", p) }

// Long reports whether a ballot takes a sheet of its own.
func (p Paper) Long() bool {
	of := func(text string, perLine int) int { return (len([]rune(text)) + perLine - 1) / perLine }
	lines := of(p.Question, 30) + of(p.Note, 36)
	if p.Items == nil {
		columns := 1 + min(1, len(p.Options)/5)
		for _, o := range p.Options {
			lines += of(o, 30/columns)
		}
		return lines > 7*columns
	}
	for _, item := range p.Items {
		lines += of(item, 17)
	}
	return lines > 5 || len(p.Items) > 3
}

// Slips are the homes that get a ballot, the blank ones last.
func (p Paper) Slips() []PaperHome {
	return slices.Concat(p.Homes, make([]PaperHome, max(0, p.Blank)))
}

// Visits is a list for those who go from door to door.
type Visits struct {
	Org      string
	No       string
	Question string
	Title    string // 还没有投票的, 还没有送达的
	Unit     string // 户, 套
	At       time.Time
	Closes   time.Time
	Ticks    []string // what may come of a visit: 已投, 不在
	Units    []VisitUnit
}

// VisitUnit is one stairway; each begins a page.
type VisitUnit struct {
	Building string
	Unit     string
	Of       int // homes that could vote
	Homes    []Visit
}

// Visit is one door.
type Visit struct {
	Room  string
	Who   string // as far as whoever goes there may know: 王阿姨
	State string // 未投票, 未送达
	Note  string // 行动不便
}

// Print writes the list.
func (v Visits) Print(w io.Writer) error { return pages.ExecuteTemplate(w, "visits.html", v) }
