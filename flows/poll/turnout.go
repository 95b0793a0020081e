package poll

import (
	"yishi/bot/directory"
	"yishi/store"
)

// Part is how many of those who could vote at a place have.
type Part struct {
	Place string
	Took  int
	Of    int
}

// Turnout is who took part, by building, at and below a place: never how
// anybody voted. Who voted and has moved away since still counts where they
// lived then.
func Turnout(tx store.Tx, p Poll, at string) []Part {
	c := counting{tx: tx, at: at, parts: map[string]*Part{}, buildings: map[string]string{}}
	voted := map[string]string{}
	from, to := store.Under(store.Key(p.ID))
	for v := range roll.Range(tx, from, to) {
		voted[v.Person] = v.Seat
	}
	for id, seat := range p.For.IDs(tx) {
		took := 0
		if _, ok := voted[id]; ok {
			took = 1
		}
		c.count(seat, took)
		delete(voted, id)
	}
	for _, seat := range voted {
		c.count(seat, 1)
	}
	if b, ok := directory.Enclosing(tx, at, directory.Building); ok {
		at = b.ID
	}
	return c.walk(at)
}

// counting is one count of a turnout.
type counting struct {
	tx        store.Tx
	at        string
	parts     map[string]*Part  // by building
	buildings map[string]string // by what lies in it
}

func (c *counting) count(seat string, took int) {
	if !directory.Within(seat, c.at) {
		return
	}
	place := c.building(seat)
	if c.parts[place] == nil {
		c.parts[place] = &Part{Place: place}
	}
	c.parts[place].Of++
	c.parts[place].Took += took
}

// building is where a seat is counted; neighbours are looked up once.
func (c *counting) building(seat string) string {
	unit := directory.Parent(seat)
	if b, ok := c.buildings[unit]; ok {
		return b
	}
	b, ok := directory.Enclosing(c.tx, unit, directory.Building)
	if !ok {
		return seat
	}
	c.buildings[unit] = b.ID
	return b.ID
}

// walk lists the parts in the order people count buildings.
func (c *counting) walk(place string) []Part {
	if part := c.parts[place]; part != nil {
		return []Part{*part}
	}
	p, ok := directory.GetPlace(c.tx, place)
	if !ok || p.Kind == directory.Home {
		return nil
	}
	var list []Part
	for _, child := range directory.Children(c.tx, place) {
		list = append(list, c.walk(child.ID)...)
	}
	return list
}

// sum puts parts together.
func sum(parts []Part) (whole Part) {
	for _, part := range parts {
		whole.Took += part.Took
		whole.Of += part.Of
	}
	return whole
}
