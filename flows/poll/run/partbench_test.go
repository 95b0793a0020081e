package run

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/count"
	"yishi/store"
)

// owned is a town whose register of owners has n parts: every tenth owner has two.
func owned(b *testing.B, n int) (store.Store, directory.Person) {
	s := town(b)
	clerk := directory.Person{ID: "clerk", Roles: []directory.Role{{Role: directory.Staff, Place: bigEstate}}}
	must(b, s.Update(context.Background(), func(tx store.Tx) error {
		directory.PutPlace(tx, directory.Place{ID: bigEstate, Kind: directory.Estate, Name: "大院"})
		directory.PutPerson(tx, clerk)
		plan := owners.Plan{Estate: bigEstate, Name: "大院"}
		for i := range n {
			unit := fmt.Sprintf("%d栋%d单元%d", i/1000, i/100%10, i%100)
			part := owners.Part{Register: bigEstate, Unit: unit, Building: fmt.Sprintf("%s/%d", bigEstate, i/1000), Kind: owners.Home,
				Area: 89_510, Holder: unit, Owners: []owners.Owner{{Name: fmt.Sprintf("业主%d", i)}}}
			if i%10 == 9 {
				part.Holder = plan.Parts[i-1].Holder
			}
			plan.Parts = append(plan.Parts, part)
		}
		_, err := owners.Import(tx, clerk.ID, plan)
		return err
	}))
	return s, clerk
}

func askedOwners() poll.Poll {
	return poll.Poll{
		Kind: poll.Owners, Question: "业主投票", For: directory.Audience{Place: bigEstate}, Opens: opening.Add(16 * poll.Day), Closes: opening.Add(23 * poll.Day),
		Options: []poll.Option{{Key: "a", Label: "大修电梯", Subject: "use"}, {Key: "b", Label: "筹集维修资金", Subject: "raise"}},
	}
}

// BenchmarkRecountOwners counts a million ballots of an owners' vote on two items,
// from the store; walk is the bare walk of bbolt over the same entries.
func BenchmarkRecountOwners(b *testing.B) {
	const million = 1_000_000
	s, clerk := owned(b, million)
	var p poll.Poll
	must(b, s.Update(context.Background(), func(tx store.Tx) (err error) { p, err = Open(tx, askedOwners(), clerk); return err }))
	must(b, house.New(house.Config{Store: s, Kits: []house.Kit{Kit(poll.Config{Codes: poll.RandomCodes})}}).Agenda.Due(context.Background()))
	must(b, s.View(context.Background(), func(tx store.Reader) error { p, _ = poll.Get(tx, p.ID); return nil }))
	inStretches(b, s, million, func(tx store.Tx, i int) {
		poll.PutBallot(tx, poll.Ballot{Poll: p.ID, Receipt: fmt.Sprintf("%08X", i*2654435761%(1<<32)), Marks: poll.Marks{1 + i%3, 1 + i%4}, Part: i + 1})
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			must(b, s.View(context.Background(), func(tx store.Reader) error {
				if r := count.Count(tx, p); r.Items[0].Owners.Took != p.All || p.All.Persons != million/10*9 {
					b.Fatalf("%+v", r.Items[0].Owners)
				}
				return nil
			}))
		}
	})
	must(b, s.Close())
	db, err := bbolt.Open(file(s), 0o600, &bbolt.Options{ReadOnly: true})
	must(b, err)
	defer db.Close()
	b.Run("walk", func(b *testing.B) { walk(b, db, million) })
}

// BenchmarkOpenOwners announces an owners' vote of 100,000 parts: how long the clerk
// waits for an answer, and how long the register takes behind it.
func BenchmarkOpenOwners(b *testing.B) {
	s, clerk := owned(b, 100_000)
	var answered time.Duration
	for b.Loop() {
		start := time.Now()
		must(b, s.Update(context.Background(), func(tx store.Tx) error { _, err := Open(tx, askedOwners(), clerk); return err }))
		answered += time.Since(start)
		must(b, house.New(house.Config{Store: s, Kits: []house.Kit{Kit(poll.Config{Codes: poll.RandomCodes})}}).Agenda.Due(context.Background()))
	}
	must(b, s.View(context.Background(), func(tx store.Reader) error {
		for p := range poll.Polls.All(tx) {
			if !p.Frozen || p.Electorate != 100_000 {
				b.Fatalf("%+v", p)
			}
		}
		return nil
	}))
	b.ReportMetric(float64(answered.Milliseconds())/float64(b.N), "ms-to-answer")
}
