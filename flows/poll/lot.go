package poll

import (
	"time"

	"yishi/bot"
	"yishi/flows/poll/proof"
)

// Where options are even, or more people want a seat than there are, a lot decides.
// Nobody can know beforehand what it will draw, and nobody in the house has a say in
// it: at closing the list of ballots is fixed and its root told to everybody; the
// number of the day after, of the lottery 3D, is drawn in public and stands in the
// newspaper; two of the staff type it in, each on their own; root and number together
// are the seed. Until then the poll is Drawing, and says so.

// Lot is the draw that a poll needs.
type Lot struct {
	Day    string  `json:"day"`              // 2026-12-05: the first number drawn then or later
	Typed  []Typed `json:"typed,omitempty"`  // each person's last word
	Number string  `json:"number,omitempty"` // once two have typed the same
	Asked  int     `json:"asked,omitempty"`  // how often staff were
}

// Typed is a number that somebody typed in.
type Typed struct {
	By     string    `json:"by"`
	Number string    `json:"number"`
	At     time.Time `json:"at"`
}

// Begins is when the day of the draw begins.
func (l *Lot) Begins(like time.Time) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, l.Day, bot.Midnight(like).Location())
	if err != nil {
		return like
	}
	return t
}

// DayWords are the day of the draw: 12月5日.
func (p *Poll) DayWords() string { return p.Lot.Begins(p.Closes).Format("1月2日") }

// DrawDay is the day of the draw for who is asked for its number.
func (p *Poll) DrawDay() string {
	if p.Lot == nil {
		return ""
	}
	return p.DayWords()
}

// Waits reports whether a lot is needed whose number is not known yet.
func (p *Poll) Waits() bool { return p.Lot != nil && p.Lot.Number == "" }

// LotSeed is what lots are drawn by; "" before there is one. Polls opened before numbers
// were drawn in public were told theirs at the opening.
func (p *Poll) LotSeed() string {
	if p.Lot == nil || p.Lot.Number == "" {
		return p.Seed
	}
	return proof.Seed(p.Root, p.Lot.Number)
}
