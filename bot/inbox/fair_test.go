package inbox_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/inbox"
	"yishi/store"
)

// working runs the workers beside the test, and stops them at its end.
func (w *world) working() {
	ctx, stop := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() { _ = w.house.Inbox.Work(ctx, w.machines) })
	w.t.Cleanup(func() { stop(); done.Wait() })
}

// photo has somebody send a photo, and waits for nothing.
func (w *world) photo(from string, n int) {
	w.t.Helper()
	in := w.in(from, bot.Photo, "")
	in.File = fmt.Sprint(from, n)
	if _, err := w.house.Inbox.Handle(context.Background(), in); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) soon(what string, done func() bool) {
	w.t.Helper()
	for range 1000 {
		if done() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.t.Fatalf("%s: not within 10 s", what)
}

// fetched counts somebody's photos that are in our files.
func (w *world) fetched(from string) (n int) {
	w.view(func(tx store.Reader) {
		n = 0
		table := store.NewTable("media", func(m *inbox.Media) string { return m.ID })
		for m := range table.All(tx) {
			if strings.HasPrefix(m.File, from) && m.Name != "" {
				n++
			}
		}
	})
	return n
}

// While one person's thirty photos hang, another's question is answered, and
// another's photos are fetched.
func TestOnePersonsSlowPhotosHoldUpNobody(t *testing.T) {
	w := asked(t, func(words string) (string, error) { return words + "？是。", nil })
	w.says("甲", "真的吗", "甲: 想一想。; 甲: 真的吗？是。")
	w.met("乙")
	w.met("丙")
	w.says("乙", "提问", "乙: 问吧。")
	w.telegram.hangs = make(chan bool)
	w.working()
	for i := range 30 {
		w.photo("甲", i)
	}
	for i := range 8 {
		w.photo("丙", i)
	}
	if _, err := w.house.Inbox.Handle(context.Background(), w.in("乙", bot.Text, "能修吗")); err != nil {
		t.Fatal(err)
	}
	w.soon("the question", func() bool {
		_, _ = w.house.Outbox.Drain(context.Background())
		return strings.Contains(w.telegram.take(), "乙: 能修吗？是。")
	})
	w.soon("another's photos", func() bool { return w.fetched("丙") == 8 })
	if n := w.fetched("甲"); n > 0 {
		t.Errorf("%d came, which hang", n)
	}
	close(w.telegram.hangs)
	w.soon("the slow photos", func() bool { return w.fetched("甲") == 30 })
}

// More people than there are workers, each with much on the table: turns go round.
func TestTurnsAtMachinesGoRound(t *testing.T) {
	w := newWorld(t)
	var order []string
	var mu sync.Mutex
	go1 := make(chan bool)
	w.telegram.fetching = func(file string) {
		<-go1
		mu.Lock()
		order = append(order, strings.TrimRight(file, "0123456789"))
		mu.Unlock()
	}
	people := []string{"一", "二", "三", "四", "五", "六"}
	for _, p := range people {
		for i := range 4 {
			w.photo(p, i)
		}
	}
	w.working()
	close(go1)
	w.soon("all photos", func() bool { mu.Lock(); defer mu.Unlock(); return len(order) == 24 })
	first := strings.Join(order[:12], "")
	for _, p := range people {
		if n := strings.Count(first, p); n < 1 || n > 3 {
			t.Errorf("%s had %d of the first 12 turns: %v", p, n, order)
		}
	}
}
