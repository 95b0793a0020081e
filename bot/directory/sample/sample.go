// Package sample makes the sample street: invented places, homes and people to
// try everything with. It is the same every time. Nobody in it exists: the
// names are made of words for weather and plants, the phone numbers all begin
// with 199 0000. Issues, polls and notices of the sample are made by their flows.
package sample

import (
	"math/rand/v2"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/store"
)

// Options of the sample.
type Options struct {
	Seed uint64 // another seed, another crowd; the people with a name here stay
}

// Summary is what Fill made.
type Summary struct {
	Communities, Estates, Buildings, Homes, People, Staff int
}

// filling is one run of Fill.
type filling struct {
	tx      store.Tx
	rand    *rand.Rand
	names   []string
	year    int
	sum     Summary
	leaders map[string]bool // buildings that have one
}

// Fill writes the sample into a store.
func Fill(tx store.Tx, opts Options) Summary {
	f := &filling{
		tx:      tx,
		rand:    rand.New(rand.NewPCG(opts.Seed, 2026)),
		year:    tx.Now().In(bot.Zone).Year(),
		leaders: map[string]bool{},
	}
	f.names = f.shuffledNames()
	f.heroes()
	f.street()
	f.numbers()
	return f.sum
}

func (f *filling) heroes() {
	for _, h := range Heroes {
		f.put(h.person(f.tx))
		for _, r := range h.Roles {
			if r.Role == directory.BuildingLeader {
				f.leaders[r.Place] = true
			} else {
				f.sum.Staff++
			}
		}
	}
	if n := Newcomer; n.Home != "" {
		joining.PutRegistered(f.tx, joining.Registered{Phone: n.Phone, Name: n.Name, Home: n.Home, As: n.As})
	}
}

// put writes a person and what the register knows of them.
func (f *filling) put(p directory.Person) {
	directory.PutPerson(f.tx, p)
	for _, t := range p.Ties {
		joining.PutRegistered(f.tx, joining.Registered{Phone: p.Phone, Name: p.Name, Home: t.Home, As: t.As})
	}
	f.sum.People++
}
