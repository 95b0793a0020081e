// Package lists has what is gone through or printed with a poll: whose doors to knock
// at, the paper ballots, the official form, and the tickets that lead to them.
package lists

import (
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
)

// Door is one home, or one part, on a list for who goes from door to door.
type Door struct {
	voice.Address
	Who   string // as far as who goes there may know
	State string
}

// Stairway is the doors of one unit.
type Stairway struct {
	Building, Unit string
	Of             int // that could vote
	Doors          []Door
}

// NotVotedAt lists who at a place could vote and has not: never how anybody voted.
func NotVotedAt(tx store.Reader, p poll.Poll, place string, names bool) []Stairway {
	return poll.By(p, silentHomes, silentHomes, silentDoors)(tx, p, place, names)
}

func silentDoors(tx store.Reader, p poll.Poll, place string, names bool) []Stairway {
	return partDoors(tx, p, place, names, func(part owners.Part) (string, bool) {
		_, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit))
		if voice.Silence(tx, p, part) == tally.Silent {
			return "票送到了", !voted
		}
		return "还没有投", !voted
	})
}

// NotReachedAt lists the parts at a place whose ballots were neither delivered nor
// voted. Where the owners' rules count silence, a message is no delivery.
func NotReachedAt(tx store.Reader, p poll.Poll, place string, names bool) []Stairway {
	reached := map[int]bool{}
	for _, no := range voice.Delivered(tx, p) {
		reached[no] = true
	}
	return partDoors(tx, p, place, names, func(part owners.Part) (string, bool) {
		_, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit))
		return "还没有送到", !voted && !reached[part.No]
	})
}

// partsAt are the parts with a vote at a place, in the order people count. All that
// are on the register are at the place of the poll.
func partsAt(tx store.Reader, p poll.Poll, place string) []owners.Part {
	r := voice.Register(tx, p)
	list := slices.DeleteFunc(owners.PartsOf(tx, r), func(part owners.Part) bool {
		return !r.Counts(part) || place != p.For.Place && !directory.Within(voice.BuildingOf(p, part), place)
	})
	slices.SortStableFunc(list, func(a, b owners.Part) int { return voice.AddressOf(a.Unit).Before(voice.AddressOf(b.Unit)) })
	return list
}

func partDoors(tx store.Reader, p poll.Poll, place string, names bool, state func(owners.Part) (string, bool)) []Stairway {
	var l doorList
	for _, part := range partsAt(tx, p, place) {
		at := voice.AddressOf(part.Unit)
		stair := l.at(at)
		stair.Of++
		if words, listed := state(part); listed {
			stair.Doors = append(stair.Doors, Door{Address: at, Who: ownerNames(part, names), State: words})
		}
	}
	return l.stairs
}

func ownerNames(part owners.Part, whole bool) string {
	var list []string
	for _, o := range part.Owners {
		list = append(list, voice.ShownName(directory.Person{Name: o.Name}, whole))
	}
	return strings.Join(list, "、")
}

// silentHomes are the homes at a place with people who could vote and have not.
func silentHomes(tx store.Reader, p poll.Poll, place string, names bool) []Stairway {
	var l doorList
	to := p.For
	to.Place = place
	home, listed, each := "", "", poll.By(p, true, false, false) // of a home one is enough
	_, inEstate := directory.Enclosing(tx, p.For.Place, directory.Estate)
	severalEstates := !inEstate
	for who := range to.People(tx) {
		seat := to.Seat(who)
		if voice.CountedAt(tx, p, who) != seat {
			continue
		}
		at := voice.HomeAddress(tx, seat, severalEstates)
		stair := l.at(at)
		if seat != home {
			home = seat
			stair.Of++
		}
		if _, voted := voice.VotedIn(tx, p, who); voted {
			continue
		}
		switch last := len(stair.Doors) - 1; {
		case seat != listed:
			listed = seat
			stair.Doors = append(stair.Doors, Door{Address: at, Who: voice.ShownName(who, names), State: "还没有投"})
		case each:
			stair.Doors[last].Who += "、" + voice.ShownName(who, names)
		}
	}
	l.sort()
	return l.stairs
}

// doorList is a list being made, stairway by stairway.
type doorList struct{ stairs []Stairway }

// at is the stairway of an address; those of one come one after the other.
func (l *doorList) at(a voice.Address) *Stairway {
	if n := len(l.stairs); n == 0 || l.stairs[n-1].Building != a.Building || l.stairs[n-1].Unit != a.Unit {
		l.stairs = append(l.stairs, Stairway{Building: a.Building, Unit: a.Unit})
	}
	return &l.stairs[len(l.stairs)-1]
}

func (l *doorList) sort() {
	slices.SortStableFunc(l.stairs, func(a, b Stairway) int {
		return voice.Address{Building: a.Building, Unit: a.Unit}.Before(voice.Address{Building: b.Building, Unit: b.Unit})
	})
	for _, s := range l.stairs {
		slices.SortStableFunc(s.Doors, func(a, b Door) int { return a.Before(b.Address) })
	}
}
