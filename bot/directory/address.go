package directory

import (
	"regexp"
	"unicode/utf8"

	"yishi/store"
)

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
