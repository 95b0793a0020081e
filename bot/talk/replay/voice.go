package replay

import (
	"encoding/json"

	"yishi/bot/meaning/answer"
)

// heardMark follows the name of a question whose transcript waits for a word of
// its speaker: "您说的是……对吗?" is a small question of its own.
const heardMark = "~"

// listen takes a voice message on its way to being words: it has it
// transcribed, asks whether it was heard right, and then lets the words through
// as if they had been typed. Typing instead always works.
func (c *Conv) listen(ev *Event, name string, takesVoice bool) {
	words, waiting := c.heard(name)
	switch {
	case waiting:
		c.confirmHeard(ev, name, words)
	case ev.Kind == Worked:
		c.transcribed(ev, name)
	case ev.Kind == Speech && takesVoice && c.Hears():
		c.hire(JobTranscribe, ev.Media)
		c.said = []string{"正在听您的语音，请稍等。"}
		c.prompt = &prompt{name: name}
		c.halt()
	}
}

// Hears reports whether there is a machine that writes voice messages down, and can
// be waited for.
func (c *Conv) Hears() bool { return c.engine.machines[JobTranscribe] && !c.mute() }

func (c *Conv) heard(name string) (string, bool) {
	for _, e := range c.j.Entries {
		if e.Name == name && e.Kind == heard {
			var words string
			return words, json.Unmarshal(e.Value, &words) == nil
		}
	}
	return "", false
}

func (c *Conv) transcribed(ev *Event, name string) {
	var t Transcript
	if json.Unmarshal(ev.Value, &t) != nil || t.Words == "" {
		*ev = Event{}
		c.j.Job = ""
		c.said = []string{t.Why.Words()}
		return
	}
	c.accept(name, heard, t.Words)
	c.askHeard(name, t.Words)
}

// Transcript is what JobTranscribe gives: the words, or why there are none.
type Transcript struct {
	Words string  `json:"words,omitempty"`
	Why   Unheard `json:"why,omitempty"`
}

// UnmarshalJSON takes words alone, too.
func (t *Transcript) UnmarshalJSON(data []byte) error {
	*t = Transcript{}
	if json.Unmarshal(data, &t.Words) == nil {
		return nil
	}
	type fields Transcript
	return json.Unmarshal(data, (*fields)(t))
}

// Unheard is why a voice message gave no words.
type Unheard string

const (
	TooLong    Unheard = "long"
	Unreadable Unheard = "unreadable"
	NotFound   Unheard = "lost"
	NotClear   Unheard = "unclear"
	Away       Unheard = "" // nobody can listen just now
)

// Words say so to who sent it.
func (u Unheard) Words() string {
	switch u {
	case TooLong:
		return "这段语音太长，我听不完。请分几次说，或者打字。"
	case Unreadable:
		return "这种语音我打不开。麻烦您打字。"
	case NotFound:
		return "这段语音没有收到。麻烦再说一遍，或者打字。"
	case NotClear:
		return "这段语音没有听清。请再说一遍，或者打字。"
	}
	return "这会儿听不了语音。麻烦您打字。"
}

func (c *Conv) askHeard(name, words string) {
	c.prompt = &prompt{
		name: name + heardMark, text: "您说的是：「" + words + "」，对吗？",
		opts: []Opt{{Key: "y", Label: "对"}, {Key: "n", Label: "不对"}},
	}
	c.halt()
}

// confirmHeard reads the speaker's word on a transcript. Anything but yes or no
// is taken as the answer typed anew.
func (c *Conv) confirmHeard(ev *Event, name, words string) {
	drop := func() { c.forget(func(e Entry) bool { return e.Name == name && e.Kind == heard }) }
	yes, clear := answer.Yes(ev.Text)
	switch {
	case ev.Kind == Pressed && ev.Question == name+heardMark:
		yes, clear = ev.Key == "y", true
	case ev.Kind == Pressed: // a button that is gone
		c.out.Toast, c.quiet = tooLate, true
		c.askHeard(name, words)
	case ev.Kind == Late:
		c.remind()
		c.askHeard(name, words)
	case ev.Kind == None:
		c.askHeard(name, words)
	case ev.Kind != Words:
		drop()
		c.listen(ev, name, true)
		return
	case c.staysHeard(ev.Text):
		c.askHeard(name, words)
	}
	drop()
	switch {
	case clear && yes:
		*ev = Event{Kind: Words, Text: words}
	case clear || answer.Word(ev.Text) == answer.Back:
		*ev = Event{}
		c.said = []string{"好的。请再说一遍，或者打字。"}
	}
}

// staysHeard does what a word asks that leaves the transcript as it is.
func (c *Conv) staysHeard(text string) bool {
	switch answer.Word(text) {
	case answer.ToHuman, answer.ToHelp:
		return c.command(text, false)
	}
	return false
}
