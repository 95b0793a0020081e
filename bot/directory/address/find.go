package address

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// Find finds what people call a place: "3栋", "三号楼二单元", "3-2-501",
// "桂花苑5栋门口". A name of an estate or above leads there; else the search
// goes outward from near and stops where it finds something, so that a
// neighbour's "3栋" is never the one of another estate. Where only a part of
// the words is a place we know, that part counts. Best first, at most limit.
func Find(tx store.Reader, near, words string, limit int) []directory.Place {
	text := plain.Digits(plain.Fold(words))
	named, rest := findNamed(tx, near, text)
	a := read(rest)
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
func outward(tx store.Reader, near string, a address, text string) []directory.Place {
	for p := range directory.Upward(tx, near) {
		if directory.Depth(p.Kind) < directory.Depth(directory.Estate) && a.building == "" && a.home != "" {
			return nil // a number of a home alone says nothing out there
		}
		if found := look(tx, []directory.Place{p}, a, text); len(found) > 0 {
			return found
		}
	}
	if a.building == "" && a.home != "" {
		return nil
	}
	return look(tx, directory.Children(tx, ""), a, text)
}

func look(tx store.Reader, roots []directory.Place, a address, text string) []directory.Place {
	if a != (address{}) {
		return a.under(tx, roots)
	}
	var found []directory.Place
	for _, root := range roots {
		for p := range directory.Downward(tx, root, directory.Building) {
			if called(p, text) {
				found = append(found, p)
			}
		}
	}
	return found
}

// called reports whether text says the place's name, or the beginning of it.
func called(p directory.Place, text string) bool {
	name := plain.Digits(plain.Fold(p.Name))
	return utf8.RuneCountInString(text) > 1 && (strings.Contains(text, name) || strings.HasPrefix(name, text))
}

// findNamed finds the estates (or communities, or streets) that text names, those
// around near first, and what text says besides. Of several that it names one in
// another, as in 梧桐街道桂花苑, the innermost is meant.
func findNamed(tx store.Reader, near, text string) ([]directory.Place, string) {
	whole, rest := wholeNames(tx, text)
	if len(whole) > 0 {
		return nearest(innermost(whole), near), strings.TrimSpace(rest)
	}
	lead := text
	if i := strings.IndexAny(text, "0123456789 "); i >= 0 {
		lead = text[:i]
	}
	var found []directory.Place
	if utf8.RuneCountInString(lead) > 1 {
		for p := range directory.AboveBuildings(tx) {
			if strings.HasPrefix(plain.Digits(plain.Fold(p.Name)), lead) {
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
func wholeNames(tx store.Reader, text string) (found []directory.Place, rest string) {
	var all []directory.Place
	for p := range directory.AboveBuildings(tx) {
		if name := plain.Digits(plain.Fold(p.Name)); name != "" && strings.Contains(text, name) {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b directory.Place) int { return len(b.Name) - len(a.Name) })
	rest, last := text, ""
	for _, p := range all {
		name := plain.Digits(plain.Fold(p.Name))
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
func innermost(all []directory.Place) []directory.Place {
	var found []directory.Place
	for _, p := range all {
		around := slices.ContainsFunc(all, func(o directory.Place) bool { return o.ID != p.ID && directory.Within(o.ID, p.ID) })
		if !around {
			found = append(found, p)
		}
	}
	inside := slices.DeleteFunc(slices.Clone(found), func(p directory.Place) bool {
		return !slices.ContainsFunc(all, func(o directory.Place) bool { return o.ID != p.ID && directory.Within(p.ID, o.ID) })
	})
	if len(inside) > 0 {
		return inside
	}
	return found
}

// nearest puts the estate of near first and leaves out what only has the same
// beginning as an estate: 桂花 is 桂花苑 before it is 桂花社区.
func nearest(found []directory.Place, near string) []directory.Place {
	deepest := 0
	for _, p := range found {
		deepest = max(deepest, directory.Depth(p.Kind))
	}
	found = slices.DeleteFunc(found, func(p directory.Place) bool { return directory.Depth(p.Kind) < deepest })
	slices.SortStableFunc(found, func(a, b directory.Place) int {
		return common(b.ID, near) - common(a.ID, near)
	})
	return found
}

// common counts the levels two places share.
func common(a, b string) int {
	n := 0
	for up := a; up != ""; up = directory.Parent(up) {
		if directory.Within(b, up) {
			n++
		}
	}
	return n
}

// Example is a building as people call it, to show how one says where: of the estate in
// which near lies. Of whom nothing is known nobody is told of one street among several.
func Example(tx store.Reader, near string) string {
	for p := range directory.Upward(tx, near) {
		for b := range directory.Downward(tx, p, directory.Building) {
			return directory.FullName(tx, b.ID)
		}
	}
	if streets := directory.Children(tx, ""); len(streets) == 1 {
		for b := range directory.Downward(tx, streets[0], directory.Building) {
			return directory.FullName(tx, b.ID)
		}
	}
	return "3栋"
}

// HasBuilding reports whether words name a building by its number.
func HasBuilding(words string) bool { return read(plain.Digits(plain.Fold(words))).building != "" }

// Named are the places Find finds whose full names hold every number of
// the words: for choosing whom a decision is for, where "和苑9栋" must not pass
// for all of 和苑.
func Named(tx store.Reader, near, words string, limit int) []directory.Place {
	wanted := numbersIn(words)
	found := Find(tx, near, words, limit)
	return slices.DeleteFunc(found, func(p directory.Place) bool {
		have := numbersIn(directory.FullName(tx, p.ID))
		return slices.ContainsFunc(wanted, func(n string) bool { return !slices.Contains(have, n) })
	})
}

// HomesNamed are the homes that words name where somebody may do something, at most limit
// at each of their places.
func HomesNamed(tx store.Reader, by directory.Person, may directory.Action, words string, limit int) (homes []string) {
	for _, root := range directory.PlacesOf(by, may) {
		for _, at := range Named(tx, root, words, limit) {
			if at.Kind == directory.Home && directory.Within(at.ID, root) {
				homes = append(homes, at.ID)
			}
		}
	}
	return homes
}

// numbersIn are the numbers a text says, as digits.
func numbersIn(text string) []string {
	return strings.FieldsFunc(plain.Digits(plain.Fold(text)), func(r rune) bool { return r < '0' || r > '9' })
}
