package talk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

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

	said   []string
	photo  string
	out    Result
	prompt *prompt // where the run stopped
	dead   bool
	rerun  bool // run again from the top
	quiet  bool // a toast says it all: do not put the question again
	replay bool // a second run that only looks whether it comes to the same question
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

// question is what ask needs to know of a question of type T.
type question[T any] struct {
	name   string
	text   func() string
	typed  func() string // where those who type are told something else; may be nil
	opts   []Opt
	offer  func() []Opt // opts where it takes work to find them: only when the question is put
	hint   string       // what would be accepted, said after a wrong answer
	photo  string
	free   bool         // takes whatever is said
	voice  bool         // takes speech, as the words it transcribes to
	digits bool         // 0 is an answer, not 上一步
	fits   func(T) bool // what an answer from the journal must be; nil is anything

	words   func(string) (T, error) // errWrong, or a bot.Refusal that says what is wrong
	press   func(key string) (T, error)
	picture func(media, caption string) (T, error)
	point   func(Pin) (T, error)
	card    func(number string) (T, error) // their own number: it is asked for
}

// errWrong: the answer was not understood; the hint says what would be.
var errWrong = fmt.Errorf("not understood")

// ask is the one primitive: it returns the answer from the journal, or takes
// it from the event, or puts the question and stops the run.
func ask[T any](c *Conv, q question[T]) T {
	name := c.occurrence(q.name)
	if value, ok := recall[T](c, name); ok && (q.fits == nil || q.fits(value)) {
		c.pass()
		return value
	}
	ev := c.take()
	if !c.isOpen(name) {
		ev, c.j.Job = ev.elsewhere(), ""
	}
	c.listen(&ev, name, q.voice)
	value, err := readAnswer(c, q, name, ev)
	if err == nil {
		c.accept(name, answered, value)
		return value
	}
	c.put(q.prompt(name), ev, err)
	panic("unreachable")
}

// readAnswer reads an event as an answer to q.
func readAnswer[T any](c *Conv, q question[T], name string, ev Event) (T, error) {
	var none T
	switch {
	case ev.Kind == None || ev.Kind == Late:
		return none, errAsk
	case ev.Kind == Pressed && ev.Question == name && q.press != nil:
		return q.press(ev.Key)
	case ev.Kind == Pressed:
		c.out.Toast, c.quiet = tooLate, true
		return none, errAsk
	case ev.Kind == Words:
		if c.command(ev.Text, q.digits) {
			return none, errAsk
		}
		c.mind(ev.Text, q.free, q.labels)
		if q.words != nil {
			return heeding(c, q, ev.Text)
		}
	case ev.Kind == Picture && q.picture != nil:
		return q.picture(ev.Media, ev.Text)
	case ev.Kind == Point && q.point != nil:
		return q.point(ev.Pin)
	case ev.Kind == Card && ev.Number == "":
		return none, errNotTheirs
	case ev.Kind == Card && q.card != nil:
		return q.card(ev.Number)
	}
	return none, errWrong
}

// tooLate is said to who presses a button of a question that is answered.
const tooLate = "这个按钮已经过去了。"

// errAsk: there is nothing to answer with; put the question.
var errAsk = fmt.Errorf("ask")

func (q question[T]) prompt(name string) *prompt {
	if q.offer != nil {
		q.opts = q.offer()
	}
	p := &prompt{name: name, text: q.text(), opts: q.opts, hint: q.hint, photo: q.photo, contact: q.card != nil}
	if q.typed != nil {
		p.typed = q.typed()
	}
	return p
}

// occurrence names the nth use of a name in a run: "photo", then "photo#2".
func (c *Conv) occurrence(name string) string {
	if c.dead {
		panic(stop{c})
	}
	c.asked[name]++
	return numberedName(name, c.asked[name])
}

// upcoming is what the next use of a name will be called.
func (c *Conv) upcoming(name string) string { return numberedName(name, c.asked[name]+1) }

func numberedName(name string, n int) string {
	if n > 1 {
		return name + "#" + strconv.Itoa(n)
	}
	return name
}

// isOpen reports whether a question is the one that was put last, so that what
// comes in can be an answer to it. It is not after the flow was changed under a
// waiting person.
func (c *Conv) isOpen(name string) bool {
	return c.j.Open == name || c.j.Open == name+heardMark
}

// recall finds an accepted answer. One that no longer decodes counts as not
// given, and is replaced when it is.
func recall[T any](c *Conv, name string) (value T, ok bool) {
	for i := range c.j.Entries {
		e := &c.j.Entries[i]
		if e.Name != name || e.Kind == heard {
			continue
		}
		if json.Unmarshal(e.Value, &value) != nil {
			var none T
			return none, false
		}
		return value, true
	}
	return value, false
}

// pass empties what was said before a question that is answered by now.
func (c *Conv) pass() { c.said, c.photo = nil, "" }

// take hands out the event, once: to the first question that has no answer.
func (c *Conv) take() Event {
	ev := c.event
	c.event = Event{}
	return ev
}

// accept writes an entry, in the place of an older one of that name.
func (c *Conv) accept(name string, kind entryKind, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Errorf("talk: answer %q: %w", name, err))
	}
	c.forget(func(e Entry) bool { return e.Name == name })
	c.j.Entries = append(c.j.Entries, Entry{Name: name, Kind: kind, Value: data})
	c.j.Job, c.j.Wrong = "", 0
	c.pass()
}

func (c *Conv) forget(drop func(Entry) bool) {
	c.j.Entries = slices.DeleteFunc(c.j.Entries, drop)
}

// forgetAnswer forgets every occurrence of a question's answer.
func (c *Conv) forgetAnswer(name string) {
	c.forget(func(e Entry) bool {
		return e.Name == name || strings.HasPrefix(e.Name, name+"#")
	})
}

// put sends the question and ends the run. After a wrong answer it says first
// what would be right.
func (c *Conv) put(p *prompt, ev Event, why error) {
	if p.photo == "" {
		p.photo = c.photo
	}
	c.prompt = p
	switch {
	case why != errAsk:
		c.j.Wrong++
		c.out.Misread = why == errWrong && ev.Kind == Words
		c.said = []string{c.help(p, ev, why)}
		p.text, p.typed = bare(p.text), bare(p.typed)
	case ev.Kind == Late:
		c.remind()
	}
	c.halt()
}

// bare is the question, without what led to it.
func bare(text string) string {
	return strings.TrimLeft(text[max(0, strings.LastIndex(text, "\n\n")):], "\n")
}

func (c *Conv) remind() {
	c.said = []string{"您的「" + c.engine.title(c.j.Flow) + "」还没有说完。"}
}

func (c *Conv) halt() {
	c.dead = true
	panic(stop{c})
}
