package tally

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

// Register is the parts of an estate and how many persons own them, by the
// Supreme Court's interpretation of 2020, articles 8 and 9: one part is one
// person, several parts of one owner are one person with the areas added.
type Register struct {
	parts  []Part
	person []int32 // of each part; notCounted for parking that does not count
	units  map[string]int32
	all    Weight
}

const notCounted = -1

// Most that an area and the parts of a register may be, so that no sum runs over.
const (
	maxArea  = 1_000_000_000_000
	maxParts = 8_000_000
)

// NewRegister counts the persons. The parts stay as they are while it is used.
func NewRegister(parts []Part, parking bool) (*Register, error) {
	if len(parts) > maxParts {
		return nil, fmt.Errorf("%d parts are more than %d", len(parts), maxParts)
	}
	r := &Register{parts: parts, person: make([]int32, len(parts)), units: make(map[string]int32, len(parts))}
	persons := make(map[string]int32, len(parts))
	for i, p := range parts {
		if err := r.add(i, p); err != nil {
			return nil, err
		}
		if p.Kind == Parking && !parking {
			r.person[i] = notCounted
			continue
		}
		id, known := persons[p.owner()]
		if !known {
			id = int32(len(persons))
			persons[p.owner()] = id
		}
		r.person[i] = id
		r.all.Area += p.Area
	}
	r.all.Persons = len(persons)
	return r, nil
}

func (r *Register) add(i int, p Part) error {
	switch _, twice := r.units[p.Unit]; {
	case twice:
		return fmt.Errorf("unit %q is there twice", p.Unit)
	case p.Area <= 0 || p.Area > maxArea:
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

// Parts is how many parts there are: what Count wants a choice for.
func (r *Register) Parts() int { return len(r.parts) }

// All is the persons and the area that count.
func (r *Register) All() Weight { return r.all }

// Index is the place of a unit among the parts.
func (r *Register) Index(unit string) (int, bool) {
	i, ok := r.units[unit]
	return int(i), ok
}

// Counts says whether a part has a vote.
func (r *Register) Counts(part int) bool { return r.person[part] != notCounted }
