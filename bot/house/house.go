// Package house puts the rooms together: inbox, outbox, agenda and the flows
// that are given to it. The program and the transcripts both live in one.
package house

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/inbox"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// Kit is what one capability brings into the house. Every name in it, and its own,
// is claimed by it alone.
type Kit struct {
	Name     string   // in one word: poll
	Needs    []string // names of kits it stands on
	Topic    string   // what its commands are listed under, if they name nothing else: 投票; kits may share one
	Flows    []*talk.Flow
	Commands []talk.Command
	Presses  []talk.Press
	Intents  []Intent // what words out of the blue can want of it
	Open     Open     // what of it they can be about
	Answers  Answers  // what of it answers a question
	Due      map[string]agenda.Handler
	Begin    func(tx store.Tx)      // what it has on the agenda from each start on
	Work     map[string]Worker      // of what is due and too slow for a transaction
	Late     map[string]agenda.Rule // how what is due is done when its time has passed
	Machines map[string]Machine     // slow work that its conversations wait for
	Filters  map[string]outbox.Filter
	Lines    map[string]outbox.Line
	Keeps    Keeps
	Topics   []Topic                                              // what it tells many people, as far as they may stop it
	Owns     func(tx store.Reader, home, name, phone string) bool // whether its register has an owner of that name and number for a home
	Pages    Pages
	Exports  []Extract
	Imports  []Intake
	Tools    []Tool
	Figures  []Figure
	Check    func(tx store.Reader) error // finds what is not any more as it was sealed, for yishi check
	Settings []setting.Kind              // what of it staff set for each place
	Sample   func(tx store.Tx) error     // fills the sample street with what goes on in it

	// Brought by one kit, the front desk.
	Arrive func(call *talk.Call, code string, first bool) error
	Hear   string

	// Brought by one kit: how a person is called for somebody.
	Human func(tx store.Tx, who directory.Person, chat bot.Address, about string) string
}

// Machine is an inbox.Machine.
type Machine = inbox.Machine

// Worker is an agenda.Worker that is given what the house has.
type Worker func(ctx context.Context, s store.Store, files bot.Files, e agenda.Entry) (agenda.Handler, error)

// Config is what a House is made of.
type Config struct {
	Store    store.Store
	Adapters []bot.Adapter
	Files    bot.Files
	Kits     []Kit
	Machines map[string]Machine // beside those of kits, and in their place where one has the same name
	Now      func() time.Time   // by which senders are held to a pace; nil holds nobody
	Steady   bool               // run every conversation twice and compare (tests)

	// Around wraps the handling of what comes in (to count it); may be nil.
	Around func(bot.Handler) bot.Handler
}

// clear reports whether a sentence says by itself what is wanted, surely enough to break
// into something else: by words of its own, not by what it is like. A question may be
// about what is open.
func clear(rules *meaning.Rules, who directory.Person, words string) bool {
	const sure = 0.6
	u := rules.Understand(words, meaning.Context{Staff: len(who.Roles) > 0})
	return u.Intent != meaning.None && len(u.Why) > 0 && !rules.Greets(u.Intent) && u.Confidence >= sure && !rules.Asks(words)
}

// House is the whole bot but for its platforms.
type House struct {
	Inbox  *inbox.Inbox
	Outbox *outbox.Outbox
	Agenda *agenda.Agenda

	adapters []bot.Adapter
	machines map[string]Machine
	handle   bot.Handler
	store    store.Store
	begins   []func(store.Tx)
}

// New puts a house together. Of kits that claim the same name it makes none: it
// panics with a sentence that says both.
func New(c Config) *House {
	var all Kit
	all.Lines = map[string]outbox.Line{}
	all.Due, all.Filters, all.Work = map[string]agenda.Handler{}, map[string]outbox.Filter{}, map[string]Worker{}
	all.Late, all.Machines = inbox.Rules(), map[string]Machine{}
	claimed := names{}
	for _, prefix := range inbox.Prefixes() {
		claimed.claim("button", prefix, "inbox")
	}
	for _, k := range c.Kits {
		claimed.kit(k)
		all.add(k)
	}
	var begins []func(store.Tx)
	for _, k := range c.Kits {
		claimed.needed(k)
		if k.Begin != nil {
			begins = append(begins, k.Begin)
		}
	}
	all.Commands = Commands(c.Kits)
	for _, c := range all.Commands {
		claimed.settled(c)
	}
	maps.Copy(all.Machines, c.Machines)
	engine := talk.NewEngine(all.Flows, slices.Collect(maps.Keys(all.Machines))...)
	engine.Steady = c.Steady
	rules := sync.OnceValue(func() *meaning.Rules { return Rules(c.Kits) })
	engine.Alarm = func(words string) wording.Cry { return rules().Alarm(words) }
	engine.Mute = func(channel string) bool {
		return slices.ContainsFunc(c.Adapters, func(a bot.Adapter) bool { return a.Channel() == channel && a.Limits().Mute })
	}
	if all.Human != nil {
		engine.Human = all.Human
	}
	h := &House{adapters: c.Adapters, machines: all.Machines, store: c.Store, begins: begins}
	h.Outbox = outbox.New(c.Store, c.Adapters, all.Filters)
	h.Outbox.Lines, h.Outbox.Asking = all.Lines, replay.Asking
	h.Inbox = inbox.New(inbox.Config{
		Store: c.Store, Engine: engine, Commands: all.Commands, Presses: all.Presses,
		Adapters: c.Adapters, Files: c.Files, Arrive: all.Arrive, Hear: all.Hear,
		Clear: func(_ store.Reader, who directory.Person, words string) bool { return clear(rules(), who, words) },
		Sent:  h.Outbox.Wake, Now: c.Now,
	})
	claimAll(claimed, "day", h.Inbox.Handlers(), "inbox")
	claimAll(claimed, "rule", inbox.Rules(), "inbox")
	maps.Copy(all.Due, h.Inbox.Handlers())
	h.Agenda = agenda.New(c.Store, all.Due, h.Outbox.Wake)
	h.Agenda.Workers, h.Agenda.Rules = all.workers(c), all.Late
	h.handle = h.Inbox.Handle
	if c.Around != nil {
		h.handle = c.Around(h.handle)
	}
	return h
}

// Commands are the commands of all kits, each with its topic and the right it takes:
// to start a flow that of the flow.
func Commands(kits []Kit) (all []talk.Command) {
	rights := map[string]directory.Action{}
	for _, k := range kits {
		for _, f := range k.Flows {
			rights[f.Name] = f.Right
		}
		for _, c := range k.Commands {
			c.Topic = cmp.Or(c.Topic, k.Topic)
			all = append(all, c)
		}
	}
	for i, c := range all {
		if c.Flow != "" {
			all[i].Right = rights[c.Flow]
		}
	}
	return all
}

func (k *Kit) add(o Kit) {
	k.Flows = append(k.Flows, o.Flows...)
	k.Presses = append(k.Presses, o.Presses...)
	maps.Copy(k.Due, o.Due)
	maps.Copy(k.Work, o.Work)
	maps.Copy(k.Late, o.Late)
	maps.Copy(k.Machines, o.Machines)
	maps.Copy(k.Filters, o.Filters)
	maps.Copy(k.Lines, o.Lines)
	if o.Arrive != nil {
		k.Arrive, k.Hear = o.Arrive, o.Hear
	}
	if o.Human != nil {
		k.Human = o.Human
	}
}

// workers are the workers of all kits, in this house.
func (k *Kit) workers(c Config) map[string]agenda.Worker {
	workers := map[string]agenda.Worker{}
	for kind, work := range k.Work {
		workers[kind] = func(ctx context.Context, e agenda.Entry) (agenda.Handler, error) {
			return work(ctx, c.Store, c.Files, e)
		}
	}
	return workers
}

// Prepare settles what an earlier run has left open. Call it once, before Run.
func (h *House) Prepare(ctx context.Context) error {
	return errors.Join(h.Outbox.Recover(ctx), h.Inbox.Prepare(ctx), h.begin(ctx))
}

func (h *House) begin(ctx context.Context) error {
	if len(h.begins) == 0 {
		return nil
	}
	return h.store.Update(ctx, func(tx store.Tx) error {
		for _, begin := range h.begins {
			begin(tx)
		}
		return nil
	})
}

// Run receives, sends and does what falls due until ctx is done or a part of it
// fails for good. It stops receiving first; then what is under way is finished.
func (h *House) Run(ctx context.Context) error {
	receive, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()

	var receiving, working sync.WaitGroup
	for _, a := range h.adapters {
		receiving.Go(func() { giveUp(stop, a.Run(receive, h.handle)) })
	}
	machines := func(ctx context.Context) error { return h.Inbox.Work(ctx, h.machines) }
	for _, run := range []func(context.Context) error{h.Outbox.Run, h.Agenda.Run, machines} {
		working.Go(func() { giveUp(stop, run(work)) })
	}
	<-receive.Done()
	receiving.Wait()
	stopWork()
	working.Wait()
	if err := context.Cause(receive); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

func giveUp(stop context.CancelCauseFunc, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		stop(err)
	}
}

// Settle does at once everything that is due by now, until there is no more:
// machine work, the agenda, the outbox. For tests, beside no Run.
func (h *House) Settle(ctx context.Context) error {
	for {
		worked, err := h.Inbox.WorkOff(ctx, h.machines)
		if err == nil {
			err = h.Agenda.Due(ctx)
		}
		sent := false
		if err == nil {
			sent, err = h.Outbox.Drain(ctx)
		}
		if err != nil || !worked && !sent {
			return err
		}
	}
}
