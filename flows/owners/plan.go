package owners

import (
	"cmp"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/tally/estate"
	"yishi/flows/tally/sheet"
	"yishi/store"
)

// Plan is what importing a file would do.
type Plan struct {
	Estate   string
	Name     string // of the estate
	Parking  bool
	Rows     int
	Parts    []Part
	Problems []Problem     // by row
	All      estate.Weight // what counts
	Persons  int           // holders of anything, counted or not
	Sums     []Sum
	Changes  Changes
}

// Problem is something about a row of the file.
type Problem struct {
	Line  int
	Place string // where it stands: 第3行
	Text  string
	Stops bool // nothing is imported while it stands; else it is to be looked at
	deed  int
}

// Sum is what a building has of a kind.
type Sum struct {
	Building string // its name; "" outside of buildings
	Kind     Kind
	Parts    int
	Area     int64
}

// Changes are the differences from the register as it is.
type Changes struct {
	First   bool // there is none yet
	Added   []string
	Removed []string
	Areas   []AreaChange
	Owners  []string // units that have other owners
	Kinds   []string // units that have become something else
}

// AreaChange is a unit whose area is another.
type AreaChange struct {
	Unit     string
	Was, Now int64
}

// Stops is how many problems there are that nothing is imported with.
func (p Plan) Stops() int {
	n := 0
	for _, problem := range p.Problems {
		if problem.Stops {
			n++
		}
	}
	return n
}

// Read says what importing a file as the register of an estate would do. It
// writes nothing.
func Read(tx store.Reader, estate, name string, data []byte, parking bool) (Plan, error) {
	deeds, err := sheet.Deeds(name, data)
	if err != nil {
		return Plan{}, bot.Refusal(err.Error())
	}
	return PlanOf(tx, estate, deeds, parking)
}

// PlanOf says what importing these deeds would do.
func PlanOf(tx store.Reader, estate string, deeds []sheet.Deed, parking bool) (Plan, error) {
	at, ok := directory.GetPlace(tx, estate)
	if !ok || at.Kind != directory.Estate {
		return Plan{}, bot.Refuse("业主名册是一个小区的：请说小区的名字。")
	}
	r := newReading(tx, at, deeds)
	for r.now = range deeds {
		r.row(deeds[r.now])
	}
	r.people()
	settle(r.parts)
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return cmp.Compare(a.deed, b.deed) })
	p := Plan{Estate: estate, Name: at.Name, Parking: parking, Rows: len(deeds), Parts: r.parts, Problems: r.problems}
	p.sum(tx)
	if p.Stops() > 0 {
		return p, nil
	}
	counted, err := count(p.Parts, parking)
	if err != nil {
		return p, err
	}
	p.All = counted.All()
	p.compare(tx)
	return p, nil
}

// sum adds up by building, in the order people count them, and by kind.
func (p *Plan) sum(tx store.Reader) {
	holders := map[string]bool{}
	at := map[Sum]*Sum{}
	for _, part := range p.Parts {
		holders[part.Holder] = true
		key := Sum{Building: part.Building, Kind: part.Kind}
		if at[key] == nil {
			at[key] = &Sum{}
		}
		at[key].Parts++
		at[key].Area += part.Area
	}
	p.Persons = len(holders)
	for _, building := range append(directory.Children(tx, p.Estate), directory.Place{}) {
		for _, kind := range []Kind{Home, Other, Parking, Developer} {
			if s := at[Sum{Building: building.ID, Kind: kind}]; s != nil {
				p.Sums = append(p.Sums, Sum{building.Name, kind, s.Parts, s.Area})
			}
		}
	}
}

// compare finds the differences from the register as it is.
func (p *Plan) compare(tx store.Reader) {
	live, known := Get(tx, p.Estate)
	p.Changes.First = !known
	was := map[string]Part{}
	for _, part := range PartsOf(tx, live) {
		was[part.Unit] = part
	}
	for _, now := range p.Parts {
		before, there := was[now.Unit]
		delete(was, now.Unit)
		p.Changes.note(before, now, there)
	}
	for _, gone := range was {
		p.Changes.Removed = append(p.Changes.Removed, gone.Unit)
	}
	slices.Sort(p.Changes.Removed)
}

func (c *Changes) note(before, now Part, there bool) {
	if !there {
		c.Added = append(c.Added, now.Unit)
		return
	}
	if before.Area != now.Area {
		c.Areas = append(c.Areas, AreaChange{now.Unit, before.Area, now.Area})
	}
	if before.buyer() != now.buyer() {
		c.Owners = append(c.Owners, now.Unit)
	}
	if before.Kind != now.Kind {
		c.Kinds = append(c.Kinds, now.Unit)
	}
}
