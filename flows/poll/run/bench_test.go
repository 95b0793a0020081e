package run

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/count"
	"yishi/store"
	"yishi/store/bolt"
)

const bigEstate = "1/1/1"

var opening = time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)

// town is a store for measuring.
func town(b *testing.B) store.Store {
	s, err := bolt.Open(filepath.Join(b.TempDir(), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return opening }})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// inStretches does n things, many in one transaction.
func inStretches(b *testing.B, s store.Store, n int, do func(tx store.Tx, i int)) {
	b.Helper()
	const many = 20000
	for from := 0; from < n; from += many {
		must(b, s.Update(context.Background(), func(tx store.Tx) error {
			for i := from; i < min(n, from+many); i++ {
				do(tx, i)
			}
			return nil
		}))
	}
}

// BenchmarkRecount counts a million ballots of yes, no and abstain from the
// store; walk is the bare walk of bbolt over the same entries.
func BenchmarkRecount(b *testing.B) {
	const million = 1_000_000
	s := town(b)
	p := poll.Poll{ID: "1", Kind: poll.Proposal}
	p.Suits()
	inStretches(b, s, million, func(tx store.Tx, i int) {
		poll.PutBallot(tx, poll.Ballot{Poll: p.ID, Receipt: fmt.Sprintf("%08X", i), Marks: p.Picked(p.Options[i%3].Key)})
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			must(b, s.View(context.Background(), func(tx store.Reader) error {
				if r := count.Count(tx, p); r.Valid != million {
					b.Fatalf("%d of them count", r.Valid)
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

// file is where a store lies.
func file(s store.Store) string { return s.(interface{ Path() string }).Path() }

// walk is the bare walk of bbolt over the ballots.
func walk(b *testing.B, db *bbolt.DB, ballots int) {
	for b.Loop() {
		must(b, db.View(func(tx *bbolt.Tx) error {
			n := 0
			for c, k := tx.Bucket([]byte(poll.BallotTable)).Cursor(), []byte{}; k != nil; n++ {
				if n == 0 {
					k, _ = c.First()
				} else {
					k, _ = c.Next()
				}
			}
			if n != ballots+1 {
				b.Fatalf("walked over %d", n-1)
			}
			return nil
		}))
	}
}

// BenchmarkLive reads how many have voted of a million in ten thousand buildings.
func BenchmarkLive(b *testing.B) {
	s := town(b)
	inStretches(b, s, 10_000, func(tx store.Tx, i int) {
		poll.AddTo(tx, "1", fmt.Sprintf("%s/%d", bigEstate, i), poll.Part{Of: 100, Took: 60})
	})
	for b.Loop() {
		must(b, s.View(context.Background(), func(tx store.Reader) error {
			if live := poll.Live(tx, "1"); live.Of != 1_000_000 || live.Took != 600_000 {
				b.Fatalf("%+v", live)
			}
			return nil
		}))
	}
}

// inhabited is a town with n people in buildings of a hundred, and a clerk.
func inhabited(b *testing.B, n int) (store.Store, directory.Person) {
	s := town(b)
	clerk := directory.Person{ID: "clerk", Roles: []directory.Role{{Role: directory.Staff, Place: bigEstate}}}
	inStretches(b, s, n, func(tx store.Tx, i int) {
		building := fmt.Sprintf("%s/%d", bigEstate, i/100)
		if i == 0 {
			directory.PutPlace(tx, directory.Place{ID: bigEstate, Kind: directory.Estate, Name: "大院"})
			directory.PutPerson(tx, clerk)
		}
		if i%100 == 0 {
			directory.PutPlace(tx, directory.Place{ID: building, Kind: directory.Building, Name: fmt.Sprintf("%d栋", i/100)})
		}
		directory.PutPerson(tx, directory.Person{ID: fmt.Sprintf("p%06d", i), Trust: directory.Claimed,
			Ties: []directory.Tie{{Home: fmt.Sprintf("%s/1/%d", building, i%100), As: directory.Owner}}})
	})
	return s, clerk
}

func asked() poll.Poll {
	return poll.Poll{
		Question: "种什么？", Options: poll.Options([]string{"桂花", "茶花", "都不种"}), Min: 1, Max: 1,
		For: directory.Audience{Place: bigEstate, MinTrust: directory.Claimed}, Closes: opening.Add(72 * time.Hour),
	}
}

// BenchmarkOpen opens a poll for 100,000 people: how long the clerk waits for an
// answer, and how long the register takes behind it.
func BenchmarkOpen(b *testing.B) {
	const people = 100_000
	s, clerk := inhabited(b, people)
	a := agenda.New(s, Kit(poll.Config{Codes: poll.RandomCodes}).Due, nil)
	var answered time.Duration
	for b.Loop() {
		var p poll.Poll
		start := time.Now()
		must(b, s.Update(context.Background(), func(tx store.Tx) (err error) {
			if _, err = ReachOf(tx, asked()); err == nil { // what the clerk is shown before
				p, err = Open(tx, asked(), clerk)
			}
			return err
		}))
		answered += time.Since(start)
		must(b, a.Due(context.Background()))
		must(b, s.View(context.Background(), func(tx store.Reader) error {
			if p, _ = poll.Get(tx, p.ID); p.State != poll.Opened || p.Electorate != people || poll.Live(tx, p.ID).Of != people {
				b.Fatalf("it is %s with %d on the register", p.State, p.Electorate)
			}
			return nil
		}))
	}
	b.ReportMetric(float64(answered.Milliseconds())/float64(b.N), "ms-to-answer")
}

// BenchmarkCast has 256 people at once vote until 20,000 have, each twice: the
// second time must change nothing, and is not counted as a ballot.
func BenchmarkCast(b *testing.B) {
	const people = 20_000
	s, clerk := inhabited(b, people)
	a := agenda.New(s, Kit(poll.Config{Codes: poll.RandomCodes}).Due, nil)
	for b.Loop() {
		b.StopTimer()
		var p poll.Poll
		must(b, s.Update(context.Background(), func(tx store.Tx) (err error) { p, err = Open(tx, asked(), clerk); return err }))
		must(b, a.Due(context.Background()))
		b.StartTimer()
		votes := make(chan int)
		var wg sync.WaitGroup
		for range 256 {
			wg.Go(func() {
				for i := range votes {
					err := s.Update(context.Background(), func(tx store.Tx) error {
						who, _ := directory.GetPerson(tx, fmt.Sprintf("p%06d", i/2))
						_, err := cast.Cast(tx, poll.RandomCodes, p.ID, who, cast.Said{Marks: p.Picked(p.Options[i/2%3].Key)}, "")
						return err
					})
					if err != nil {
						b.Error(err)
					}
				}
			})
		}
		for i := range 2 * people {
			votes <- i
		}
		close(votes)
		wg.Wait()
		b.StopTimer()
		must(b, s.View(context.Background(), func(tx store.Reader) error {
			if r := count.Count(tx, p); r.Took != people || r.Valid != people || poll.Live(tx, p.ID).Took != people {
				b.Fatalf("of %d, %d took part", people, r.Took)
			}
			return nil
		}))
		b.StartTimer()
	}
	b.ReportMetric(float64(people*b.N)/b.Elapsed().Seconds(), "ballots/s")
}
