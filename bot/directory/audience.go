package directory

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"yishi/store"
)

// Audience says whom something is for. Without Roles it is the people with a
// home at or below Place; with Roles the people who hold one of them there.
// The rest narrows it; zero values narrow nothing. Whose year of birth is not
// known is in no audience with an age.
type Audience struct {
	Place    string   `json:"place"`
	Roles    []string `json:"roles,omitempty"`
	MinAge   int      `json:"minAge,omitempty"`
	MaxAge   int      `json:"maxAge,omitempty"`
	Tags     []string `json:"tags,omitempty"` // one of them is enough
	Owners   bool     `json:"owners,omitempty"`
	Except   []string `json:"except,omitempty"` // ids of persons
	MinTrust Trust    `json:"minTrust,omitempty"`

	after string
	ever  bool
}

// Ever is the audience with those whose roles have not begun, or are over.
func (a Audience) Ever() Audience {
	a.ever = true
	return a
}

// Words says an audience as people do: 桂花苑3栋60岁以上的业主.
func (a Audience) Words(tx store.Reader) string {
	at := FullName(tx, a.Place)
	if at == "" || a.ages() != "" {
		return at + a.Members()
	}
	return at + "的" + a.Members()
}

// Members is what its people are called where the place is told already: 60岁以上的业主.
func (a Audience) Members() string {
	who := "居民"
	switch {
	case len(a.Roles) > 0:
		who = roleWords(a.Roles)
	case len(a.Tags) > 0:
		who = strings.Join(a.Tags, "、")
	case a.Owners:
		who = "业主"
	}
	if ages := a.ages(); ages != "" {
		return ages + "的" + who
	}
	return who
}

func (a Audience) ages() string {
	switch {
	case a.MinAge > 0 && a.MaxAge > 0:
		return fmt.Sprintf("%d到%d岁", a.MinAge, a.MaxAge)
	case a.MinAge > 0:
		return fmt.Sprintf("%d岁以上", a.MinAge)
	case a.MaxAge > 0:
		return fmt.Sprintf("%d岁以下", a.MaxAge)
	}
	return ""
}

// Has reports whether a person belongs to the audience.
func (a Audience) Has(tx store.Reader, p Person) bool { return a.filter(tx).has(p) }

// Seat is the place that makes a person part of the audience, "" if none does:
// of several homes always the same one, so that nobody is counted twice.
func (a Audience) Seat(p Person) string {
	best := ""
	for place := range a.seatsOf(p) {
		if best == "" || node(place)+store.Sep < node(best)+store.Sep {
			best = place
		}
	}
	return best
}

func (a Audience) seatsOf(p Person) iter.Seq[string] {
	if len(a.Roles) > 0 {
		return a.dutiesOf(p)
	}
	return a.homesOf(p)
}

func (a Audience) homesOf(p Person) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, t := range p.Ties {
			if Within(t.Home, a.Place) && a.fits(p.TrustIn(t), t.owns()) && !yield(t.Home) {
				return
			}
		}
	}
}

func (a Audience) dutiesOf(p Person) iter.Seq[string] {
	return func(yield func(string) bool) {
		owns := slices.ContainsFunc(p.Ties, func(t Tie) bool { return t.owns() && Within(t.Home, a.Place) })
		held := p.Roles
		if a.ever {
			held = p.AllRoles()
		}
		for _, r := range held {
			wanted := Within(r.Place, a.Place) && slices.Contains(a.Roles, r.Role)
			if wanted && a.fits(p.Trust, owns) && !yield(r.Place) {
				return
			}
		}
	}
}

func (a Audience) fits(trust Trust, owns bool) bool {
	return trust >= a.MinTrust && (owns || !a.Owners)
}

// Cursor is how far somebody has come who walks the audience and is done with p.
func (a Audience) Cursor(p Person) string {
	seat := a.Seat(p)
	if seat == "" {
		return ""
	}
	return store.Key(seat+"/", p.ID)
}

// After is the rest of the audience behind a Cursor.
func (a Audience) After(cursor string) Audience {
	a.after = cursor
	return a
}

// Count is how many people belong to the audience.
func Count(tx store.Reader, a Audience) int {
	n := 0
	for range a.walk(tx) {
		n++
	}
	return n
}

// PlaceCount is a number of people at a place.
type PlaceCount struct {
	Place string
	Count int
}

// ByBuilding counts the audience by building, in the order people count them.
// Whoever has a seat outside any building is counted there.
func ByBuilding(tx store.Reader, a Audience) []PlaceCount {
	var counts []PlaceCount
	for s := range a.walk(tx) {
		if n := len(counts); n > 0 && Within(s.place, counts[n-1].Place) {
			counts[n-1].Count++
			continue
		}
		at := s.place
		if b, ok := Enclosing(tx, at, Building); ok {
			at = b.ID
		}
		counts = append(counts, PlaceCount{at, 1})
	}
	slices.SortStableFunc(counts, func(a, b PlaceCount) int { return byNumber(a.Place, b.Place) })
	return counts
}
