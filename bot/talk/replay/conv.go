package replay

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Conv is a conversation as its flow sees it, for the length of one run.
type Conv struct {
	tx     store.Tx
	engine *Engine
	j      *Journal
	event  Event
	who    directory.Person
	whose  directory.Person // whom it is for
	asked  map[string]int   // how often each name was used in this run

	said    []string
	photo   string
	out     Result
	prompt  *prompt // where the run stopped
	dead    bool
	rerun   bool  // run again from the top
	instead Event // with rerun: with this event
	quiet   bool  // a toast says it all: do not put the question again
	replay  bool  // a second run that only looks whether it comes to the same question

	coming  coming  // what came in, among what came before
	growing growing // the answer to which more may be added
}

// stop is the panic that ends a run. It names its Conv, so that an engine
// recovers no other's.
type stop struct{ c *Conv }

// prompt is the question a run stopped at.
type prompt struct {
	name  string
	text  string
	typed string // where it is not the same for those who type
	photo string
	opts  []Opt
	hint  string

	contact bool // it asks for their own number
}

// Whoever is the person we talk with.
func (c *Conv) Who() directory.Person { return c.who }

// Chat is where we talk.
func (c *Conv) Chat() bot.Address { return c.j.Address }

// Say adds a paragraph before the next question, or before the end.
func (c *Conv) Say(format string, args ...any) {
	if !c.dead {
		c.said = append(c.said, fmt.Sprintf(format, args...))
	}
}

// Show adds a picture before the next question.
func (c *Conv) Show(photo string) {
	if !c.dead {
		c.photo = photo
	}
}

// End is the last word of a conversation: return c.End("…").
func (c *Conv) End(format string, args ...any) error {
	c.Say(format, args...)
	return nil
}

// EndWith is End with buttons that call commands later on.
func (c *Conv) EndWith(buttons []bot.Button, format string, args ...any) error {
	if !c.dead {
		c.out.buttons = buttons
	}
	return c.End(format, args...)
}

// Fleeting has what is said from here on forgotten once it was sent.
func (c *Conv) Fleeting() {
	if !c.dead {
		c.out.fleeting = true
	}
}

// Safe says that from here on nothing is lost if the person leaves: what was to be
// done is done. So nobody is reminded of it or asked whether to drop it. words
// say so to who cancels, behind 好的，.
func (c *Conv) Safe(words string) {
	if !c.dead {
		c.j.Safe = words
	}
}

// Forget has the chat forgotten with the last word, wherever chats are kept.
func (c *Conv) Forget() {
	if !c.dead {
		c.out.forget = true
	}
}

// Goto ends this conversation and starts another in its place.
func (c *Conv) Goto(flow string, with Given) error {
	if !c.dead {
		c.out.next = &Start{Flow: flow, Given: with}
	}
	return nil
}

// Command ends this conversation with what a command would do: the words are
// taken as if the person had sent them outside of any conversation.
func (c *Conv) Command(words string) error {
	if !c.dead {
		c.out.Words = words
	}
	return nil
}

// A conversation may be for somebody else than the person we talk with: the journal says
// for whom, every message begins with it, and at every message it is looked at whether
// it may still be so. Only flows that say ForOther are.

// For is whom the conversation is for: the person we talk with, or whom they act for,
// who comes with who does it (directory.Person.Via).
func (c *Conv) For() directory.Person { return c.whose }

// You is what a sentence to the person we talk with calls whom it is for.
func (c *Conv) You() string { return c.whose.You() }

// ActFor has the conversation be for somebody else from here on.
func (c *Conv) ActFor(person string) error {
	p, err := directory.ActingFor(c.tx, c.who, person)
	if err == nil {
		c.j.For, c.whose = p.ID, p
	}
	return err
}

// Whose is whom something is for: who speaks, or the person they act for; a refusal if
// that may not be.
func Whose(tx store.Reader, who directory.Person, person string) (directory.Person, error) {
	if person == "" {
		return who, nil
	}
	return directory.ActingFor(tx, who, person)
}

// heading stands above all that is said in a conversation for somebody else.
func (c *Conv) heading() string {
	if c.whose.Via == "" {
		return ""
	}
	return "【替" + c.whose.Name + "办】\n"
}

// notForOthers is said where only the person themselves can do it.
func notForOthers(title string) string {
	return "「" + title + "」要本人来办，别人不能替。本人不用手机的，回复「人工」，请工作人员想办法。"
}

// Again ends this run and has the engine run from the top without an event.
func Again(c *Conv) {
	c.j.Wrong, c.j.Job = 0, ""
	c.rerun = true
	c.halt()
}
