package handbook

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/store"
)

const prefix = "call"

// human is 人工: somebody wants a person, of whatever.
func human(c *talk.Call) error {
	if c.Group {
		return bot.Refuse("请单独跟我说「人工」。")
	}
	c.Say(bot.Out{Text: wanted(c.Tx, c.Who, c.Chat, "")})
	return nil
}

// ask passes a question on to staff. What is kept already is said first.
func ask(c *talk.Conv) error {
	text := c.Text("what", "您想问什么？一句话就行。")
	if _, sure := talk.Known[bool](c, "sure"); !sure {
		a, err := talk.Look(c, "known", func(tx store.Tx) (string, error) {
			if a := best(tx, c.Who(), text); a.Fit >= 0.6 {
				return a.Of, nil
			}
			return "", nil
		})
		if err != nil {
			return err
		}
		if a != "" {
			return c.Goto("known", talk.Given{talk.Of: a, "text": text})
		}
	}
	said, err := talk.Step(c, "pass", func(tx store.Tx) (string, error) {
		return Pass(tx, Question{Person: c.Who().ID, Chat: c.Chat(), Text: text}), nil
	})
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

// told is an answer from the handbook, and the question it was given to.
type told struct {
	Said     string `json:"said"`
	Question string `json:"q"`
}

// known gives an answer that is kept. Who is not helped by it has the question passed on.
func known(c *talk.Conv) error {
	id, _ := talk.Known[string](c, talk.Of)
	text, _ := talk.Known[string](c, "text")
	t, err := talk.Step(c, "tell", func(tx store.Tx) (told, error) { return tell(tx, c.Who(), c.Chat(), id, text) })
	if err != nil {
		return err
	}
	if t.Question == "" {
		return c.End("%s", t.Said)
	}
	return c.EndWith([]bot.Button{{Label: "没答到，请工作人员回", Token: prefix + ":on." + t.Question, Wide: true}}, "%s", t.Said)
}

// tell gives an answer and notes to which question.
func tell(tx store.Tx, who directory.Person, chat bot.Address, id, text string) (told, error) {
	e, ok := Get(tx, id)
	if !ok || !e.holds(tx.Now()) {
		return told{}, bot.Refuse("这一条已经没有了。要问工作人员，回复「提问」。")
	}
	t := told{Said: e.Text + "\n" + e.source(tx)}
	if text != "" {
		q := Question{ID: store.Short(tx.Seq()), Person: who.ID, Chat: chat, Text: text, Since: tx.Now(), State: Told, Entry: id}
		questions.Put(tx, q)
		t.Question = q.ID
	}
	return t, nil
}

// Get returns the answer with this id.
func Get(tx store.Reader, id string) (Entry, bool) {
	no, err := entryNo(id)
	if err != nil {
		return Entry{}, false
	}
	return entries.Get(tx, store.Key(no))
}

// mine shows somebody what they asked that waits, and lets them take it back.
func mine(c *talk.Conv) error {
	open, err := talk.Look(c, "open", func(tx store.Tx) ([]talk.Opt, error) {
		var opts []talk.Opt
		for _, q := range openOf(tx, c.Who().ID) {
			opts = append(opts, talk.Opt{Key: q.ID, Label: q.Number() + " " + q.matter() + "，最晚" + bot.Day(q.Due) + "回", Wide: true})
		}
		return opts, nil
	})
	switch {
	case err != nil:
		return err
	case len(open) == 0:
		return c.End("您没有在等人回的提问。想问什么，直接说，或者回复「提问」。")
	}
	id := c.Choice("which", "您问的这些，在等工作人员回。有不用回的吗？", append(open, talk.Opt{Key: "no", Label: "都等着"})...)
	if id == "no" {
		return c.End("好的，有了消息马上告诉您。")
	}
	if _, err := talk.Step(c, "drop", func(tx store.Tx) (bool, error) { return true, drop(tx, c.Who(), id) }); err != nil {
		return err
	}
	return c.End("好的，这一问不用回了。")
}

// matter is a question in a few words.
func (q Question) matter() string {
	if q.Text == "" {
		return "找工作人员"
	}
	return wording.Short(q.Text, 20)
}
