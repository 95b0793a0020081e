package directory

import (
	"time"

	"yishi/store"
)

// Group is a chat of several people that belongs to a place.
type Group struct {
	Channel string    `json:"channel"`
	Chat    string    `json:"chat"`
	Place   string    `json:"place"`
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
func GetGroup(tx store.Tx, channel, chat string) (Group, bool) {
	return groups.Get(tx, store.Key(channel, chat))
}

// DropGroup forgets a group.
func DropGroup(tx store.Tx, channel, chat string) { groups.Delete(tx, store.Key(channel, chat)) }

// GroupsAt returns the groups of a place and of the places below it: everybody
// in them belongs to what is for the place.
func GroupsAt(tx store.Tx, place string) []Group {
	var at []Group
	from, to := branch(place)
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
