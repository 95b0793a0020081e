package directory

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/store"
)

// FindPlaces finds what people call a place: "3栋", "三号楼二单元", "3-2-501",
// "桂花苑5栋门口". A name of an estate or above leads there; else the search
// goes outward from near and stops where it finds something, so that a
// neighbour's "3栋" is never the one of another estate. Where only a part of
// the words is a place we know, that part counts. Best first, at most limit.
func FindPlaces(tx store.Reader, near, words string, limit int) []Place {
	text := digits(fold(words))
	named, rest := findNamed(tx, near, text)
	a := parseAddress(rest)
	found := named
	switch {
	case len(named) > 0 && a != address{}:
		if at := a.under(tx, named); len(at) > 0 {
			found = at
		}
	case len(named) == 0:
		found = outward(tx, near, a, rest)
	}
	return found[:min(len(found), limit)]
}

// outward looks in near, then in what lies around it, at last everywhere.
func outward(tx store.Reader, near string, a address, text string) []Place {
	for p := range upward(tx, near) {
		if level(p.Kind) < level(Estate) && a.building == "" && a.home != "" {
			return nil // a number of a home alone says nothing out there
		}
		if found := look(tx, []Place{p}, a, text); len(found) > 0 {
			return found
		}
	}
	if a.building == "" && a.home != "" {
		return nil
	}
	return look(tx, Children(tx, ""), a, text)
}

func look(tx store.Reader, roots []Place, a address, text string) []Place {
	if a != (address{}) {
		return a.under(tx, roots)
	}
	var found []Place
	for _, root := range roots {
		for p := range downward(tx, root, Building) {
			if called(p, text) {
				found = append(found, p)
			}
		}
	}
	return found
}

// called reports whether text says the place's name, or the beginning of it.
func called(p Place, text string) bool {
	name := digits(fold(p.Name))
	return utf8.RuneCountInString(text) > 1 && (strings.Contains(text, name) || strings.HasPrefix(name, text))
}

// findNamed finds the estates (or communities, or streets) that text names, those
// around near first, and what text says besides. Of several that it names one in
// another, as in 梧桐街道桂花苑, the innermost is meant.
func findNamed(tx store.Reader, near, text string) ([]Place, string) {
	whole, rest := wholeNames(tx, text)
	if len(whole) > 0 {
		return nearest(innermost(whole), near), strings.TrimSpace(rest)
	}
	lead := text
	if i := strings.IndexAny(text, "0123456789 "); i >= 0 {
		lead = text[:i]
	}
	var found []Place
	if utf8.RuneCountInString(lead) > 1 {
		for p := range aboveBuildings(tx) {
			if strings.HasPrefix(digits(fold(p.Name)), lead) {
				found = append(found, p)
			}
		}
	}
	if len(found) == 0 {
		return nil, text
	}
	return nearest(found, near), strings.TrimSpace(strings.Replace(text, lead, "", 1))
}

// wholeNames are the places above buildings whose names text holds, the longest first,
// and what is left of text without them.
func wholeNames(tx store.Reader, text string) (found []Place, rest string) {
	var all []Place
	for p := range aboveBuildings(tx) {
		if name := digits(fold(p.Name)); name != "" && strings.Contains(text, name) {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b Place) int { return len(b.Name) - len(a.Name) })
	rest, last := text, ""
	for _, p := range all {
		name := digits(fold(p.Name))
		if name != last && !strings.Contains(rest, name) {
			continue // a part of a longer one
		}
		if name != last {
			rest = strings.Replace(rest, name, " ", 1)
		}
		found, last = append(found, p), name
	}
	return found, rest
}

// innermost leaves out places that lie around others, and those that do not lie in what
// is named around them.
func innermost(all []Place) []Place {
	var found []Place
	for _, p := range all {
		around := slices.ContainsFunc(all, func(o Place) bool { return o.ID != p.ID && Within(o.ID, p.ID) })
		if !around {
			found = append(found, p)
		}
	}
	inside := slices.DeleteFunc(slices.Clone(found), func(p Place) bool {
		return !slices.ContainsFunc(all, func(o Place) bool { return o.ID != p.ID && Within(p.ID, o.ID) })
	})
	if len(inside) > 0 {
		return inside
	}
	return found
}

// nearest puts the estate of near first and leaves out what only has the same
// beginning as an estate: 桂花 is 桂花苑 before it is 桂花社区.
func nearest(found []Place, near string) []Place {
	deepest := 0
	for _, p := range found {
		deepest = max(deepest, level(p.Kind))
	}
	found = slices.DeleteFunc(found, func(p Place) bool { return level(p.Kind) < deepest })
	slices.SortStableFunc(found, func(a, b Place) int {
		return common(b.ID, near) - common(a.ID, near)
	})
	return found
}

// common counts the levels two places share.
func common(a, b string) int {
	n := 0
	for up := a; up != ""; up = Parent(up) {
		if Within(b, up) {
			n++
		}
	}
	return n
}

// aboveBuildings yields streets, communities and estates.
func aboveBuildings(tx store.Reader) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		todo := Children(tx, "")
		for len(todo) > 0 {
			p := todo[0]
			todo = todo[1:]
			if !yield(p) {
				return
			}
			if level(p.Kind) < level(Estate) {
				todo = append(todo, Children(tx, p.ID)...)
			}
		}
	}
}

// Example is a building as people call it, to show how one says where: of the estate in
// which near lies. Of whom nothing is known nobody is told of one street among several.
func Example(tx store.Reader, near string) string {
	for p := range upward(tx, near) {
		for b := range downward(tx, p, Building) {
			return FullName(tx, b.ID)
		}
	}
	if streets := Children(tx, ""); len(streets) == 1 {
		for b := range downward(tx, streets[0], Building) {
			return FullName(tx, b.ID)
		}
	}
	return "3栋"
}

// HasBuilding reports whether words name a building by its number.
func HasBuilding(words string) bool { return parseAddress(digits(fold(words))).building != "" }

// Named are the places FindPlaces finds whose full names hold every number of
// the words: for choosing whom a decision is for, where "和苑9栋" must not pass
// for all of 和苑.
func Named(tx store.Reader, near, words string, limit int) []Place {
	wanted := numbersIn(words)
	found := FindPlaces(tx, near, words, limit)
	return slices.DeleteFunc(found, func(p Place) bool {
		have := numbersIn(FullName(tx, p.ID))
		return slices.ContainsFunc(wanted, func(n string) bool { return !slices.Contains(have, n) })
	})
}

// HomesNamed are the homes that words name where somebody may do something, at most limit
// at each of their places.
func HomesNamed(tx store.Reader, by Person, may Action, words string, limit int) (homes []string) {
	for _, root := range PlacesOf(by, may) {
		for _, at := range Named(tx, root, words, limit) {
			if at.Kind == Home && Within(at.ID, root) {
				homes = append(homes, at.ID)
			}
		}
	}
	return homes
}

// numbersIn are the numbers a text says, as digits.
func numbersIn(text string) []string {
	return strings.FieldsFunc(digits(fold(text)), func(r rune) bool { return r < '0' || r > '9' })
}
