package replay

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/meaning/answer"
)

// Question is what Ask needs to know of a question of type T.
type Question[T any] struct {
	Name   string
	Text   func() string
	Typed  func() string // where those who type are told something else; may be nil
	Opts   []Opt
	Offer  func() []Opt // Opts where it takes work to find them: only when the question is put
	Hint   string       // what would be accepted, said after a wrong answer
	Photo  string
	Free   bool         // takes whatever is said
	Grows  bool         // may be told in several messages, see Grows
	Early  bool         // may be answered before it is seen, by who goes on within seconds
	Voice  bool         // takes speech, as the words it transcribes to
	Digits bool         // 0 is an answer, not 上一步
	Fits   func(T) bool // what an answer from the journal must be; nil is anything

	Words   func(string) (T, error) // ErrWrong, or a bot.Refusal that says what is wrong
	Press   func(key string) (T, error)
	Picture func(media, caption string) (T, error)
	Point   func(bot.Pin) (T, error)
	Card    func(number string) (T, error) // their own number: it is asked for
}

// ErrWrong: the answer was not understood; the hint says what would be.
var ErrWrong = fmt.Errorf("not understood")

// Ask is the one primitive: it returns the answer from the journal, or takes
// it from the event, or puts the question and stops the run.
func Ask[T any](c *Conv, q Question[T]) T {
	name := c.occurrence(q.Name)
	if value, ok := Recall[T](c, name); ok && (q.Fits == nil || q.Fits(value)) {
		c.pass()
		return value
	}
	ev := c.take()
	if !c.isOpen(name) {
		ev, c.j.Job = ev.elsewhere(), ""
	}
	c.listen(&ev, name, q.Voice)
	if ev.Kind == Picture && (q.Picture == nil || q.Grows && c.coming.another) {
		c.grow(ev)
	}
	value, err := readAnswer(c, q, name, ev)
	if err == ErrWrong && ev.Kind == Words && c.coming.follows && !q.Free {
		c.grow(ev)
	}
	if err == ErrWrong && ev.Kind == Words && !ev.Early && q.Grows {
		if yes, ok := answer.Yes(ev.Text); ok && !yes { // 不用了, where something was to be told
			c.stop()
		}
	}
	if err == nil {
		c.coming.took = ev.Kind == Picture
		c.accept(name, answered, value)
		return value
	}
	c.put(q.prompt(name), ev, err)
	panic("unreachable")
}

// readAnswer reads an event as an answer to q.
func readAnswer[T any](c *Conv, q Question[T], name string, ev Event) (T, error) {
	var none T
	switch {
	case ev.Kind == None || ev.Kind == Late:
		return none, ErrAsk
	case ev.Kind == Pressed && ev.Question == name && q.Press != nil:
		return q.Press(ev.Key)
	case ev.Kind == Pressed:
		c.out.Toast, c.quiet = tooLate, true
		return none, ErrAsk
	case ev.Early && !(c.coming.follows && q.Early && !answer.OnlyNumbers(ev.Text)):
		return none, ErrWrong
	case ev.Kind == Words:
		if !ev.Early && (c.command(ev.Text, q.Digits) || c.corrects(ev.Text)) {
			return none, ErrAsk
		}
		c.mind(ev.Text, q.Free, q.labels, func() bool { return q.reads(ev.Text) })
		if q.Words != nil {
			return heeding(c, q, ev.Text)
		}
	case ev.Kind == Picture && q.Picture != nil:
		return q.Picture(ev.Media, ev.Text)
	case ev.Kind == Point && q.Point != nil:
		return q.Point(ev.Pin)
	case ev.Kind == Card && ev.Number == "":
		return none, errNotTheirs
	case ev.Kind == Card && q.Card != nil:
		return q.Card(ev.Number)
	}
	return none, ErrWrong
}

// reads reports whether words answer the question.
func (q Question[T]) reads(words string) bool {
	if q.Words == nil {
		return false
	}
	_, err := q.Words(words)
	return err == nil
}

// tooLate is said to who presses a button of a question that is answered.
const tooLate = "这个已经过去了。要办什么，直接跟我说。"

// ErrAsk: there is nothing to answer with; put the question.
var ErrAsk = fmt.Errorf("ask")

func (q Question[T]) prompt(name string) *prompt {
	if q.Offer != nil {
		q.Opts = q.Offer()
	}
	p := &prompt{name: name, text: q.Text(), opts: q.Opts, hint: q.Hint, photo: q.Photo, contact: q.Card != nil}
	if q.Typed != nil {
		p.typed = q.Typed()
	}
	return p
}

// put sends the question and ends the run. After a wrong answer it says first
// what would be right.
func (c *Conv) put(p *prompt, ev Event, why error) {
	if p.photo == "" {
		p.photo = c.photo
	}
	c.prompt = p
	switch {
	case why != ErrAsk:
		c.j.Wrong++
		c.out.Misread = why == ErrWrong && ev.Kind == Words && !ev.Early
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

// Opt is one thing to choose. Key goes into the journal and into a button's
// token: short, and the same for the same thing however the list changes.
type Opt struct {
	Key   string `json:"k"`
	Label string `json:"l"`
	Wide  bool   `json:"w,omitempty"`
	Tap   bool   `json:"t,omitempty"` // only for real buttons, see bot.Button
}

func Labels(opts []Opt) []string {
	labels := make([]string, len(opts))
	for i, o := range opts {
		labels[i] = o.Label
	}
	return labels
}
