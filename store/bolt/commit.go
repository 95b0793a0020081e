package bolt

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"yishi/store"
)

// maxBatch is the most functions that share one commit.
const maxBatch = 1024

// boarding is how long after its first function a batch still takes in what has
// come meanwhile. Nobody is waited for; but who is there need not wait for the
// commit after the next.
const boarding = 5 * time.Millisecond

// call is one Update on its way.
type call struct {
	fn    func(store.Tx) error
	place atomic.Int32 // waiting, then taken or left
	now   time.Time    // set when first run, the same when run again
	done  chan struct{}

	settled  bool // it is out of the batch, its outcome is below
	err      error
	panicked any
	exited   bool
}

const (
	waiting int32 = iota
	taken         // the writer has begun with it
	left          // its caller went away before that
)

// Update implements store.Store.
func (s *Store) Update(ctx context.Context, fn func(store.Tx) error) error {
	c := &call{fn: fn, done: make(chan struct{})}
	if err := s.enqueue(ctx, c); err != nil {
		return err
	}
	select {
	case <-c.done:
	case <-ctx.Done():
		if c.place.CompareAndSwap(waiting, left) {
			return ctx.Err()
		}
		<-c.done
	}
	if c.exited {
		runtime.Goexit()
	}
	if c.panicked != nil {
		panic(c.panicked)
	}
	return c.err
}

func (s *Store) enqueue(ctx context.Context, c *call) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return store.ErrClosed
	}
	select {
	case s.queue <- c:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// work is the writer. A function may end its goroutine (a failing test does,
// with runtime.Goexit); then another one goes on with the batch.
func (s *Store) work() {
	over := false
	defer func() {
		if !over {
			go s.work()
		}
	}()
	debug.SetPanicOnFault(true)
	for {
		for len(s.batch) > 0 {
			s.attempt()
		}
		first, ok := <-s.queue
		if !ok {
			over = true
			close(s.stopped)
			return
		}
		s.drain(first)
	}
}

// drain takes everything that waits into the batch. It yields first: those who
// were answered just now come back with more work, and with one processor
// nobody else would get a turn between two commits.
func (s *Store) drain(first *call) {
	runtime.Gosched()
	s.batch = append(s.batch, first)
	s.join()
}

// join takes what has come by now into the batch.
func (s *Store) join() {
	for len(s.batch) < maxBatch {
		select {
		case c, ok := <-s.queue:
			if !ok {
				return
			}
			s.batch = append(s.batch, c)
		default:
			return
		}
	}
}

// attempt runs the functions of the batch in one transaction and commits it. If
// one fails after it has changed something, the transaction is rolled back and
// the batch stays, to be attempted again without that one.
func (s *Store) attempt() {
	s.writing.Lock()
	defer s.writing.Unlock()
	btx, err := s.begin(true)
	if err != nil {
		s.answer(err)
		return
	}
	defer btx.Rollback()
	t := s.newTxn(btx)
	for i, began := 0, time.Now(); i < len(s.batch); i++ {
		c := s.batch[i]
		if c.settled || !c.take() {
			continue
		}
		before := t.writes
		if s.run(c, t); c.settled && t.writes != before {
			return
		}
		if i == len(s.batch)-1 && time.Since(began) < boarding {
			s.join()
		}
	}
	s.answer(s.commit(t))
}

// take reports whether the function is to be run: unless its caller has left.
func (c *call) take() bool {
	return c.place.CompareAndSwap(waiting, taken) || c.place.Load() == taken
}

// run runs one function and settles it if it failed.
func (s *Store) run(c *call, t *txn) {
	if c.now.IsZero() {
		c.now = s.instant()
	}
	view := &tx{txn: t, now: c.now}
	returned := false
	defer func() {
		view.end()
		switch p := recover().(type) {
		case nil:
			c.exited = !returned
		case store.Fault:
			c.err = p
		default:
			c.panicked = p
			s.log.Error("panic in a transaction", "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
		}
		c.settled = c.exited || c.panicked != nil || c.err != nil
	}()
	c.err = c.fn(view)
	returned = true
}

// commit makes the transaction durable, if there is anything in it. After an
// error nobody knows what is on the disk, and the next commit could build on
// it: the store is broken from here on.
func (s *Store) commit(t *txn) (err error) {
	if t.writes == 0 && t.seqs == 0 {
		return nil
	}
	if err := commit(t.bolt); err != nil {
		s.broken.Store(&err)
		return fmt.Errorf("%w: %s: %v", store.ErrUnknown, s.path, err)
	}
	s.commits.Add(1)
	return nil
}

func commit(btx *bbolt.Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return btx.Commit()
}

// answer tells all callers of the batch. Those that failed hear it only now,
// too: what they saw is true only once the batch is durable.
func (s *Store) answer(err error) {
	for _, c := range s.batch {
		if err != nil && c.panicked == nil && !c.exited {
			c.err = err
		}
		close(c.done)
	}
	s.batch = slices.Delete(s.batch, 0, len(s.batch))
}
