package owners

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/tally/estate"
	"yishi/store"
)

// Freeze keeps the register of a place as it is, for a vote that is announced there:
// an estate, or one building or stairway of it. By is the id of whoever announces it.
func Freeze(tx store.Tx, by, place string, parking bool) (Register, error) {
	estate, live, err := Live(tx, place)
	if err != nil {
		return Register{}, err
	}
	list, err := within(tx, PartsOf(tx, live), place, estate)
	if err != nil {
		return Register{}, err
	}
	counted, err := count(list, parking)
	if err != nil {
		return Register{}, err
	}
	r := Register{ID: "frozen-" + store.Short(tx.Seq()), Estate: estate, Place: place, Parking: parking, At: tx.Now(), Parts: len(list), All: counted.All()}
	r.Hash = hash(r, list)
	for i, p := range list {
		p.Register, p.No = r.ID, i+1
		parts.Put(tx, p)
	}
	putSheet(tx, r.ID, &counted.Weights)
	registers.Put(tx, r)
	audit.Log(tx, by, "freeze owners", place, r.ID+" "+r.Hash)
	return r, nil
}

// CanFreeze refuses a place whose register could not be frozen.
func CanFreeze(tx store.Reader, place string) error {
	estate, live, err := Live(tx, place)
	if err == nil {
		_, err = within(tx, PartsOf(tx, live), place, estate)
	}
	return err
}

// Live is the register of the estate that a place is in, or is.
func Live(tx store.Reader, place string) (estate string, live Register, err error) {
	at, ok := directory.Enclosing(tx, place, directory.Estate)
	if !ok {
		return "", live, bot.Refuse("业主投票是一个小区的，或者其中一栋、一个单元的。")
	}
	if live, ok = Get(tx, at.ID); !ok {
		return at.ID, live, bot.Refuse("%s还没有业主名册，请先导入。", directory.FullName(tx, at.ID))
	}
	return at.ID, live, nil
}

// within are the parts in a building or a stairway. Of which stairway a home is that
// the directory does not have nobody can say, so there is no vote of one then.
func within(tx store.Reader, list []Part, place, estate string) ([]Part, error) {
	if place == estate {
		return list, nil
	}
	var in []Part
	lost := 0
	for _, p := range list {
		switch {
		case directory.Within(cmp.Or(p.Home, p.Building), place):
			in = append(in, p)
		case p.Kind == Home && p.Home == "" && directory.Within(place, p.Building):
			lost++
		}
	}
	switch {
	case lost > 0:
		return nil, bot.Refuse("名册里有%d套对不上单元，不能只由%s来投。先请管理员把房号改成「1单元301」这样。", lost, directory.FullName(tx, place))
	case len(in) == 0:
		return nil, bot.Refuse("名册里%s一套也没有。", directory.FullName(tx, place))
	}
	return in, nil
}

// check says which register of a vote is not any more what it was when it was frozen.
func check(tx store.Reader) error {
	for r := range registers.All(tx) {
		if r.Frozen() && !Intact(tx, r) {
			return fmt.Errorf("the register of owners %s (%s) is not what it was when it was frozen for a vote: %w", r.ID, r.Scope(), store.ErrDamaged)
		}
	}
	return nil
}

// Intact reports whether a frozen register still is what its hash says.
func Intact(tx store.Reader, r Register) bool { return r.Frozen() && hash(r, PartsOf(tx, r)) == r.Hash }

func count(list []Part, parking bool) (*estate.Register, error) {
	counted := make([]estate.Part, len(list))
	for i, p := range list {
		counted[i] = estate.Part{Unit: p.Unit, Owner: p.Holder, Area: p.Area, Kind: p.kind(parking)}
	}
	return estate.NewRegister(counted, parking)
}

// kind is as what a part is counted. The developer's shops, and its parking where
// that counts, are the same person's as its homes.
func (p Part) kind(parking bool) estate.Kind {
	switch {
	case p.Kind == Parking && !parking:
		return estate.Parking
	case p.Holder == ofDeveloper:
		return estate.Developer
	case p.Kind == Parking:
		return estate.Parking
	}
	return estate.Home
}

// Counts reports whether a part has a vote in a register.
func (r Register) Counts(p Part) bool { return p.Kind != Parking || r.Parking }

// hash is the SHA-256 of the text of a register.
func hash(r Register, list []Part) string {
	sum := sha256.New()
	writeText(sum, r, list)
	return hex.EncodeToString(sum.Sum(nil))
}

// writeText writes the register as its hash is made of it, so that whoever may see the
// names can make it again. In UTF-8, each line ended by a line feed, fields
// separated by tabs:
//
//	yishi owners 1
//	estate	ID (of the place that votes: an estate, a building, a stairway)
//	parking	yes (or no: whether it counts)
//	UNIT	KIND	AREA	HOLDER	OWNERS	VOTER
//
// with a line for each part, ordered by the bytes of UNIT. AREA is in 0.001 m².
// Parts of one HOLDER are one person. OWNERS are their names, ordered by their
// bytes, with 、 between them; VOTER is the name of the one they named, or nothing.
func writeText(w io.Writer, r Register, list []Part) {
	counts := "no"
	if r.Parking {
		counts = "yes"
	}
	fmt.Fprintf(w, "yishi owners 1\nestate\t%s\nparking\t%s\n", r.Scope(), counts)
	byUnit := func(a, b Part) int { return strings.Compare(a.Unit, b.Unit) }
	if !slices.IsSortedFunc(list, byUnit) {
		list = slices.Clone(list)
		slices.SortFunc(list, byUnit)
	}
	for _, p := range list {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", p.Unit, p.Kind, p.Area, p.Holder, p.names(), p.VoterName())
	}
}

func (p Part) names() string {
	names := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		names[i] = o.Name
	}
	slices.Sort(names)
	return strings.Join(names, "、")
}

// VoterName is the name of who votes for a part: its one owner's, or whom its
// owners have named; "" while they have not.
func (p Part) VoterName() string {
	switch {
	case len(p.Owners) == 1:
		return p.Owners[0].Name
	case p.Voter == 0:
		return ""
	}
	return p.Owners[p.Voter-1].Name
}
