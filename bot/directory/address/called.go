package address

import (
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/store"
)

// CalledAt finds whom words mean, "王桂花，3栋1单元301": somebody of that home who is
// called so; without a home, somebody who lives with who speaks. Whether there is such a
// person nobody is told.
func CalledAt(tx store.Reader, by directory.Person, words string) (found []directory.Person) {
	var homes []string
	near := ""
	for _, t := range by.Ties {
		homes = append(homes, t.Home)
	}
	if len(homes) > 0 {
		near = directory.Parent(homes[0])
	}
	named := slices.DeleteFunc(Find(tx, near, words, 4), func(p directory.Place) bool { return p.Kind != directory.Home })
	if len(named) > 0 {
		homes = nil
	}
	for _, p := range named {
		homes = append(homes, p.ID)
	}
	for _, home := range homes {
		for p := range (directory.Audience{Place: home}).People(tx) {
			same := slices.ContainsFunc(found, func(o directory.Person) bool { return o.ID == p.ID })
			if p.Name != "" && p.ID != by.ID && !same && strings.Contains(words, p.Name) {
				found = append(found, p)
			}
		}
	}
	return found
}
