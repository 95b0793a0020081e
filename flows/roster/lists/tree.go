package lists

import (
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/store"
)

// tree is the places as they will be: those of the store, and those that come.
type Tree struct {
	tx      store.Reader
	places  map[string]directory.Place   // by id, as far as they were looked at
	below   map[string]map[string]string // by parent, what names share (address.SameName), the id
	taken   map[string]bool              // ids that come
	Estates []directory.Place
	fresh   []string        // ids that come, those above first
	changed map[string]bool // ids there are already, with something new to be noted
	listed  map[string]bool // buildings whose homes are all known
	grids   map[string][]string
}

// NewTree is the places as they are.
func NewTree(tx store.Reader) *Tree {
	t := &Tree{tx: tx, places: map[string]directory.Place{}, below: map[string]map[string]string{}, taken: map[string]bool{},
		changed: map[string]bool{}, listed: map[string]bool{}, grids: map[string][]string{}}
	for _, s := range directory.Children(tx, "") {
		for _, c := range directory.Children(tx, s.ID) {
			t.Estates = append(t.Estates, directory.Children(tx, c.ID)...)
		}
	}
	return t
}

// Children are the places below one by what their names share, and their kind.
func (t *Tree) Children(parent string) map[string]string {
	if known, ok := t.below[parent]; ok {
		return known
	}
	list := map[string]string{}
	for _, p := range directory.Children(t.tx, parent) {
		t.places[p.ID] = p
		list[p.Kind+" "+address.SameName(p.Kind, p.Name)] = p.ID
		if p.Kind == directory.Unit || p.Kind == directory.Home {
			t.listed[parent] = true
		}
		t.note(p)
	}
	t.below[parent] = list
	return list
}

// Fresh are the places that come, those above first.
func (t *Tree) Fresh() (all []directory.Place) {
	for _, id := range t.fresh {
		all = append(all, t.places[id])
	}
	return all
}

func (t *Tree) note(p directory.Place) {
	if p.Grid != "" {
		t.grids[p.Grid] = append(t.grids[p.Grid], p.ID)
	}
}

// Find is the place of a name below another.
func (t *Tree) Find(parent, kind, name string) (string, bool) {
	id, ok := t.Children(parent)[kind+" "+address.SameName(kind, name)]
	return id, ok
}

// Add is the place of a name below another, a new one if there is none.
func (t *Tree) Add(parent, kind, name string) string {
	if id, ok := t.Find(parent, kind, name); ok {
		return id
	}
	id := address.NewID(parent, kind, name, func(id string) bool {
		if t.taken[id] {
			return true
		}
		_, there := directory.GetPlace(t.tx, id)
		return there
	})
	p := directory.Place{ID: id, Kind: kind, Name: name}
	t.below[parent][kind+" "+address.SameName(kind, name)] = id
	t.below[id] = map[string]string{}
	t.taken[id], t.places[id] = true, p
	t.fresh = append(t.fresh, id)
	if kind == directory.Estate {
		t.Estates = append(t.Estates, p)
	}
	return id
}

// set notes the area, the grid or the corners of a place.
func (t *Tree) set(id string, area int64, grid string, corners []address.Corner) {
	had := t.places[id]
	p := had
	if area > 0 {
		p.Area = area
	}
	if grid != "" && grid != p.Grid {
		p.Grid = grid
		t.note(p)
	}
	switch len(corners) {
	case 0:
	case 1:
		p.Pin, p.Outline = corners[0], ""
	default:
		p.Outline = address.OutlineOf(corners)
	}
	if p == had {
		return
	}
	t.places[id] = p
	if !t.taken[id] {
		t.changed[id] = true
	}
}

// Name is what people call a place, from the estate down.
func (t *Tree) Name(id string) string {
	name := ""
	for ; id != ""; id = directory.Parent(id) {
		p, ok := t.places[id]
		if !ok {
			p, _ = directory.GetPlace(t.tx, id)
		}
		if name != "" && (p.Kind == directory.Street || p.Kind == directory.Community) {
			break
		}
		name = p.Name + name
	}
	return name
}

// estateOf finds the estate of a name, within a street and a community if they are
// said; without a name the only one there is.
func (t *Tree) estateOf(street, community, name string) (found []string) {
	for _, e := range t.Estates {
		inner := directory.Parent(e.ID)
		switch {
		case name != "" && address.SameName(directory.Estate, e.Name) != address.SameName(directory.Estate, name):
		case community != "" && !t.called(inner, community):
		case street != "" && !t.called(directory.Parent(inner), street):
		default:
			found = append(found, e.ID)
		}
	}
	return found
}

func (t *Tree) called(id, name string) bool {
	p, ok := t.places[id]
	if !ok {
		p, _ = directory.GetPlace(t.tx, id)
	}
	return address.SameName(p.Kind, p.Name) == address.SameName(p.Kind, name)
}

// anywhere finds what a role is for: a street, community or estate by its name, a
// building or what is in it, a grid.
func (t *Tree) anywhere(words string) []string {
	if at, ok := t.grids[words]; ok {
		return at
	}
	for _, s := range t.Children("") {
		for _, c := range t.Children(s) {
			if t.called(c, words) {
				return []string{c}
			}
		}
		if t.called(s, words) {
			return []string{s}
		}
	}
	if found := t.estateOf("", "", words); len(found) > 0 {
		return found
	}
	rest := words
	within := t.Estates
	for _, e := range t.Estates {
		if _, after, ok := strings.Cut(words, e.Name); ok && after != "" {
			rest, within = after, []directory.Place{e}
		}
	}
	b, u, h := address.Of(rest)
	var found []string
	for _, e := range within {
		if id, ok := t.path(e.ID, b, u, h); ok && b != "" {
			found = append(found, id)
		}
	}
	return found
}

// path goes down from an estate by what is said of a building, a unit, a home.
func (t *Tree) path(id, building, unit, home string) (string, bool) {
	for _, step := range [][2]string{{directory.Building, building}, {directory.Unit, unit}, {directory.Home, home}} {
		if step[1] == "" {
			continue
		}
		next, ok := t.Find(id, step[0], step[1])
		if !ok {
			return "", false
		}
		id = next
	}
	return id, true
}

func (t *Tree) kind(id string) string {
	if p, ok := t.places[id]; ok {
		return p.Kind
	}
	p, _ := directory.GetPlace(t.tx, id)
	return p.Kind
}
