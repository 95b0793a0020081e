package voice

import (
	"regexp"
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/store"
)

// Address is a home or a part as lists have it.
type Address struct{ Building, Unit, Room string }

var unitName = regexp.MustCompile(`^(.*?(?:栋|幢|座|号楼))?(.*?单元)?(.*)$`)

// AddressOf takes apart what a part is called in a register: 3栋1单元301.
func AddressOf(unit string) Address {
	m := unitName.FindStringSubmatch(unit)
	return Address{m[1], m[2], m[3]}
}

// Before orders addresses as people count: estate by estate, 2栋 before 10栋, what is
// in no building last.
func (a Address) Before(b Address) int {
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

// HomeAddress is where a home is, with its estate where there are several.
func HomeAddress(tx store.Reader, home string, severalEstates bool) (a Address) {
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
