package poll

import (
	"regexp"
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// Door is one home, or one part, on a list for who goes from door to door.
type Door struct {
	Address
	Who   string // as far as who goes there may know
	State string
}

// Stairway is the doors of one unit.
type Stairway struct {
	Building, Unit string
	Of             int // that could vote
	Doors          []Door
}

// Address is a home or a part as lists have it.
type Address struct{ Building, Unit, Room string }

var unitName = regexp.MustCompile(`^(.*?(?:栋|幢|座|号楼))?(.*?单元)?(.*)$`)

// addressOf takes apart what a part is called in a register: 3栋1单元301.
func addressOf(unit string) Address {
	m := unitName.FindStringSubmatch(unit)
	return Address{m[1], m[2], m[3]}
}

// before orders addresses as people count: estate by estate, 2栋 before 10栋, what is
// in no building last.
func (a Address) before(b Address) int {
	if (a.Building == "") != (b.Building == "") {
		return strings.Compare(b.Building, a.Building)
	}
	if estates := strings.Compare(a.estate(), b.estate()); estates != 0 {
		return estates
	}
	x, y := a.Building+a.Unit+a.Room, b.Building+b.Unit+b.Room
	byNumber := slices.CompareFunc(strings.Fields(numbersOf(x)), strings.Fields(numbersOf(y)), func(n, m string) int {
		if len(n) != len(m) {
			return len(n) - len(m)
		}
		return strings.Compare(n, m)
	})
	if byNumber != 0 {
		return byNumber
	}
	return strings.Compare(x, y)
}

// estate is what stands before the number of a building.
func (a Address) estate() string {
	return a.Building[:strings.IndexAny(a.Building+"0", "0123456789")]
}

// NotVotedAt lists who at a place could vote and has not: never how anybody voted.
func NotVotedAt(tx store.Tx, p Poll, place string, names bool) []Stairway {
	if !p.ByPart() {
		return silentHomes(tx, p, place, names)
	}
	return p.partDoors(tx, place, names, func(part owners.Part) (string, bool) {
		_, voted := roll.Get(tx, store.Key(p.ID, part.Unit))
		if p.silence(tx, part) == tally.Silent {
			return "票送到了", !voted
		}
		return "还没有投", !voted
	})
}

// NotReachedAt lists the parts at a place whose ballots were neither delivered nor
// voted. Where the owners' rules count silence, a message is no delivery.
func NotReachedAt(tx store.Tx, p Poll, place string, names bool) []Stairway {
	reached := map[int]bool{}
	for _, no := range p.delivered(tx) {
		reached[no] = true
	}
	return p.partDoors(tx, place, names, func(part owners.Part) (string, bool) {
		_, voted := roll.Get(tx, store.Key(p.ID, part.Unit))
		return "还没有送到", !voted && !reached[part.No]
	})
}

// partsAt are the parts with a vote at a place, in the order people count. All that
// are on the register are at the place of the poll.
func (p *Poll) partsAt(tx store.Tx, place string) []owners.Part {
	r := p.register(tx)
	list := slices.DeleteFunc(owners.PartsOf(tx, r), func(part owners.Part) bool {
		return !r.Counts(part) || place != p.For.Place && !directory.Within(p.buildingOf(part), place)
	})
	slices.SortStableFunc(list, func(a, b owners.Part) int { return addressOf(a.Unit).before(addressOf(b.Unit)) })
	return list
}

func (p *Poll) partDoors(tx store.Tx, place string, names bool, state func(owners.Part) (string, bool)) []Stairway {
	var l doorList
	for _, part := range p.partsAt(tx, place) {
		at := addressOf(part.Unit)
		stair := l.at(at)
		stair.Of++
		if words, listed := state(part); listed {
			stair.Doors = append(stair.Doors, Door{Address: at, Who: ownerNames(part, names), State: words})
		}
	}
	return l.stairs
}

func ownerNames(part owners.Part, whole bool) string {
	var list []string
	for _, o := range part.Owners {
		list = append(list, shownName(directory.Person{Name: o.Name}, whole))
	}
	return strings.Join(list, "、")
}

// silentHomes are the homes at a place with people who could vote and have not.
func silentHomes(tx store.Tx, p Poll, place string, names bool) []Stairway {
	var l doorList
	to := p.For
	to.Place = place
	home, listed := "", ""
	_, inEstate := directory.Enclosing(tx, p.For.Place, directory.Estate)
	severalEstates := !inEstate
	for who := range to.People(tx) {
		seat := to.Seat(who)
		if p.countedAt(tx, who) != seat {
			continue
		}
		at := homeAddress(tx, seat, severalEstates)
		stair := l.at(at)
		if seat != home {
			home = seat
			stair.Of++
		}
		if _, voted := VotedIn(tx, p, who); voted {
			continue
		}
		switch last := len(stair.Doors) - 1; {
		case seat != listed:
			listed = seat
			stair.Doors = append(stair.Doors, Door{Address: at, Who: shownName(who, names), State: "还没有投"})
		case !p.PerHome:
			stair.Doors[last].Who += "、" + shownName(who, names)
		}
	}
	l.sort()
	return l.stairs
}

// homeAddress is where a home is, with its estate where there are several.
func homeAddress(tx store.Tx, home string, severalEstates bool) (a Address) {
	for _, part := range []struct {
		kind string
		name *string
	}{{directory.Building, &a.Building}, {directory.Unit, &a.Unit}, {directory.Home, &a.Room}} {
		if place, ok := directory.Enclosing(tx, home, part.kind); ok {
			*part.name = place.Name
		}
	}
	if b, ok := directory.Enclosing(tx, home, directory.Building); ok && severalEstates {
		a.Building = directory.FullName(tx, b.ID)
	}
	return a
}

// doorList is a list being made, stairway by stairway.
type doorList struct{ stairs []Stairway }

// at is the stairway of an address; those of one come one after the other.
func (l *doorList) at(a Address) *Stairway {
	if n := len(l.stairs); n == 0 || l.stairs[n-1].Building != a.Building || l.stairs[n-1].Unit != a.Unit {
		l.stairs = append(l.stairs, Stairway{Building: a.Building, Unit: a.Unit})
	}
	return &l.stairs[len(l.stairs)-1]
}

func (l *doorList) sort() {
	slices.SortStableFunc(l.stairs, func(a, b Stairway) int {
		return Address{a.Building, a.Unit, ""}.before(Address{b.Building, b.Unit, ""})
	})
	for _, s := range l.stairs {
		slices.SortStableFunc(s.Doors, func(a, b Door) int { return a.before(b.Address) })
	}
}
