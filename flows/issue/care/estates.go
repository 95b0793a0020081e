package care

import (
	"slices"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/talk"
	"yishi/store"
)

// mostEstates are offered to choose from.
const mostEstates = 8

// estatesFor are the estates a spot may be in: of a point on the map those around it; of
// words one's own, or what they fit, or all of them if they are few enough.
func estatesFor(tx store.Reader, who directory.Person, spot talk.Spot) []talk.Opt {
	own, housed := estateOf(tx, who)
	named := estatesNamed(tx, spot.Name)
	switch {
	case spot.Pin != nil:
		return options(tx, estatesAround(tx, own, named, *spot.Pin))
	case housed:
		return options(tx, []directory.Place{own})
	case len(named) > 0:
		return options(tx, named)
	}
	return options(tx, address.Estates(tx))
}

func estateOf(tx store.Reader, who directory.Person) (directory.Place, bool) {
	if len(who.Ties) == 0 {
		return directory.Place{}, false
	}
	return directory.Enclosing(tx, who.Ties[0].Home, directory.Estate)
}

func estatesNamed(tx store.Reader, words string) (named []directory.Place) {
	for _, p := range address.Find(tx, "", words, mostEstates) {
		if e, ok := directory.Enclosing(tx, p.ID, directory.Estate); ok {
			named = append(named, e)
		}
	}
	return named
}

// estatesAround are all estates, the nearest first; those of which nobody knows where
// they are after the one that the map's own words name, and somebody's own.
func estatesAround(tx store.Reader, own directory.Place, named []directory.Place, at talk.Pin) []directory.Place {
	known, unknown := address.Nearest(tx, at)
	first := slices.DeleteFunc(append(named, own), func(p directory.Place) bool { return !slices.Contains(unknown, p) })
	return slices.Concat(known, first, unknown)
}

// options are the first of some places, each once. Of two with one name it is said in
// which community they are.
func options(tx store.Reader, places []directory.Place) (opts []talk.Opt) {
	names := map[string]int{}
	for _, p := range address.Estates(tx) {
		names[p.Name]++
	}
	for _, p := range places {
		o := talk.Opt{Key: p.ID, Label: p.Name}
		if in, ok := directory.GetPlace(tx, directory.Parent(p.ID)); ok && names[p.Name] > 1 {
			o.Label = in.Name + p.Name
		}
		if len(opts) < mostEstates && !slices.Contains(opts, o) {
			opts = append(opts, o)
		}
	}
	return opts
}
