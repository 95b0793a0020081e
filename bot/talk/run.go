package talk

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

// Engine runs flows against their journals, inside a transaction of its caller.
type Engine struct {
	flows    map[string]*Flow
	machines map[string]bool

	// Human calls a person for somebody and returns the sentence that says so.
	Human func(tx store.Tx, who directory.Person, chat bot.Address, about string) string
	// Alarm reports whether words are likely a call for help, and whether they surely are.
	Alarm func(words string) (likely, sure bool)
	// Mute reports whether a channel can only answer at once, and say nothing later.
	Mute func(channel string) bool
	// Steady makes every run twice and compares (for tests).
	Steady bool
}

// NewEngine makes an engine for these flows, with these kinds of machine work
// to be had.
func NewEngine(flows []*Flow, machines ...string) *Engine {
	e := &Engine{flows: make(map[string]*Flow), machines: make(map[string]bool)}
	for _, f := range flows {
		e.flows[f.Name] = f
	}
	for _, kind := range machines {
		e.machines[kind] = true
	}
	e.Human = func(store.Tx, directory.Person, bot.Address, string) string {
		return "请直接联系社区工作人员。"
	}
	e.Alarm = func(string) (likely, sure bool) { return false, false }
	return e
}

// Start names a flow to be started and what is known already.
type Start struct {
	Flow  string
	Given Given
	For   string   `json:",omitempty"` // whom the person acts for; "": themselves
	Under *Journal `json:",omitempty"` // the conversation it puts aside
}

// Result is what a run gives to the world.
type Result struct {
	Out   *bot.Out // nil: nothing to say
	Toast string
	Ended bool   // the conversation is over, its journal deleted
	Words string // to be taken as a command, outside of any conversation

	Again bool // the same question was put again, after a press that changed it

	Misread bool // the words were not understood as an answer, and the question was put again

	Alarm bool // the words were no answer but a call for help; nothing has changed

	Journal Journal // as it is now

	next     *Start
	buttons  []bot.Button // for the last word
	fleeting bool         // the last word
	forget   bool         // the chat, with the last word
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
	j := Journal{ID: store.Short(tx.Seq()), Address: chat, Person: who.ID, For: s.For, Flow: s.Flow, Started: tx.Now(), Under: s.Under}
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
		return e.close(tx, j, "刚才说到一半的事，现在办不了了。麻烦您重新说一遍。"), nil
	case ev.Kind == Words && answer.Word(ev.Text) == answer.Cancel:
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
func (e *Engine) Drop(tx store.Tx, j Journal) { Journals.Delete(tx, chatKey(j.Address)) }

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
	within := (&Flow{}).within()
	if f := e.flows[j.Flow]; f != nil {
		within = f.within()
	}
	if !j.Reminded {
		within /= 2
	}
	return j.Started.Add(within)
}

// maxReruns bounds how often one event may send a run back to the top.
const maxReruns = 8

func (e *Engine) run(tx store.Tx, j Journal, who directory.Person, ev Event, gotos int) (Result, error) {
	flow := e.flows[j.Flow]
	var c *Conv
	forWhom, err := whose(tx, who, j.For)
	if err != nil { // it was taken back meanwhile
		return e.close(tx, j, err.Error()), nil
	}
	if ev.Kind == Late {
		j.Reminded = true
	}
	pressed := ev
	for range maxReruns {
		c = &Conv{tx: tx, engine: e, j: &j, event: ev, who: who, whose: forWhom, asked: make(map[string]int, 8)}
		if err := c.play(flow); err != nil {
			return Result{}, err
		}
		forWhom = c.whose
		if !c.rerun {
			break
		}
		ev = Event{}
	}
	if c.out.Alarm {
		return Result{Alarm: true}, nil
	}
	res := c.out
	res.Again = pressed.Kind == Pressed && c.prompt != nil && c.prompt.name == pressed.Question
	res.Ended = c.prompt == nil
	if !res.Ended {
		j.Open = c.prompt.name
		if !c.quiet {
			j.Prompted = tx.Now()
		}
		if err := e.steady(c, flow, j); err != nil {
			return Result{}, err
		}
	}
	return e.settle(tx, c, j, who, res, gotos)
}

// settle writes the journal, or deletes it and starts what comes next.
func (e *Engine) settle(tx store.Tx, c *Conv, j Journal, who directory.Person, res Result, gotos int) (Result, error) {
	res.Journal = j
	if !res.Ended {
		Journals.Put(tx, j)
		if !c.quiet {
			res.Out = c.render(j)
		}
		return res, nil
	}
	Journals.Delete(tx, chatKey(j.Address))
	if res.next == nil {
		res.Out = c.render(j)
		return res, nil
	}
	res.next.Under, res.next.For = j.Under, j.For
	next, err := e.start(tx, j.Address, who, *res.next, gotos+1)
	next.lead(strings.Join(c.said, "\n\n"))
	return next, err
}

// lead puts words before what a run says.
func (r *Result) lead(words string) {
	switch {
	case words == "":
	case r.Out == nil:
		r.Out = &bot.Out{Text: words}
	default:
		if r.Out.Typed != "" {
			r.Out.Typed = words + "\n\n" + r.Out.Typed
		}
		r.Out.Text = strings.TrimSuffix(words+"\n\n"+r.Out.Text, "\n\n")
	}
}

// play runs the flow once. It returns an error only for failures that are ours.
func (c *Conv) play(flow *Flow) (err error) {
	defer func() {
		r := recover()
		if s, ok := r.(stop); r != nil && (!ok || s.c != c) {
			panic(r)
		}
		if r == nil && c.dead {
			err = fmt.Errorf("%w: %s", ErrSwallowed, flow.Name)
		}
	}()
	err = flow.Run(c)
	if refusal, ok := errors.AsType[bot.Refusal](err); ok { // the flow ends with a sentence
		c.said, err = append(c.said, string(refusal)), nil
	}
	return err
}

// Offers reports whether words are, letter for letter, one of the choices of the open
// question. Looking for them changes nothing.
func (e *Engine) Offers(tx store.Tx, j Journal, who directory.Person, words string) (bool, error) {
	if e.flows[j.Flow] == nil {
		return false, nil
	}
	c, err := e.look(tx, j, who)
	if _, refused := errors.AsType[bot.Refusal](err); refused { // whom it is for is acted for no longer
		return false, nil
	}
	if err != nil || c.prompt == nil {
		return false, err
	}
	return slices.ContainsFunc(c.prompt.opts, func(o Opt) bool { return wording.Fold(o.Label) == wording.Fold(words) }), nil
}

// look runs a conversation to its open question without an event.
func (e *Engine) look(tx store.Tx, j Journal, who directory.Person) (*Conv, error) {
	j.Entries = slices.Clone(j.Entries)
	forWhom, err := whose(tx, who, j.For)
	if err != nil {
		return nil, err
	}
	c := &Conv{tx: tx, engine: e, j: &j, who: who, whose: forWhom, asked: make(map[string]int), replay: true}
	return c, c.play(e.flows[j.Flow])
}

// steady replays the journal as it is now: it must come to the same question.
func (e *Engine) steady(c *Conv, flow *Flow, j Journal) error {
	if !e.Steady {
		return nil
	}
	again, err := e.look(c.tx, j, c.who)
	if err != nil {
		return err
	}
	if again.prompt == nil || again.prompt.name != c.prompt.name || j.Job == "" && !strings.HasSuffix(again.prompt.text, c.prompt.text) {
		return fmt.Errorf("%w: %s at %q", ErrUnsteady, flow.Name, c.prompt.name)
	}
	return nil
}

// render makes one message of all that was said and the question.
func (c *Conv) render(j Journal) *bot.Out {
	out := bot.Out{Photo: c.photo, Buttons: c.out.buttons, Fleeting: c.out.fleeting, Forget: c.out.forget}
	parts := c.said
	if p := c.prompt; p != nil && p.text != "" {
		parts = append(parts, p.text)
		out.Photo, out.Contact = p.photo, p.contact
		for _, o := range p.opts {
			out.Buttons = append(out.Buttons, bot.Button{Label: o.Label, Token: Token(j.ID, p.name, o.Key), Wide: o.Wide, Tap: o.Tap})
		}
	}
	out.Text = strings.Join(parts, "\n\n")
	if p := c.prompt; p != nil && p.typed != "" {
		out.Typed = strings.Join(append(slices.Clone(c.said), p.typed), "\n\n")
	}
	if out.Text == "" && out.Photo == "" {
		return nil
	}
	out.Text = c.heading() + out.Text
	if out.Typed != "" {
		out.Typed = c.heading() + out.Typed
	}
	return &out
}

func sorted(g Given) []string {
	names := make([]string, 0, len(g))
	for name := range g {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
