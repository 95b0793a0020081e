package directory

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"yishi/bot/directory/plain"
	"yishi/store"
)

var places = store.NewTable("place",
	func(p *Place) string { return store.Key(p.ID) },
	store.Index[Place]{Name: "parent", Keys: func(p *Place) []string { return []string{node(Parent(p.ID))} }},
	store.Index[Place]{Name: "code", Unique: true, Keys: codeKeys},
)

func codeKeys(p *Place) []string {
	if p.Code == "" {
		return nil
	}
	return []string{plain.Code(p.Code)}
}

// node is a place as the beginning of an index key. It ends in "/", so that
// everything at and below a place is one range.
func node(id string) string { return store.Key(id + "/") }

// Branch is the range of the index keys at and below a place.
func Branch(id string) (from, to string) {
	if id == "" {
		return "", ""
	}
	return node(id), store.Key(id) + "0" // "0" follows "/"
}

// GetPlace returns the place with this id.
func GetPlace(tx store.Reader, id string) (Place, bool) {
	if id == "" {
		return Place{}, false
	}
	return places.Get(tx, store.Key(id))
}

// PutPlace writes a place.
func PutPlace(tx store.Tx, p Place) { places.Put(tx, p) }

// PlaceByCode returns the place that has this code, however it was typed.
func PlaceByCode(tx store.Reader, code string) (Place, bool) {
	if code = plain.Code(code); code == "" {
		return Place{}, false
	}
	return places.Find(tx, "code", code)
}

// Children returns the places directly below id in the order people count
// them; the places at the top for "".
func Children(tx store.Reader, id string) []Place {
	below := slices.Collect(places.By(tx, "parent", node(id)))
	slices.SortFunc(below, func(a, b Place) int { return byNumber(a.ID, b.ID) })
	return below
}

// Parent is the place above, "" above the top.
func Parent(id string) string { return id[:max(0, strings.LastIndexByte(id, '/'))] }

// Within reports whether place is root or lies below it. Every place is within "".
func Within(place, root string) bool {
	return root == "" || strings.HasPrefix(place, root) && (len(place) == len(root) || place[len(root)] == '/')
}

// Upward yields the place and everything above it.
func Upward(tx store.Reader, id string) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		for p, ok := GetPlace(tx, id); ok && yield(p); {
			p, ok = GetPlace(tx, Parent(p.ID))
		}
	}
}

// Downward yields the places of a kind at and below p.
func Downward(tx store.Reader, p Place, kind string) iter.Seq[Place] {
	return func(yield func(Place) bool) { descend(tx, p, kind, yield) }
}

func descend(tx store.Reader, p Place, kind string, yield func(Place) bool) bool {
	if p.Kind == kind {
		return yield(p)
	}
	if Depth(p.Kind) > Depth(kind) {
		return true
	}
	for _, below := range Children(tx, p.ID) {
		if !descend(tx, below, kind, yield) {
			return false
		}
	}
	return true
}

// Buildings are those at and below a place, in the order people count them.
func Buildings(tx store.Reader, id string) []Place {
	p, ok := GetPlace(tx, id)
	if !ok {
		return nil
	}
	return slices.Collect(Downward(tx, p, Building))
}

// AboveBuildings yields streets, communities and estates.
func AboveBuildings(tx store.Reader) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		todo := Children(tx, "")
		for len(todo) > 0 {
			p := todo[0]
			todo = todo[1:]
			if !yield(p) {
				return
			}
			if Depth(p.Kind) < Depth(Estate) {
				todo = append(todo, Children(tx, p.ID)...)
			}
		}
	}
}

// Enclosing returns the place of a kind that id is or lies in.
func Enclosing(tx store.Reader, id, kind string) (Place, bool) {
	for p := range Upward(tx, id) {
		if p.Kind == kind {
			return p, true
		}
	}
	return Place{}, false
}

// FullName is what people call a place from the estate down: "和苑3栋2单元501".
func FullName(tx store.Reader, id string) string { return nameFrom(tx, id, Estate) }

// ShortName is what neighbours in one estate call it: "3栋2单元501".
func ShortName(tx store.Reader, id string) string { return nameFrom(tx, id, Building) }

func nameFrom(tx store.Reader, id, top string) string {
	name := ""
	for p := range Upward(tx, id) {
		if name != "" && Depth(p.Kind) < Depth(top) {
			break
		}
		name = p.Name + name
	}
	return name
}

var levels = []string{Street, Community, Estate, Building, Unit, Home}

func Depth(kind string) int { return slices.Index(levels, kind) }

// byNumber orders ids part by part, 2 before 10.
func byNumber(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "/"), strings.Split(b, "/"), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	})
}

// Group is a chat of several people that belongs to a place.
type Group struct {
	Channel string    `json:"channel"`
	Chat    string    `json:"chat"`
	Place   string    `json:"place"`
	Topic   string    `json:"topic,omitempty"` // of the chat, in which it was bound: what is posted goes there
	By      string    `json:"by"`
	Since   time.Time `json:"since"`
}

var groups = store.NewTable("group",
	func(g *Group) string { return store.Key(g.Channel, g.Chat) },
	store.Index[Group]{Name: "place", Keys: func(g *Group) []string { return []string{node(g.Place)} }},
)

// PutGroup writes a group.
func PutGroup(tx store.Tx, g Group) { groups.Put(tx, g) }

// GetGroup returns the group in a chat on a channel.
func GetGroup(tx store.Reader, channel, chat string) (Group, bool) {
	return groups.Get(tx, store.Key(channel, chat))
}

// DropGroup forgets a group.
func DropGroup(tx store.Tx, channel, chat string) { groups.Delete(tx, store.Key(channel, chat)) }

// GroupsAt returns the groups of a place and of the places below it: everybody
// in them belongs to what is for the place.
func GroupsAt(tx store.Reader, place string) []Group {
	var at []Group
	from, to := Branch(place)
	for key := range groups.Between(tx, "place", from, to) {
		if g, ok := groups.Get(tx, key); ok {
			at = append(at, g)
		}
	}
	return at
}

// MoveGroup gives a group its new chat id.
func MoveGroup(tx store.Tx, channel, from, to string) {
	g, ok := GetGroup(tx, channel, from)
	if !ok {
		return
	}
	DropGroup(tx, channel, from)
	g.Chat = to
	PutGroup(tx, g)
}
