package poll

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/store"
)

// Part is how many of those who can vote at a place have.
type Part struct {
	Place string
	Took  int
	Of    int
	Late  int // of them came onto the register later

	Persons int   // owners who took part, each counted where their first ballot came
	Area    int64 // of the parts that took part

	Quiet    int // who signed in to an assembly and gave no ballot
	Admitted int // who was signed in by staff, whether they voted or not

	Trusted // of those who voted
}

var partTable = store.Claim("pollpart", "parts of a poll")

// AddTo adds to the numbers of a part. They are kept by building: few voters of
// one building come at the same moment, so nobody queues for a number, and
// what all of them add up to is read at once, however many voted.
func AddTo(tx store.Tx, id, place string, more Part) {
	key := store.Key(id, place)
	part := readPart(tx.Get(partTable, key))
	part.add(more)
	tx.Put(partTable, key, fmt.Appendf(nil, "[%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d]", part.Of, part.Took, part.Late, part.Persons, part.Area, part.Quiet, part.Admitted,
		part.Claimed, part.Vouched, part.Verified, part.Paper, part.Cared))
}

func (p *Part) add(more Part) {
	p.Of += more.Of
	p.Took += more.Took
	p.Late += more.Late
	p.Persons += more.Persons
	p.Area += more.Area
	p.Quiet += more.Quiet
	p.Admitted += more.Admitted
	p.Trusted.add(more.Trusted)
}

func readPart(kept []byte) (p Part) {
	at, area := 0, 0
	for _, c := range kept {
		switch n := [...]*int{&p.Of, &p.Took, &p.Late, &p.Persons, &area, &p.Quiet, &p.Admitted, &p.Claimed, &p.Vouched, &p.Verified, &p.Paper, &p.Cared}[at]; {
		case c >= '0' && c <= '9':
			*n = *n*10 + int(c-'0')
		case c == ',':
			at++
		}
	}
	p.Area = int64(area)
	return p
}

// Live is how many can vote and how many have, at this moment.
func Live(tx store.Reader, id string) (all Part) {
	from, to := store.Under(store.Key(id))
	for _, kept := range tx.Scan(partTable, from, to) {
		all.add(readPart(kept))
	}
	return all
}

// Sum puts parts together.
func Sum(parts []Part) (whole Part) {
	for _, part := range parts {
		whole.add(part)
	}
	return whole
}

// Attended is how many are there: never fewer than have voted.
func (p Part) Attended() int { return p.Took + p.Quiet }

// Negative takes out what a first ballot added.
func (p Part) Negative() Part {
	return Part{Took: -p.Took, Quiet: -p.Quiet, Trusted: p.Trusted.Times(-1)}
}

// Turnout is who took part, by building, at and below a place: never how
// anybody voted. Everybody counts where they lived when they came onto the
// register.
func Turnout(tx store.Reader, p Poll, at string) []Part {
	at = PartOf(tx, at)
	parts := map[string]Part{}
	from, to := store.Under(store.Key(p.ID))
	for key, kept := range tx.Scan(partTable, from, to) {
		if part := readPart(kept); directory.Within(key[len(from):], at) {
			part.Place = string(append([]byte{}, key[len(from):]...))
			parts[part.Place] = part
		}
	}
	return inOrder(tx, parts, at)
}

// inOrder lists parts in the order people count buildings.
func inOrder(tx store.Reader, parts map[string]Part, place string) []Part {
	var list []Part
	part, counted := parts[place]
	if counted {
		list = append(list, part)
	}
	p, ok := directory.GetPlace(tx, place)
	if !ok || p.Kind == directory.Home || counted && p.Kind != directory.Estate {
		return list // in an estate there may also be parts outside of its buildings
	}
	for _, child := range directory.Children(tx, place) {
		list = append(list, inOrder(tx, parts, child.ID)...)
	}
	return list
}

// PartOf is where a seat is counted.
func PartOf(tx store.Reader, seat string) string {
	if b, ok := directory.Enclosing(tx, seat, directory.Building); ok {
		return b.ID
	}
	return seat
}

// ManyPeople is from when on an audience is only counted: how each of them would
// be reached takes too long to ask while somebody waits. So does freezing a register
// of more parts.
const ManyPeople = 3000
