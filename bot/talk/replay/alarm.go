package replay

import (
	"encoding/json"

	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
)

// mind stops the run if words call for help: somebody shut in a lift must not
// have to answer a vote first, and what they say must not become its answer.
// Words that repeat a choice answer it, and what only looks like a call answers the
// question that it fits: 小朋友豆豆 is the name that was asked for. What a flow Tells is about other people's
// dangers, and a conversation that is about this one already has been warned.
func (c *Conv) mind(words string, free bool, labels func() []string, answers func() bool) {
	switch cry := c.engine.Alarm(words); {
	case !cry.Sure() || free && c.tells() || c.warned(words):
	case labels != nil && answer.Quotes(words, labels()):
	case cry == wording.Guessed && !free && answers():
	default:
		c.sound()
	}
}

// heeding reads words as an answer; if they are none they may still be a call.
func heeding[T any](c *Conv, q Question[T], words string) (T, error) {
	value, err := q.Words(words)
	if err != ErrWrong || q.Free {
		return value, err
	}
	if c.engine.Alarm(words) > wording.NoCry && !c.warned(words) {
		c.sound()
	}
	return value, err
}

func (c *Conv) sound() {
	c.out.Alarm = true
	c.halt()
}

func (c *Conv) tells() bool {
	f := c.engine.flows[c.j.Flow]
	return f != nil && f.Tells
}

// warned reports whether a conversation is about a danger from its start, or was put
// aside for just these words before.
func (c *Conv) warned(words string) bool {
	const same = 0.6
	if c.j.Alarm != "" && wording.Similar(c.j.Alarm, words) >= same {
		return true
	}
	for _, e := range c.j.Entries {
		if e.Kind != given && e.Kind != answered {
			continue
		}
		if c.engine.Alarm(told(e.Value)).Sure() {
			return true
		}
	}
	return false
}

// told are the words of an answer, said alone or with a photo.
func told(value json.RawMessage) (words string) {
	var both struct{ Text string }
	if json.Unmarshal(value, &words) != nil && json.Unmarshal(value, &both) == nil {
		words = both.Text
	}
	return words
}

// labels are what a question offers.
func (q Question[T]) labels() []string {
	if q.Offer != nil {
		return Labels(q.Offer())
	}
	return Labels(q.Opts)
}
