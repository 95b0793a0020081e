package directory

import (
	"regexp"
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
func FindPlaces(tx store.Tx, near, words string, limit int) []Place {
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
func outward(tx store.Tx, near string, a address, text string) []Place {
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

func look(tx store.Tx, roots []Place, a address, text string) []Place {
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
// around near first, and what text says besides.
func findNamed(tx store.Tx, near, text string) ([]Place, string) {
	lead := text
	if i := strings.IndexAny(text, "0123456789 "); i >= 0 {
		lead = text[:i]
	}
	var found []Place
	best := ""
	for p := range aboveBuildings(tx) {
		name := digits(fold(p.Name))
		said := ""
		if strings.Contains(text, name) {
			said = name
		} else if utf8.RuneCountInString(lead) > 1 && strings.HasPrefix(name, lead) {
			said = lead
		}
		if said == "" || len(said) < len(best) {
			continue
		}
		if len(said) > len(best) {
			found, best = nil, said
		}
		found = append(found, p)
	}
	return nearest(found, near), strings.TrimSpace(strings.Replace(text, best, "", 1))
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

func aboveBuildings(tx store.Tx) func(func(Place) bool) {
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

// address is what the numbers in somebody's words say.
type address struct{ building, unit, home string }

var numbered = regexp.MustCompile(`([0-9]+|[A-Z])\s*(号楼|楼栋|栋|幢|座|#|单元|门洞|室|户|号|楼|层)?`)

// parseAddress reads numbers with the words that say what they count. A bare
// number is the next thing that is missing, a home if it has three digits.
func parseAddress(text string) address {
	var a address
	for _, m := range numbered.FindAllStringSubmatchIndex(text, -1) {
		n, counter := text[m[2]:m[3]], ""
		if m[4] >= 0 {
			counter = text[m[4]:m[5]]
		}
		if at := a.slot(n, counter, text[m[1]:]); at != nil && *at == "" {
			*at = n
		}
	}
	return a
}

// slot says which part of the address a number is; nil if none.
func (a *address) slot(n, counter, after string) *string {
	letter := n[0] >= 'A'
	switch counter {
	case "号楼", "楼栋", "栋", "幢", "座", "#":
		return &a.building
	case "单元", "门洞":
		return &a.unit
	case "室", "户":
		return &a.home
	case "楼", "层": // a floor
		return nil
	}
	switch {
	case letter:
		return nil
	case len(n) >= 3:
		return &a.home
	case counter == "" && startsHan(after): // 2个, 10字路口
		return nil
	case a.building == "":
		return &a.building
	case a.unit == "":
		return &a.unit
	}
	return &a.home
}

func startsHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x4E00 && r <= 0x9FFF
}

// under follows the address down from the roots as far as it leads.
func (a address) under(tx store.Tx, roots []Place) []Place {
	var found []Place
	for _, step := range []struct{ kind, number string }{{Building, a.building}, {Unit, a.unit}, {Home, a.home}} {
		if step.number == "" {
			continue
		}
		next, some := numberedSo(tx, roots, step.kind, step.number)
		if len(next) == 0 && step.kind == Unit && !some {
			continue // a building without units
		}
		if len(next) == 0 {
			break
		}
		roots, found = next, next
	}
	return found
}

// numberedSo returns the places of a kind under the roots with this number,
// and whether there are places of that kind at all.
func numberedSo(tx store.Tx, roots []Place, kind, number string) (found []Place, some bool) {
	for _, root := range roots {
		for p := range downward(tx, root, kind) {
			some = true
			if label(p.Name) == number {
				found = append(found, p)
			}
		}
	}
	return found, some
}

// label is the number or letter in a place's name.
func label(name string) string {
	m := numbered.FindStringSubmatch(digits(fold(name)))
	if m == nil {
		return ""
	}
	return m[1]
}
