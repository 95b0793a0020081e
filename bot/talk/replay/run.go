package replay

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

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

// maxReruns bounds how often one event may send a run back to the top.
const maxReruns = 8

func (e *Engine) run(tx store.Tx, j Journal, who directory.Person, ev Event, gotos int) (Result, error) {
	flow := e.flows[j.Flow]
	var c *Conv
	forWhom, err := Whose(tx, who, j.For)
	if err != nil { // it was taken back meanwhile
		return e.close(tx, j, err.Error()), nil
	}
	if ev.Kind == Late {
		j.Reminded = true
	}
	pressed, open := ev, j.Open
	coming := j.Last.take(ev)
	for range maxReruns {
		c = &Conv{tx: tx, engine: e, j: &j, event: ev, who: who, whose: forWhom, asked: make(map[string]int, 8), coming: coming}
		if err := c.play(flow); err != nil {
			return Result{}, err
		}
		forWhom, coming = c.whose, c.coming
		if !c.rerun {
			break
		}
		ev = c.instead
	}
	if c.out.Alarm {
		return Result{Alarm: true}, nil
	}
	res := c.out
	res.Again = pressed.Kind == Pressed && c.prompt != nil && c.prompt.name == pressed.Question
	res.Ended = c.prompt == nil
	if !pressed.At.IsZero() {
		j.Last.Taken = coming.took
	}
	if !res.Ended {
		c.quiet = c.quiet || coming.another && !coming.spare() && unnumbered(open) == unnumbered(c.prompt.name)
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
			res.lead(c.coming.note)
		}
		return res, nil
	}
	Journals.Delete(tx, chatKey(j.Address))
	if res.next == nil {
		res.Out = c.render(j)
		return res, nil
	}
	res.next.Under, res.next.For, res.next.Last = j.Under, j.For, j.Last
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
func (c *Conv) play(flow *Flow[*Conv]) (err error) {
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
	forWhom, err := Whose(tx, who, j.For)
	if err != nil {
		return nil, err
	}
	c := &Conv{tx: tx, engine: e, j: &j, who: who, whose: forWhom, asked: make(map[string]int), replay: true}
	return c, c.play(e.flows[j.Flow])
}

// steady replays the journal as it is now: it must come to the same question.
func (e *Engine) steady(c *Conv, flow *Flow[*Conv], j Journal) error {
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
