package directory

import (
	"slices"
	"strings"

	"yishi/store"
)

// Several streets may share one store. Who belongs to one is told nothing of what goes
// on in another, not even that it is not for them.

// streetOf is the street that a place lies in.
func streetOf(place string) string {
	street, _, _ := strings.Cut(place, "/")
	return street
}

// Concerns reports whether somebody may hear of what goes on at a place: they live or
// work in its street. Who does neither yet may where there are not several.
func Concerns(tx store.Reader, who Person, place string) bool {
	street := streetOf(place)
	here := slices.ContainsFunc(who.Ties, func(t Tie) bool { return streetOf(t.Home) == street }) ||
		slices.ContainsFunc(who.Roles, func(r Role) bool { return streetOf(r.Place) == street || r.Place == "" })
	nowhere := len(who.Ties)+len(who.Roles) == 0
	return place == "" || here || nowhere && len(Children(tx, "")) < 2
}
