package inbox

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
)

// inGroup handles what is said in a group: only what is meant for us, and
// nothing personal.
func (t *turn) inGroup() error {
	switch {
	case t.in.Kind == bot.Press:
		return t.press(t.in.Text)
	case t.in.Kind != bot.Text || !t.in.ToUs:
		return nil
	}
	c, rest := t.b.command(t.in.Text, t.who)
	switch {
	case c == nil:
		t.linkPrivate("要办事、问事，请点下面单独跟我说，别人看不到。", "")
		return nil
	case c.Do != nil:
		return t.do(func(call *talk.Call) error { call.Rest = rest; return c.Do(call) })
	}
	return t.inPrivate(talk.Start{Flow: c.Flow})
}

// inPrivate leads a person from the group to their own chat.
func (t *turn) inPrivate(s talk.Start) error {
	of, _ := s.Given[talk.Of].(string)
	t.linkPrivate("这件事请单独跟我说，点下面。", talk.StartCode(s.Flow, of))
	return nil
}

func (t *turn) linkPrivate(text, code string) {
	t.outs = append(t.outs, bot.Out{Text: text, Links: []bot.Link{{Label: "单独跟我说", Code: code}}})
}

// begun starts the flow a deep link names.
func (t *turn) begun(code string) (bool, error) {
	s, ok := talk.ParseStart(code)
	if !ok || !t.b.Engine.Has(s.Flow) {
		return false, nil
	}
	j, talking := replay.Open(t.tx, t.in.Address)
	return true, t.begin(s, j, talking)
}

// register makes a command findable by its words.
func (b *Inbox) register(c *talk.Command) {
	for _, w := range c.Words {
		b.words[wording.Fold(w)] = c
	}
	if c.Slash != "" {
		b.slashes[c.Slash] = c
	}
}

// cutCommand parts a command from what follows it, behind a space or, as most
// people type it, beginning with a digit: 查26-0007.
func cutCommand(words string) (name, rest string) {
	if i := strings.IndexAny(words, " 0123456789"); i > 0 {
		return words[:i], words[i:]
	}
	return words, ""
}

// command finds the command of theirs that words call for, and what follows it.
func (b *Inbox) command(words string, who directory.Person) (*talk.Command, string) {
	c, rest := b.find(words)
	if c == nil || !directory.MaySomewhere(who, c.Right) {
		return nil, ""
	}
	return c, rest
}

// find finds the command that words call for, whosever it is.
func (b *Inbox) find(words string) (*talk.Command, string) {
	name, rest := cutCommand(strings.TrimSpace(words))
	c := b.slashes[name]
	if c == nil {
		c = b.words[wording.Fold(name)]
	}
	if c != nil && rest != "" && !c.Rest {
		c = nil
	}
	if c == nil {
		c, rest = b.words[wording.Fold(words)], ""
	}
	return c, strings.TrimSpace(rest)
}
