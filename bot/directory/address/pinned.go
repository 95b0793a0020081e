package address

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Corner is a point on the map, latitude first.
type Corner = [2]float64

// between is how far, in metres, the next outline must be for a point to be surely in
// its own: people tap beside what they mean, and receivers err by some ten metres.
const between = 20.0

// Corners reads an outline: numbers, latitude and longitude in turn, with anything
// between them. Which of two is the latitude shows in China: it is the smaller. One
// corner alone is where a place is, three and more are its outline.
func Corners(words string) ([]Corner, bool) {
	numbers := strings.FieldsFunc(words, func(r rune) bool { return !strings.ContainsRune("0123456789.-", r) })
	var all []Corner
	for pair := range slices.Chunk(numbers, 2) {
		if len(pair) < 2 {
			return nil, false
		}
		lat, err1 := strconv.ParseFloat(pair[0], 64)
		lon, err2 := strconv.ParseFloat(pair[1], 64)
		lat, lon = min(lat, lon), max(lat, lon)
		if err1 != nil || err2 != nil || lat < 3 || lat > 54 || lon < 73 || lon > 136 {
			return nil, false
		}
		all = append(all, Corner{lat, lon})
	}
	return all, len(all) == 1 || len(all) > 2
}

// OutlineOf writes corners as Corners reads them.
func OutlineOf(corners []Corner) string {
	var words []string
	for _, c := range corners {
		words = append(words, strconv.FormatFloat(c[0], 'f', -1, 64)+","+strconv.FormatFloat(c[1], 'f', -1, 64))
	}
	return strings.Join(words, " ")
}

// Pinned is the estate that a point lies in, where that is sure: in the outline of one,
// and not near that of another.
func Pinned(tx store.Reader, at bot.Pin) (directory.Place, bool) {
	around, _ := Nearest(tx, at)
	if len(around) == 0 || away(around[0], at) > 0 || len(around) > 1 && away(around[1], at) < between {
		return directory.Place{}, false
	}
	return around[0], true
}

// Estates are all there are, in the order of the tree.
func Estates(tx store.Reader) (all []directory.Place) {
	for p := range directory.AboveBuildings(tx) {
		if p.Kind == directory.Estate {
			all = append(all, p)
		}
	}
	return all
}

// Nearest are the estates of which it is noted where they are, those near a point
// first, and beside them the others.
func Nearest(tx store.Reader, at bot.Pin) (known, unknown []directory.Place) {
	for _, p := range Estates(tx) {
		switch {
		case p.Outline == "" && p.Pin == (Corner{}):
			unknown = append(unknown, p)
		default:
			known = append(known, p)
		}
	}
	slices.SortStableFunc(known, func(a, b directory.Place) int { return cmp.Compare(away(a, at), away(b, at)) })
	return known, unknown
}

// away is how many metres a point is from an estate: 0 within its outline.
func away(p directory.Place, at bot.Pin) float64 {
	corners, _ := Corners(p.Outline)
	if len(corners) == 0 { // a point is in no outline
		x, y := metres(p.Pin, at)
		return max(math.Hypot(x, y), 2*between)
	}
	inside, least := false, math.Inf(1)
	ax, ay := metres(corners[len(corners)-1], at)
	for _, c := range corners {
		bx, by := metres(c, at)
		if (ay > 0) != (by > 0) && ax+(bx-ax)*ay/(ay-by) > 0 {
			inside = !inside
		}
		least = min(least, toLine(ax, ay, bx, by))
		ax, ay = bx, by
	}
	if inside {
		return 0
	}
	return least
}

// metres are how far a corner lies east and north of a point.
func metres(c Corner, from bot.Pin) (east, north float64) {
	const degree = 111_320
	return (c[1] - from.Lon) * degree * math.Cos(from.Lat/180*math.Pi), (c[0] - from.Lat) * degree
}

// toLine is how far the line from a to b is from where we stand.
func toLine(ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	along := 0.0
	if long := dx*dx + dy*dy; long > 0 {
		along = max(0, min(1, -(ax*dx+ay*dy)/long))
	}
	return math.Hypot(ax+along*dx, ay+along*dy)
}
