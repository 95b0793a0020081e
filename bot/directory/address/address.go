// Package address reads where people say something is: which places of the tree they
// name, and what it is called. It asks nobody and changes nothing.
package address

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yishi/bot/directory"
	"yishi/bot/directory/plain"
	"yishi/store"
)

// address is what the numbers in somebody's words say.
type address struct{ building, unit, home string }

// A number may have a word or letters before it, and a letter behind: 东1栋, A1栋,
// 501A. A word alone is a number where it is counted: 甲栋, A座.
var numbered = regexp.MustCompile(`((?:[东西南北中甲乙丙丁]|[A-Z]{1,2}-?)?[0-9]+[A-Z]?|[A-Z]|[东西南北中甲乙丙丁])\s*(号楼|号栋|楼栋|栋|幢|座|#楼|#|单元|门洞|单|门|室|户|号|楼|层)?`)

// dashed is an address whose parts are told apart by a sign alone: 3-2-501, 102-1-501,
// A1-2-301, 3.2.501. What is counted in between may be said as well: 3#2-501.
var dashed = regexp.MustCompile(`(?:^|[^0-9A-Z])((?:[东西南北中甲乙丙丁]|[A-Z]{1,2})?[0-9]{1,3}|[A-Z])(?:号楼|栋|幢|座|#楼?)?[-/.、 ]([0-9]{1,2}|[A-Z])(?:单元|门)?[-/.、 ]([0-9]{2,4}[A-Z]?)(?:[^0-9]|$)`)

// packed is one written without any sign, as on bills: 032501 is 3栋2单元501.
var packed = regexp.MustCompile(`^0*([0-9]{1,2})0?([1-9])([0-9]{3})$`)

var dashes = strings.NewReplacer("—", "-", "–", "-", "－", "-", "―", "-", "‐", "-", "−", "-", "~", "-", "、", "-")

// read reads numbers with the words that say what they count. A bare
// number is the next thing that is missing, a home if it has three digits.
func read(text string) address {
	text = strings.ReplaceAll(dashes.Replace(text), "--", "-")
	if m := dashed.FindStringSubmatch(text); m != nil {
		return address{m[1], m[2], m[3]}
	}
	if m := packed.FindStringSubmatch(text); m != nil && len(text) == 6 {
		return address{m[1], m[2], m[3]}
	}
	var a address
	for _, m := range numbered.FindAllStringSubmatchIndex(text, -1) {
		n, counter := strings.ReplaceAll(text[m[2]:m[3]], "-", ""), ""
		if m[4] >= 0 {
			counter = text[m[4]:m[5]]
		}
		if at := a.slot(n, counter, text[m[1]:]); at != nil && *at == "" {
			*at = n
		}
	}
	return a
}

// Of is what the numbers of an address say: its building, unit and home, each
// as far as it is said.
func Of(text string) (building, unit, home string) {
	a := read(plain.Digits(plain.Fold(text)))
	return a.building, a.unit, a.home
}

// slot says which part of the address a number is; nil if none.
func (a *address) slot(n, counter, after string) *string {
	word := !strings.ContainsAny(n, "0123456789")
	prefixed := word || n[0] > '9'
	switch counter {
	case "号楼", "号栋", "楼栋", "栋", "幢", "座", "#", "#楼":
		return &a.building
	case "单元", "门洞":
		return &a.unit
	case "室", "户":
		return &a.home
	case "楼", "层": // a floor
		return nil
	}
	switch {
	case word, strings.HasSuffix(n, "F"): // 东门; 1F, a floor
		return nil
	case counter == "门" || counter == "单":
		if prefixed {
			return nil
		}
		return &a.unit
	case len(n) >= 3 && !prefixed:
		return &a.home
	case counter == "" && startsHan(after): // 2个, 10字路口
		return nil
	case a.building == "":
		return &a.building
	case a.unit == "" && !prefixed:
		return &a.unit
	}
	return &a.home
}

func startsHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x4E00 && r <= 0x9FFF
}

// under follows the address down from the roots as far as it leads.
func (a address) under(tx store.Reader, roots []directory.Place) []directory.Place {
	var found []directory.Place
	for _, step := range []struct{ kind, number string }{{directory.Building, a.building}, {directory.Unit, a.unit}, {directory.Home, a.home}} {
		if step.number == "" {
			continue
		}
		next, some := numberedSo(tx, roots, step.kind, step.number)
		if len(next) == 0 && step.kind == directory.Unit && !some {
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
// and whether there are places of that kind at all. Where no building has it as it was
// said, those that have its digits may be meant: 1栋 of A1栋 and B1栋.
func numberedSo(tx store.Reader, roots []directory.Place, kind, number string) (found []directory.Place, some bool) {
	var nearly []directory.Place
	number = strings.TrimLeft(number, "0")
	for _, root := range roots {
		for p := range directory.Downward(tx, root, kind) {
			some = true
			switch l := label(p.Name); {
			case l == number:
				found = append(found, p)
			case kind == directory.Building && bare(l) == number:
				nearly = append(nearly, p)
			}
		}
	}
	if len(found) == 0 {
		found = nearly
	}
	return found, some
}

// label is the number or letter in a place's name.
func label(name string) string {
	all := numbered.FindAllStringSubmatch(plain.Digits(plain.Fold(name)), -1)
	if all == nil {
		return ""
	}
	i := max(0, slices.IndexFunc(all, func(m []string) bool { return m[2] != "" })) // 东苑2号楼: what is counted
	return strings.TrimLeft(strings.ReplaceAll(all[i][1], "-", ""), "0")
}

// bare is a label without the word before its digits.
func bare(label string) string {
	return strings.TrimLeft(label, "东西南北中甲乙丙丁ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// SameName is what the names of two places below one other share if they mean the
// same: 3栋, 三号楼 and 3#; 501 and 501室.
func SameName(kind, name string) string {
	text := plain.Name(plain.Digits(plain.Fold(name)))
	if directory.Depth(kind) >= directory.Depth(directory.Building) {
		if at := numbered.FindStringIndex(text); at != nil && at[0] == 0 && at[1] == len(text) {
			return label(name)
		}
	}
	return text
}

// NewID is an id for a new place below another: its number if that can be one, else
// the first that is free, of those for which taken says so.
func NewID(parent, kind, name string, taken func(id string) bool) string {
	own := SameName(kind, name)
	if directory.Depth(kind) >= directory.Depth(directory.Building) && plain.Code(own) == own && own != "" && len(own) <= 6 && !taken(below(parent, own)) {
		return below(parent, own)
	}
	mark := ""
	if directory.Depth(kind) >= directory.Depth(directory.Building) {
		mark = "x" // apart from what has a number
	}
	for n := 1; ; n++ {
		if id := below(parent, mark+strconv.Itoa(n)); !taken(id) {
			return id
		}
	}
}

func below(parent, part string) string {
	if parent == "" {
		return part
	}
	return parent + "/" + part
}
