package voice

import (
	"cmp"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/store"
)

// WhyNoRegister says why the owners of a place could not vote; "" if they could.
func WhyNoRegister(tx store.Reader, place string) string {
	if err := owners.CanFreeze(tx, place); err != nil {
		return err.Error()
	}
	return ""
}

// Register is the register of owners that a vote was announced with.
func Register(tx store.Reader, p poll.Poll) owners.Register {
	r, _ := owners.Get(tx, p.Register)
	return r
}

// BuildingOf is where a part is counted: parts outside of buildings at the estate.
func BuildingOf(p poll.Poll, part owners.Part) string { return cmp.Or(part.Building, p.For.Place) }

// ownRules are what the owners' own rules of procedure say of counting (议事规则).
// Without them parking has no vote, and silence is silence.
type ownRules struct {
	Estate  string `json:"estate"`
	Parking bool   `json:"parking"` // parking spaces have a vote
	Silence bool   `json:"silence"` // who got the ballot and did not vote goes with the majority
}

var ownRulesTable = store.NewTable("ownrules", func(r *ownRules) string { return store.Key(r.Estate) })

// OwnRulesOf are the owners' own rules; without any, those of the law alone.
func OwnRulesOf(tx store.Reader, estate string) ownRules {
	r, _ := ownRulesTable.Get(tx, store.Key(estate))
	return r
}

// SetOwnRules keeps what the owners' own rules say. A vote that is announced
// already is counted as it was announced.
func SetOwnRules(tx store.Tx, estate string, parking, silence bool, by directory.Person) error {
	if !directory.May(by, directory.OpenPoll, estate) {
		return bot.Refuse("这个小区不归您负责。")
	}
	ownRulesTable.Put(tx, ownRules{estate, parking, silence})
	said := "parking no"
	if parking {
		said = "parking yes"
	}
	if silence {
		said += ", silence with the majority"
	}
	audit.Log(tx, by.ID, "owners' rules", estate, said)
	return nil
}

// EstatesOf are the estates with a register whose votes somebody may hold.
func EstatesOf(tx store.Reader, by directory.Person) []string {
	var list []string
	for _, place := range directory.PlacesOf(by, directory.OpenPoll) {
		list = append(list, estatesBelow(tx, place)...)
	}
	return slices.DeleteFunc(list, func(estate string) bool {
		_, ok := owners.Get(tx, estate)
		return !ok
	})
}

func estatesBelow(tx store.Reader, place string) []string {
	p, ok := directory.GetPlace(tx, place)
	switch {
	case !ok:
		return nil
	case p.Kind != directory.Street && p.Kind != directory.Community:
		if e, inside := directory.Enclosing(tx, place, directory.Estate); inside && e.ID == place {
			return []string{place}
		}
		return nil
	}
	var list []string
	for _, child := range directory.Children(tx, place) {
		list = append(list, estatesBelow(tx, child.ID)...)
	}
	return list
}

// PartNamed finds a part as people write it: 3栋1单元301, 3-1-301.
func PartNamed(tx store.Reader, p poll.Poll, words string) (owners.Part, error) {
	if part, ok := Part(tx, p, strings.TrimSpace(words)); ok {
		return part, nil
	}
	wanted := numbersOf(words)
	if wanted == strings.TrimSpace(words) { // a lone number is nobody's door
		return owners.Part{}, bot.Refuse("请照名册写全，比如「3栋1单元301」，写「3-1-301」也行。")
	}
	var found []owners.Part
	for _, part := range owners.PartsOf(tx, Register(tx, p)) {
		if wanted != "" && numbersOf(part.Unit) == wanted {
			found = append(found, part)
		}
	}
	switch len(found) {
	case 0:
		return owners.Part{}, bot.Refuse("名册里没有「%s」。请照名册写，比如「3栋1单元301」。", words)
	case 1:
		return found[0], nil
	}
	return owners.Part{}, bot.Refuse("名册里不止一个「%s」，请照名册写全。", words)
}

// numbersOf are the numbers in words, in their order: 3 1 301.
func numbersOf(words string) string {
	return strings.Join(strings.FieldsFunc(words, func(r rune) bool { return r < '0' || r > '9' }), " ")
}

// Part finds a part by what it is called in the register.
func Part(tx store.Reader, p poll.Poll, unit string) (owners.Part, bool) {
	return owners.Find(tx, Register(tx, p), unit)
}

// Holding are the parts that have a vote of all that the holder of one has.
func Holding(tx store.Reader, p poll.Poll, of owners.Part) (units []string) {
	r := Register(tx, p)
	for _, part := range owners.PartsOf(tx, r) {
		if part.Holder == of.Holder && r.Counts(part) {
			units = append(units, part.Unit)
		}
	}
	return units
}

// VotesFor reports whether somebody casts the ballot of a part as its owner.
func VotesFor(tx store.Reader, p poll.Poll, who directory.Person, unit string) bool {
	return slices.ContainsFunc(owners.Voter(tx, Register(tx, p), who), func(part owners.Part) bool { return part.Unit == unit })
}
