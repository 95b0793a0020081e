package directory

import (
	"iter"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/store"
)

// People yields the audience, each person once, by place and then by id. It
// reads an index; it reads a person only to yield one, or where the entry
// cannot tell. The store may be changed meanwhile.
func (a Audience) People(tx store.Reader) iter.Seq[Person] {
	return func(yield func(Person) bool) {
		for s, p := range a.walk(tx) {
			if p == nil {
				found, ok := GetPerson(tx, s.id)
				if !ok {
					continue
				}
				p = &found
			}
			if !yield(*p) {
				return
			}
		}
	}
}

// IDs yields the ids of the audience with the seat of each, and reads people
// only where it must.
func (a Audience) IDs(tx store.Reader) iter.Seq2[string, string] {
	return func(yield func(id, seat string) bool) {
		for s := range a.walk(tx) {
			if !yield(s.id, s.place) {
				return
			}
		}
	}
}

// seat is an entry of an index: a person at a place.
type seat struct{ place, id, mark string }

// walk yields the seats that count, with the person where it had to be read.
func (a Audience) walk(tx store.Reader) iter.Seq2[seat, *Person] {
	f := a.filter(tx)
	return func(yield func(seat, *Person) bool) {
		var last seat
		for s := range a.seats(tx) {
			if s.id == last.id && s.place == last.place {
				continue
			}
			last = s
			if p, ok := f.takes(tx, s); ok && !yield(s, p) {
				return
			}
		}
	}
}

func (a Audience) seats(tx store.Reader) iter.Seq[seat] {
	index := "home"
	if len(a.Roles) > 0 {
		index = "role"
	}
	from, to := Branch(a.Place)
	if a.after != "" {
		_, behind := store.Under(a.after)
		from = max(from, behind)
	}
	return func(yield func(seat) bool) {
		for entry := range people.Entries(tx, index, from, to) {
			parts := strings.SplitN(strings.Clone(entry), store.Sep, 4)
			if !yield(seat{strings.TrimSuffix(parts[0], "/"), parts[1], parts[2]}) {
				return
			}
		}
	}
}

// filter is an audience at a moment.
type filter struct {
	Audience
	except map[string]bool
	year   int
	today  string
}

func (a Audience) filter(tx store.Reader) filter {
	f := filter{Audience: a, except: make(map[string]bool, len(a.Except)), year: tx.Now().In(bot.Zone).Year(), today: today(tx)}
	for _, id := range a.Except {
		f.except[id] = true
	}
	return f
}

// takes decides on a seat from its mark if the mark tells all, else from the
// person, of whose seats only the first counts.
func (f filter) takes(tx store.Reader, s seat) (*Person, bool) {
	if f.except[s.id] {
		return nil, false
	}
	m, ok := readMark(s.mark)
	if ok && m.only && len(f.Roles) == 0 && len(f.Tags) == 0 {
		return nil, f.fits(m.trust, m.owns) && f.aged(m.born)
	}
	p, ok := people.Get(tx, s.id)
	p = p.on(f.today)
	return &p, ok && f.has(p) && f.Seat(p) == s.place
}

func (f filter) has(p Person) bool {
	return !f.except[p.ID] && f.aged(p.Born) && f.tagged(p) && f.Seat(p) != ""
}

func (f filter) aged(born int) bool {
	if f.MinAge == 0 && f.MaxAge == 0 {
		return true
	}
	years := age(born, f.year)
	return born > 0 && years >= f.MinAge && (f.MaxAge == 0 || years <= f.MaxAge)
}

func (f filter) tagged(p Person) bool {
	return len(f.Tags) == 0 || slices.ContainsFunc(p.Tags, func(t string) bool { return slices.Contains(f.Tags, t) })
}

// NamesNear are the names in a text of people who live near somebody, and their own: of
// whom they are likely to speak. Nicks count.
func NamesNear(tx store.Reader, who Person, text string) (names []string) {
	add := func(name string) {
		if name != "" && strings.Contains(text, name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	add(who.Name)
	if home := HomeOf(who); home != "" {
		for p := range (Audience{Place: BuildingOf(tx, home)}).People(tx) {
			add(p.Name)
			add(p.Nick)
		}
	}
	return names
}
