package estate

import "fmt"

// Kind is what an exclusive part is.
type Kind uint8

// A home counts for its owner. Parking counts only where the owners' own rules
// of procedure say so. What the developer has not sold or not handed over
// counts together as one person.
const (
	Home Kind = iota
	Parking
	Developer
)

// Part is one exclusive part of an estate (专有部分). Owner is who votes for it,
// by a name that nobody else in the register has: co-owners are one owner, who
// name one voter.
type Part struct {
	Unit  string
	Owner string
	Area  int64 // in 0.001 m²
	Kind  Kind
}

// Weights is what the parts of a register weigh in a vote: the area of each, and
// whose it is.
type Weights struct {
	area   []int64
	person []int32 // numbered from 0; notCounted for a part without a vote
	all    Weight
}

const notCounted = -1

// Add adds a part of a person, who are numbered from 0 in the order in which they
// come; below 0 it has no vote.
func (w *Weights) Add(area int64, person int) {
	w.area = append(w.area, area)
	if person < 0 {
		w.person = append(w.person, notCounted)
		return
	}
	w.person = append(w.person, int32(person))
	w.all.Area += area
	w.all.Persons = max(w.all.Persons, person+1)
}

// Parts is how many parts there are: what Count wants a choice for.
func (w *Weights) Parts() int { return len(w.area) }

// All is the persons and the area that count.
func (w *Weights) All() Weight { return w.all }

// Part is the area of a part, and the number of the person whose it is; below 0
// it has no vote.
func (w *Weights) Part(i int) (area int64, person int) { return w.area[i], int(w.person[i]) }

// Counts reports whether a part has a vote.
func (w *Weights) Counts(part int) bool { return w.person[part] != notCounted }

// Register is the parts of an estate and how many persons own them, by the
// Supreme Court's interpretation of 2020, articles 8 and 9: one part is one
// person, several parts of one owner are one person with the areas added.
type Register struct {
	Weights
	units map[string]int32
}

// Most that an area and the parts of a register may be, so that no sum runs over.
const (
	MaxArea  = 1_000_000_000_000
	MaxParts = 8_000_000
)

// NewRegister counts the persons.
func NewRegister(parts []Part, parking bool) (*Register, error) {
	if len(parts) > MaxParts {
		return nil, fmt.Errorf("%d parts are more than %d", len(parts), MaxParts)
	}
	r := &Register{units: make(map[string]int32, len(parts))}
	persons := make(map[string]int, len(parts))
	for i, p := range parts {
		if err := r.add(i, p); err != nil {
			return nil, err
		}
		if p.Kind == Parking && !parking {
			r.Add(p.Area, notCounted)
			continue
		}
		id, known := persons[p.owner()]
		if !known {
			id = len(persons)
			persons[p.owner()] = id
		}
		r.Add(p.Area, id)
	}
	return r, nil
}

func (r *Register) add(i int, p Part) error {
	switch _, twice := r.units[p.Unit]; {
	case twice:
		return fmt.Errorf("unit %q is there twice", p.Unit)
	case p.Area <= 0 || p.Area > MaxArea:
		return fmt.Errorf("unit %q has no possible area", p.Unit)
	case p.Owner == "" && p.Kind != Developer:
		return fmt.Errorf("unit %q has no owner", p.Unit)
	}
	r.units[p.Unit] = int32(i)
	return nil
}

func (p Part) owner() string {
	if p.Kind == Developer {
		return "" // no owner has this name
	}
	return p.Owner
}

// Index is the place of a unit among the parts.
func (r *Register) Index(unit string) (int, bool) {
	i, ok := r.units[unit]
	return int(i), ok
}
