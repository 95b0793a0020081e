package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"time"

	"yishi/store"
)

var errNo = errors.New("no")

func viewIsOneState(b *bench) {
	b.put("t", "a", `1`, "b", `1`)
	b.view(func(tx store.Reader) {
		before := tx.Get("t", "a")
		written := make(chan struct{})
		go func() {
			defer close(written)
			err := b.Update(context.Background(), func(tx store.Tx) error {
				tx.Put("t", "a", []byte(`2`))
				tx.Put("t", "b", []byte(`2`))
				return nil
			})
			if err != nil {
				b.Error(err)
			}
		}()
		// A View must not wait for an Update; this one gives it a moment and
		// sees the old state whether it has happened or not.
		select {
		case <-written:
		case <-time.After(20 * time.Millisecond):
		}
		if after := tx.Get("t", "b"); string(before) != `1` || string(after) != `1` {
			b.Errorf("a view sees %s, then %s", before, after)
		}
		defer func() { go func() { <-written }() }()
	})
	b.update(func(store.Tx) {}) // behind the other one
	b.want("t", "a", `2`, "b", `2`)
}

func errorKeepsNothing(b *bench) {
	b.put("t", "k", `1`)
	err := b.Update(b.Context(), func(tx store.Tx) error {
		tx.Put("t", "k", []byte(`2`))
		tx.Put("new", "k", []byte(`2`))
		return errNo
	})
	if err != errNo {
		b.Errorf("Update returned %v, want the error as it is", err)
	}
	b.want("t", "k", `1`)
	b.want("new")
	if err := b.View(b.Context(), func(store.Reader) error { return errNo }); err != errNo {
		b.Errorf("View returned %v, want the error as it is", err)
	}
}

func panicKeepsNothing(b *bench) {
	type private struct{ n int }
	value := &private{1}
	passesOn := func(name string, run func()) {
		defer func() {
			if p := recover(); p != value {
				b.Errorf("%s passed on %v, want the value of the panic", name, p)
			}
		}()
		run()
		b.Errorf("%s returned", name)
	}
	passesOn("Update", func() {
		b.Update(b.Context(), func(tx store.Tx) error {
			tx.Put("t", "k", []byte(`1`))
			panic(value)
		})
	})
	passesOn("View", func() { b.View(b.Context(), func(store.Reader) error { panic(value) }) })
	b.want("t")
}

func faultIsAnError(b *bench) {
	fault := store.Damaged("t", "k", "made up")
	err := b.Update(b.Context(), func(tx store.Tx) error {
		tx.Put("t", "k", []byte(`1`))
		panic(fault)
	})
	if !errors.Is(err, store.ErrDamaged) {
		b.Errorf("Update returned %v", err)
	}
	err = b.View(b.Context(), func(store.Reader) error { panic(fault) })
	if !errors.Is(err, store.ErrDamaged) {
		b.Errorf("View returned %v", err)
	}
	b.want("t")
}

// goexitKeepsNothing: a test that fails inside a transaction ends its goroutine;
// the store goes on.
func goexitKeepsNothing(b *bench) {
	ended := make(chan bool)
	go func() {
		returned := false
		defer func() { ended <- !returned }()
		b.Update(context.Background(), func(tx store.Tx) error {
			tx.Put("t", "k", []byte(`1`))
			runtime.Goexit()
			return nil
		})
		returned = true
	}()
	if !<-ended {
		b.Error("Update returned from a function that did not")
	}
	b.put("t", "after", `1`)
	b.want("t", "after", `1`)
}

// failingBesideSucceeding: many at once, every third fails, in one of several
// ways and after having written. What the others wrote is kept, whole.
func failingBesideSucceeding(b *bench) {
	const n = 90
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			defer func() {
				if p := recover(); (p != nil) != (i%9 == 3) {
					b.Errorf("%d: panic %v", i, p)
				}
			}()
			err := b.Update(b.Context(), func(tx store.Tx) error {
				if i%9 != 6 {
					tx.Put("t", fmt.Sprintf("%03d", i), []byte(strconv.Itoa(i)))
				}
				tx.Put("u", fmt.Sprint(tx.Seq()), []byte(strconv.Itoa(i)))
				switch i % 9 {
				case 0, 6:
					return errNo
				case 3:
					panic("no")
				}
				return nil
			})
			if want := i%9 == 0 || i%9 == 6; want != (err != nil) {
				b.Errorf("%d: %v", i, err)
			}
		})
	}
	wg.Wait()
	b.view(func(tx store.Reader) {
		for i := range n {
			got := tx.Get("t", fmt.Sprintf("%03d", i))
			if kept := got != nil; kept != (i%3 != 0) {
				b.Errorf("%d: kept %s", i, got)
			}
		}
		if got := len(all(tx, "u", "", "")) / 2; got != n*2/3 {
			b.Errorf("%d entries in the second table, want %d", got, n*2/3)
		}
	})
}

func cancelled(b *bench) {
	ctx, cancel := context.WithCancel(context.Background())
	begun, release := make(chan bool), make(chan bool)
	go b.Update(context.Background(), func(tx store.Tx) error {
		close(begun)
		<-release
		return nil
	})
	<-begun
	outcome := make(chan error)
	go func() {
		outcome <- b.Update(ctx, func(tx store.Tx) error {
			tx.Put("t", "k", []byte(`1`))
			return nil
		})
	}()
	cancel()
	if err := <-outcome; !errors.Is(err, context.Canceled) {
		b.Errorf("an update cancelled before its turn returned %v", err)
	}
	close(release)
	b.update(func(store.Tx) {})
	b.want("t")

	// Once a function has begun, its outcome counts.
	ctx, cancel = context.WithCancel(context.Background())
	err := b.Update(ctx, func(tx store.Tx) error {
		cancel()
		tx.Put("t", "k", []byte(`1`))
		return nil
	})
	if err != nil {
		b.Errorf("an update cancelled during its turn returned %v", err)
	}
	b.want("t", "k", `1`)
	for _, err := range []error{b.Update(ctx, nil), b.View(ctx, nil), b.Backup(ctx, &bytes.Buffer{})} {
		if !errors.Is(err, context.Canceled) {
			b.Errorf("with a context that is done: %v", err)
		}
	}
}

func readOnlyView(b *bench) {
	for name, write := range map[string]func(store.Tx){
		"Put":    func(tx store.Tx) { tx.Put("t", "k", []byte(`1`)) },
		"Delete": func(tx store.Tx) { tx.Delete("t", "k") },
		"Seq":    func(tx store.Tx) { tx.Seq() },
	} {
		func() {
			defer func() {
				if recover() == nil {
					b.Errorf("%s is possible in a View", name)
				}
			}()
			b.View(b.Context(), func(tx store.Reader) error { write(tx.(store.Tx)); return nil })
		}()
	}
	b.want("t")
}
