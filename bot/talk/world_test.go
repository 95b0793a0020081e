package talk_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

var here = bot.Address{Channel: "web", Chat: "甲"}

// world is one person in one chat, on a real store.
type world struct {
	t      testing.TB
	store  store.Store
	engine *replay.Engine
	now    time.Time
	who    directory.Person
}

func newWorld(t testing.TB, flows ...*talk.Flow) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone), who: directory.Person{ID: "p1", Name: "王桂花"}}
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "talk.db"), bolt.Options{
		Create: true, Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.store = s
	w.deploy(flows)
	return w
}

// deploy puts another version of the program under a conversation.
func (w *world) deploy(flows []*talk.Flow, machines ...string) {
	w.engine = talk.NewEngine(flows, machines...)
	w.engine.Steady = true
}

func (w *world) do(fn func(tx store.Tx) error) error {
	return w.store.Update(context.Background(), fn)
}

func (w *world) start(flow string, given talk.Given) replay.Result {
	w.t.Helper()
	var res replay.Result
	err := w.do(func(tx store.Tx) (err error) {
		res, err = w.engine.Start(tx, here, w.who, talk.Start{Flow: flow, Given: given})
		return err
	})
	if err != nil {
		w.t.Fatalf("start %s: %v", flow, err)
	}
	return res
}

// try lets an event go into the open conversation.
func (w *world) try(ev replay.Event) (res replay.Result, err error) {
	err = w.do(func(tx store.Tx) (err error) {
		j, ok := replay.Open(tx, here)
		if !ok {
			return errors.New("no conversation is open")
		}
		res, err = w.engine.Resume(tx, j, w.who, ev)
		return err
	})
	return res, err
}

func (w *world) event(ev replay.Event) replay.Result {
	w.t.Helper()
	res, err := w.try(ev)
	if err != nil {
		w.t.Fatalf("%+v: %v", ev, err)
	}
	return res
}

func (w *world) type_(words string) replay.Result {
	w.t.Helper()
	return w.event(replay.Event{Kind: replay.Words, Text: words})
}

// says types and checks what is answered.
func (w *world) says(words, want string) replay.Result {
	w.t.Helper()
	res := w.type_(words)
	check(w.t, words, res, want)
	return res
}

func (w *world) presses(token, want string) replay.Result {
	w.t.Helper()
	_, question, key, ok := replay.ParseToken(token)
	if !ok {
		w.t.Fatalf("%q is no token", token)
	}
	res := w.event(replay.Event{Kind: replay.Pressed, Question: question, Key: key})
	check(w.t, token, res, want)
	return res
}

func check(t testing.TB, cause string, res replay.Result, want string) {
	t.Helper()
	if got := text(res); got != want {
		t.Errorf("after %q it says\n%s\nwant\n%s", cause, got, want)
	}
}

func text(res replay.Result) string {
	if res.Out == nil {
		return ""
	}
	return res.Out.Text
}

// token is the button under a message that is labelled so.
func token(t testing.TB, res replay.Result, label string) string {
	t.Helper()
	for _, b := range res.Out.Buttons {
		if b.Label == label {
			return b.Token
		}
	}
	t.Fatalf("no button %s under %q", label, res.Out.Text)
	return ""
}

// journal is what is kept of the open conversation.
func (w *world) journal() (j replay.Journal, ok bool) {
	w.do(func(tx store.Tx) error { j, ok = replay.Open(tx, here); return nil })
	return j, ok
}

// entries are the names in the journal, in order.
func (w *world) entries() string {
	j, _ := w.journal()
	var names []string
	for _, e := range j.Entries {
		names = append(names, e.Name)
	}
	return strings.Join(names, " ")
}

func (w *world) jobs() (jobs []replay.Job) {
	w.do(func(tx store.Tx) error {
		jobs = nil
		for j := range replay.Jobs.All(tx) {
			jobs = append(jobs, j)
		}
		return nil
	})
	return jobs
}
