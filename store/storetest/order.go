package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"yishi/store"
)

// seq: numbers are unique for ever and increase in order of commit. The order
// of commit is told by a counter in the store.
func seq(b *bench) {
	const writers, each = 8, 20
	take := func(tx store.Tx) error {
		tx.Put("seq", store.Key(store.Next(tx, "commit")), []byte(fmt.Sprint(tx.Seq())))
		tx.Seq()
		return nil
	}
	for range 2 {
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					err := b.Update(b.Context(), func(tx store.Tx) error {
						take(tx)
						if (w+i)%5 == 0 {
							return errNo
						}
						return nil
					})
					if err != nil && err != errNo {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
		b.close()
		b.open()
	}
	b.update(func(tx store.Tx) { take(tx) })
	b.view(func(tx store.Reader) {
		last, n := uint64(0), 0
		for _, v := range tx.Scan("seq", "", "") {
			got, _ := strconv.ParseUint(string(v), 10, 64)
			if got <= last {
				b.Errorf("%d was given after %d", got, last)
			}
			last, n = got, n+1
		}
		if want := 2*writers*each*4/5 + 1; n != want {
			b.Errorf("%d numbers, want %d", n, want)
		}
	})
}

// now is taken once for each function and stays, also when the function is run
// again because its neighbour failed.
func now(b *bench) {
	begun, release := make(chan bool), make(chan bool)
	first := sync.OnceFunc(func() { close(begun) }) // it may be run again
	var wg sync.WaitGroup
	wg.Go(func() {
		b.Update(b.Context(), func(store.Tx) error { first(); <-release; return nil })
	})
	<-begun
	times := make([][]time.Time, 6) // written by the runs of one function after the other
	for i := range times {
		wg.Go(func() {
			b.Update(b.Context(), func(tx store.Tx) error {
				times[i] = append(times[i], tx.Now())
				b.clock.Add(int64(time.Minute))
				if !tx.Now().Equal(times[i][0]) {
					b.Error("the time moved within a transaction")
				}
				tx.Put("t", strconv.Itoa(i), []byte(`1`))
				if i%2 == 0 {
					return errNo
				}
				return nil
			})
		})
	}
	close(release)
	wg.Wait()
	seen := map[time.Time]bool{}
	for i, runs := range times {
		if len(slices.CompactFunc(runs, time.Time.Equal)) != 1 || seen[runs[0]] {
			b.Errorf("function %d saw the times %v", i, runs)
		}
		seen[runs[0]] = true
	}
	b.view(func(tx store.Reader) {
		was := tx.Now()
		b.clock.Add(int64(time.Hour))
		if !tx.Now().Equal(was) {
			b.Error("the time moved within a view")
		}
	})
}

func concurrentWriters(b *bench) {
	const writers, each = 16, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				err := b.Update(b.Context(), func(tx store.Tx) error {
					store.Next(tx, "all")
					tx.Put("by", store.Key(w, i), []byte(`1`))
					return nil
				})
				if err != nil {
					b.Error(err)
				}
				b.View(b.Context(), func(tx store.Reader) error {
					if tx.Get("by", store.Key(w, i)) == nil {
						b.Error("a write is not to be seen after Update returned")
					}
					return nil
				})
			}
		})
	}
	wg.Wait()
	b.update(func(tx store.Tx) {
		if got := store.Next(tx, "all"); got != writers*each+1 {
			b.Errorf("the counter stands at %d, want %d", got, writers*each+1)
		}
		if got := len(all(tx, "by", "", "")) / 2; got != writers*each {
			b.Errorf("%d entries, want %d", got, writers*each)
		}
	})
}

func reopen(b *bench) {
	var want []string
	for i := range 5 {
		k, v := store.Key("第", i), fmt.Sprintf(`"%d"`, i)
		b.put("t", k, v)
		want = append(want, k, v)
		b.close()
		b.open()
		b.want("t", want...)
	}
}

func closed(b *bench) {
	var wg sync.WaitGroup
	results := make([]error, 40)
	for i := range results {
		wg.Go(func() {
			results[i] = b.Update(context.Background(), func(tx store.Tx) error {
				tx.Put("t", store.Key(i), []byte(`1`))
				return nil
			})
		})
	}
	s := b.Store
	if err := s.Close(); err != nil {
		b.Error(err)
	}
	wg.Wait()
	for name, err := range map[string]error{
		"Update": s.Update(b.Context(), func(store.Tx) error { return nil }),
		"View":   s.View(b.Context(), func(store.Reader) error { return nil }),
		"Backup": s.Backup(b.Context(), &bytes.Buffer{}),
		"Check":  s.Check(b.Context()),
	} {
		if !errors.Is(err, store.ErrClosed) {
			b.Errorf("%s of a closed store returned %v", name, err)
		}
	}
	b.open()
	b.view(func(tx store.Reader) {
		for i, err := range results {
			if err != nil && !errors.Is(err, store.ErrClosed) {
				b.Error(err)
			}
			if kept := tx.Get("t", store.Key(i)) != nil; kept != (err == nil) {
				b.Errorf("update %d returned %v; kept: %v", i, err, kept)
			}
		}
	})
}

// backup while writers are at work: the copy can be taken, and nothing is lost.
// What a copy holds is for the engine's own tests to open.
func backup(b *bench) {
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 20 {
				b.put("t", store.Key(w, i), `1`)
			}
		})
	}
	var copy bytes.Buffer
	if err := b.Backup(b.Context(), &copy); err != nil || copy.Len() == 0 {
		b.Errorf("backup of %d bytes: %v", copy.Len(), err)
	}
	wg.Wait()
	b.view(func(tx store.Reader) {
		if n := len(all(tx, "t", "", "")) / 2; n != 80 {
			b.Errorf("%d entries, want 80", n)
		}
	})
}
