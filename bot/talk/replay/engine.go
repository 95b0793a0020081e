package replay

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

// Engine runs flows against their journals, inside a transaction of its caller.
type Engine struct {
	flows    map[string]*Flow[*Conv]
	machines map[string]bool

	// Human calls a person for somebody and returns the sentence that says so.
	Human func(tx store.Tx, who directory.Person, chat bot.Address, about string) string
	Alarm func(words string) wording.Cry // how surely words call for help
	// Mute reports whether a channel can only answer at once, and say nothing later.
	Mute func(channel string) bool
	// Steady makes every run twice and compares (for tests).
	Steady bool
}

// NewEngine makes an engine for these flows, with these kinds of machine work
// to be had.
func NewEngine(flows []*Flow[*Conv], machines ...string) *Engine {
	e := &Engine{flows: make(map[string]*Flow[*Conv]), machines: make(map[string]bool)}
	for _, f := range flows {
		e.flows[f.Name] = f
	}
	for _, kind := range machines {
		e.machines[kind] = true
	}
	e.Human = func(store.Tx, directory.Person, bot.Address, string) string {
		return "请直接联系社区工作人员。"
	}
	e.Alarm = func(string) wording.Cry { return wording.NoCry }
	return e
}

// Start begins a conversation. The caller has seen to it that none is open.
func (e *Engine) Start(tx store.Tx, chat bot.Address, who directory.Person, s Start) (Result, error) {
	return e.start(tx, chat, who, s, 0)
}

// maxGotos bounds how many flows may pass a person on before one asks something.
const maxGotos = 8

func (e *Engine) start(tx store.Tx, chat bot.Address, who directory.Person, s Start, gotos int) (Result, error) {
	switch {
	case e.flows[s.Flow] == nil:
		return Result{}, fmt.Errorf("%w: %q", ErrNoFlow, s.Flow)
	case gotos > maxGotos:
		return Result{}, fmt.Errorf("%w: %s", ErrRound, s.Flow)
	case !directory.MaySomewhere(who, e.Right(s.Flow)):
		return Result{Out: &bot.Out{Text: string(directory.ErrStaffOnly)}, Ended: true, Journal: Journal{Address: chat, Under: s.Under}}, nil
	case s.For != "" && !e.flows[s.Flow].ForOther:
		return Result{Out: &bot.Out{Text: notForOthers(e.title(s.Flow))}, Ended: true, Journal: Journal{Address: chat, Under: s.Under}}, nil
	}
	j := Journal{ID: store.Short(tx.Seq()), Address: chat, Person: who.ID, For: s.For, Flow: s.Flow, Started: tx.Now(), Under: s.Under, Last: s.Last}
	for _, name := range sorted(s.Given) {
		data, err := json.Marshal(s.Given[name])
		if err != nil {
			return Result{}, fmt.Errorf("talk: given %q: %w", name, err)
		}
		j.Entries = append(j.Entries, Entry{Name: name, Kind: given, Value: data})
	}
	return e.run(tx, j, who, Event{}, gotos)
}

// Resume goes on with an open conversation.
func (e *Engine) Resume(tx store.Tx, j Journal, who directory.Person, ev Event) (Result, error) {
	switch {
	case ev.Kind == Worked && ev.Job != j.Job:
		return Result{Journal: j}, nil // the person was faster
	case e.flows[j.Flow] == nil:
		return e.close(tx, j, "对不起，刚才那件我接不下去了，麻烦您再说一遍。"), nil
	case ev.Kind == Words && !ev.Early && answer.Word(ev.Text) == answer.Cancel:
		return e.close(tx, j, cancelled(j)), nil
	}
	return e.run(tx, j, who, ev, 0)
}

// close ends a conversation without running its flow: that always works.
func (e *Engine) close(tx store.Tx, j Journal, words string) Result {
	e.Drop(tx, j)
	return Result{Out: &bot.Out{Text: words}, Ended: true, Journal: j}
}

// Drop ends a conversation without a word.
func (e *Engine) Drop(tx store.Tx, j Journal) {
	Journals.Delete(tx, chatKey(j.Address))
	if j.Job != "" { // nobody waits for it
		Jobs.Delete(tx, j.Job)
	}
}

// Title is what people call a flow.
func (e *Engine) title(flow string) string {
	if f := e.flows[flow]; f != nil {
		return f.Title
	}
	return flow
}

// Title is what people call the flow of a journal.
func (e *Engine) Title(j Journal) string { return e.title(j.Flow) }

// Over starts a flow for a call for help, with the open conversation put Aside.
func (e *Engine) Over(tx store.Tx, j Journal, who directory.Person, call string, s Start) (Result, error) {
	j.Alarm = call
	return e.Aside(tx, j, who, s)
}

// Aside starts a flow; the open conversation is put aside and comes back, with Back,
// when that flow has ended.
func (e *Engine) Aside(tx store.Tx, j Journal, who directory.Person, s Start) (Result, error) {
	if s.Under = &j; j.Under != nil { // one is enough to come back to
		j.Under = nil
	}
	return e.Start(tx, j.Address, who, s)
}

// Back opens a conversation again that was put aside for another. The time of
// that one does not count.
func (e *Engine) Back(tx store.Tx, other Journal) Journal {
	j := *other.Under
	j.Started = j.Started.Add(tx.Now().Sub(other.Started))
	Journals.Put(tx, j)
	return j
}

// Right is what somebody must be allowed for a flow to start.
func (e *Engine) Right(flow string) directory.Action {
	if f := e.flows[flow]; f != nil {
		return f.Right
	}
	return ""
}

// Has reports whether there is a flow of that name.
func (e *Engine) Has(flow string) bool { return e.flows[flow] != nil }

// Due is when an open conversation is next to be looked after: half way through
// its time for the reminder, then at the end of it.
func (e *Engine) Due(j Journal) time.Time {
	within := (&Flow[*Conv]{}).within()
	if f := e.flows[j.Flow]; f != nil {
		within = f.within()
	}
	if !j.Reminded {
		within /= 2
	}
	return j.Started.Add(within)
}

func sorted(g Given) []string {
	names := make([]string, 0, len(g))
	for name := range g {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
