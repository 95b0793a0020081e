// Package voice knows whose vote it is: a person's, a home's where each home has one,
// or an exclusive part's where owners decide, each in a file of its own. It keeps the register, who on it may vote,
// who has, who may stand in for whom, and finds the voter whom staff mean.
//
// What the ballot says is flows/poll/ballot's, and how it comes flows/poll/cast's.
package voice

import (
	"slices"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/store"
)

// elector is one line of the register: a voice that may vote, and where it is
// counted. The register is made when a poll is announced and changes no more;
// where the kind allows it, who comes to live there later is added to it on
// voting.
type elector struct {
	Poll    string   `json:"poll"`
	Voice   string   `json:"voice"`
	Part    string   `json:"part"` // the building
	Late    bool     `json:"late,omitempty"`
	Persons []string `json:"persons,omitempty"` // of a home: who lived there when the register was made
}

// Electors are the registers of all polls but those of owners.
var Electors = store.NewTable("elector", func(e *elector) string { return store.Key(e.Poll, e.Voice) }).
	Copied(func(e elector) elector {
		e.Persons = slices.Clone(e.Persons)
		return e
	})

// Whose is what has a vote: the person, or their home where each home has one.
func Whose(tx store.Reader, p poll.Poll, who directory.Person) string {
	return of(p).whose(tx, who)
}

// CountedAt is where somebody is counted.
func CountedAt(tx store.Reader, p poll.Poll, who directory.Person) string {
	return of(p).countedAt(tx, who)
}

// Enter puts the voice of a person on the register, once; of a home, while the
// register is made, with everybody who lives there.
func Enter(tx store.Tx, p poll.Poll, who directory.Person, late bool) (e elector, isNew bool) {
	voice := Whose(tx, p, who)
	e, known := Electors.Get(tx, store.Key(p.ID, voice))
	if known && (late || e.has(who)) {
		return e, false
	}
	if !known {
		e = elector{Poll: p.ID, Voice: voice, Part: poll.PartOf(tx, CountedAt(tx, p, who)), Late: late}
	}
	if !late {
		e.Persons = append(e.Persons, of(p).lives(who)...)
	}
	Electors.Put(tx, e)
	return e, !known
}

// OnRegister is the line of somebody who may vote; who came later is added.
func OnRegister(tx store.Tx, p poll.Poll, who directory.Person) elector {
	e, isNew := Enter(tx, p, who, true)
	if isNew {
		poll.AddTo(tx, p.ID, e.Part, poll.Part{Of: 1, Late: 1})
	}
	return e
}

// Registered reports whether somebody stands on the register.
func Registered(tx store.Reader, p poll.Poll, who directory.Person) bool {
	voice := Whose(tx, p, who)
	if voice == "" {
		return false
	}
	e, ok := Electors.Get(tx, store.Key(p.ID, voice))
	return ok && e.has(who)
}

// Merge has the register and the mandates of a poll name who somebody turned out to be.
// Whoever stands on the register twice stays so: it was made, and is counted as it is.
func Merge(tx store.Tx, p poll.Poll, from, into string) {
	for _, m := range mandatesOf(tx, p, from) {
		m.Proxy = into
		Mandates.Put(tx, m)
	}
	who, _ := directory.GetPerson(tx, into)
	for _, t := range who.Ties {
		if e, ok := Electors.Get(tx, store.Key(p.ID, t.Home)); ok && slices.Contains(e.Persons, from) && !slices.Contains(e.Persons, into) {
			e.Persons = append(e.Persons, into)
			Electors.Put(tx, e)
		}
	}
	was, on := Electors.Get(tx, store.Key(p.ID, from))
	if _, twice := Electors.Get(tx, store.Key(p.ID, into)); on && !twice {
		Electors.Delete(tx, store.Key(p.ID, from))
		was.Voice = into
		Electors.Put(tx, was)
	}
}
