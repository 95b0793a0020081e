package poll

import (
	"fmt"
	"slices"

	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/store"
)

// elector is one line of the register: a voice that may vote, and where it is
// counted. The register is made when a poll is announced and changes no more;
// where the kind allows it, who comes to live there later is added to it on
// voting.
type elector struct {
	Poll    string   `json:"poll"`
	Voice   string   `json:"voice"`
	Part    string   `json:"part"` // the building
	Late    bool     `json:"late,omitempty"`
	Persons []string `json:"persons,omitempty"` // of a home: who lived there when the register was made
}

var electors = store.NewTable("elector", func(e *elector) string { return store.Key(e.Poll, e.Voice) }).
	Copied(func(e elector) elector {
		e.Persons = slices.Clone(e.Persons)
		return e
	})

// voice is what has a vote: the person, or their home where each home has one.
func (p *Poll) voice(tx store.Tx, who directory.Person) string {
	if p.PerHome {
		return p.homeOf(tx, who)
	}
	return who.ID
}

// countedAt is where somebody is counted.
func (p *Poll) countedAt(tx store.Tx, who directory.Person) string {
	if p.PerHome {
		return p.homeOf(tx, who)
	}
	return p.For.Seat(who)
}

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

// count adds to the numbers of a part. They are kept by building: few voters of
// one building come at the same moment, so nobody queues for a number, and
// what all of them add up to is read at once, however many voted.
func count(tx store.Tx, id, place string, more Part) {
	key := store.Key(id, place)
	part := readPart(tx.Get(partTable, key))
	part.add(more)
	tx.Put(partTable, key, fmt.Appendf(nil, "[%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d]", part.Of, part.Took, part.Late, part.Persons, part.Area, part.Quiet, part.Admitted,
		part.Claimed, part.Vouched, part.Verified, part.Paper))
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
		switch n := [...]*int{&p.Of, &p.Took, &p.Late, &p.Persons, &area, &p.Quiet, &p.Admitted, &p.Claimed, &p.Vouched, &p.Verified, &p.Paper}[at]; {
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
func Live(tx store.Tx, id string) (all Part) {
	from, to := store.Under(store.Key(id))
	for _, kept := range tx.Scan(partTable, from, to) {
		all.add(readPart(kept))
	}
	return all
}

// stretch is how many people come onto a register in one transaction: few
// enough that people in conversation do not notice.
const stretch = 1000

// enrol makes the next stretch of the register. Who is on it already, having
// moved while it was made, is not counted again.
func enrol(tx store.Tx, p Poll) Poll {
	if p.ByPart() {
		p.enrolParts(tx)
		return p
	}
	added, n := map[string]int{}, 0
	p.Frozen = true
	for who := range p.For.After(p.Cursor).People(tx) {
		if n++; n > stretch {
			p.Frozen = false
			break
		}
		p.Cursor = p.For.Cursor(who)
		if e, isNew := p.enter(tx, who, false); isNew {
			added[e.Part]++
			p.Electorate++
		}
	}
	for place, of := range added {
		count(tx, p.ID, place, Part{Of: of})
	}
	polls.Put(tx, p)
	return p
}

// enter puts the voice of a person on the register, once; of a home, while the
// register is made, with everybody who lives there.
func (p *Poll) enter(tx store.Tx, who directory.Person, late bool) (e elector, isNew bool) {
	voice := p.voice(tx, who)
	e, known := electors.Get(tx, store.Key(p.ID, voice))
	if known && (late || e.has(who)) {
		return e, false
	}
	if !known {
		e = elector{Poll: p.ID, Voice: voice, Part: partOf(tx, p.countedAt(tx, who)), Late: late}
	}
	if p.PerHome && !late {
		e.Persons = append(e.Persons, who.ID)
	}
	electors.Put(tx, e)
	return e, !known
}

// partOf is where a seat is counted.
func partOf(tx store.Tx, seat string) string {
	if b, ok := directory.Enclosing(tx, seat, directory.Building); ok {
		return b.ID
	}
	return seat
}

// onRegister is the line of somebody who may vote; who came later is added.
func (p *Poll) onRegister(tx store.Tx, who directory.Person) elector {
	e, isNew := p.enter(tx, who, true)
	if isNew {
		count(tx, p.ID, e.Part, Part{Of: 1, Late: 1})
	}
	return e
}

// isRegistered says whether somebody stands on the register.
func (p *Poll) isRegistered(tx store.Tx, who directory.Person) bool {
	voice := p.voice(tx, who)
	if voice == "" {
		return false
	}
	e, ok := electors.Get(tx, store.Key(p.ID, voice))
	return ok && e.has(who)
}

// enrolDue goes on with a register.
func enrolDue(tx store.Tx, e agenda.Entry) error {
	p, ok := Get(tx, e.Ref)
	if !ok || p.State != Announced || p.Frozen {
		return nil
	}
	if p.ByPart() && p.Register == "" {
		if err := p.freeze(tx); err != nil {
			return err
		}
	}
	enrolOn(tx, p, true)
	return nil
}

// enrolOn makes a stretch and has the next follow, or goes on with what the
// register was for. later: it was not done at once, so the organiser is told.
func enrolOn(tx store.Tx, p Poll, later bool) Poll {
	if p = enrol(tx, p); p.Frozen {
		return announced(tx, p, later)
	}
	agenda.Set(tx, tx.Now(), dueEnrol, p.ID)
	return p
}

// Turnout is who took part, by building, at and below a place: never how
// anybody voted. Everybody counts where they lived when they came onto the
// register.
func Turnout(tx store.Tx, p Poll, at string) []Part {
	at = partOf(tx, at)
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
func inOrder(tx store.Tx, parts map[string]Part, place string) []Part {
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

// Sum puts parts together.
func Sum(parts []Part) (whole Part) {
	for _, part := range parts {
		whole.add(part)
	}
	return whole
}
