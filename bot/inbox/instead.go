package inbox

import (
	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// insteadPrefix marks the two buttons of "continue or drop".
const insteadPrefix = "instead"

// instead is what waits while a person decides between the conversation that is
// open and something else.
type instead struct {
	Chat    bot.Address `json:"chat"`
	Start   talk.Start  `json:"start"`             // no flow: nothing else, go on or not
	Journal string      `json:"journal,omitempty"` // of the conversation that is open
}

var insteads = store.NewTable("instead", func(i *instead) string { return store.Key(i.Chat.Channel, i.Chat.Chat) })

// choices are the two buttons: the first goes with what is asked.
func (t *turn) choices(i instead, j replay.Journal) []bot.Button {
	keep, drop := insteadPrefix+":keep", insteadPrefix+":drop"
	open := t.b.Engine.Title(j)
	switch {
	case i.Start.Flow == "":
		return []bot.Button{{Label: "接着说完", Token: keep}, {Label: "放下", Token: drop}}
	case t.called(i.Start) == open:
		return []bot.Button{{Label: "好", Token: drop}, {Label: "接着前面的", Token: keep}}
	}
	return []bot.Button{{Label: "好", Token: drop}, {Label: "接着「" + open + "」", Token: keep}}
}

// begin starts a flow; if a conversation is open already in which something
// could be lost, the person decides between the two. What is asked for twice, by
// words, a button (tapped twice) or a link, goes on as it is.
func (t *turn) begin(s talk.Start, j replay.Journal, talking bool) error {
	switch {
	case !talking:
		return t.start(s)
	case j.Flow == t.b.Hear || j.Safe != "": // a mere "what did you mean" gives way
		return t.leave(j, s)
	case j.Is(s):
		return t.resume(j, replay.Event{})
	case !j.Begun():
		return t.leave(j, s)
	}
	if w, ok := t.waiting(j); ok && w.Start.Flow == "" { // it was offered again, once
		t.say("「" + t.b.Engine.Title(j) + "」先放下了。")
		return t.leave(j, s)
	}
	return t.ask(instead{Chat: t.in.Address, Start: s, Journal: j.ID})
}

// ask puts the question between the two conversations.
func (t *turn) ask(waiting instead) error {
	j, _ := replay.Open(t.tx, t.in.Address)
	insteads.Put(t.tx, waiting)
	open := t.b.Engine.Title(j)
	text := "您的「" + open + "」还没有说完。"
	if called := t.called(waiting.Start); called == open {
		text = "先说新的这件？前面的「" + open + "」给您留着。"
	} else if called != "" {
		text = "先办「" + called + "」？「" + open + "」给您留着。"
	}
	t.outs = append(t.outs, bot.Out{Text: text, Buttons: t.choices(waiting, j)})
	return nil
}

// called is how what is to be begun is called: by its title, or by what was said.
func (t *turn) called(s talk.Start) string {
	const most = 20
	if words, ok := s.Given["text"].(string); ok && s.Flow == t.b.Hear {
		return wording.Short(words, most)
	}
	return t.b.Engine.Title(replay.Journal{Flow: s.Flow})
}

// waiting is the question between two conversations, if it is the one to answer.
func (t *turn) waiting(j replay.Journal) (instead, bool) {
	w, ok := insteads.Get(t.tx, store.Key(t.in.Channel, t.in.Chat))
	return w, ok && w.Journal == j.ID
}

// settled: whoever goes on with a conversation has decided for it.
func (t *turn) settled(j replay.Journal) {
	if _, ok := t.waiting(j); ok {
		insteads.Delete(t.tx, store.Key(t.in.Channel, t.in.Chat))
	}
}

// between reads words while that question waits: they answer it, or are a
// command, or a new matter, or bring it again. They never answer the question behind it.
func (t *turn) between(w instead, c *talk.Command, rest string, j replay.Journal) error {
	words := t.in.Text
	choices := outbox.Offer{Buttons: t.choices(w, j)}
	picked, ok := answer.Pick(words, choices.Labels())
	switch {
	case t.b.Engine.Alarm(words).Sure():
		return t.alarm(j, words)
	case ok:
		return t.press(choices.Buttons[picked].Token)
	case c != nil && c.Flow == j.Flow:
		return t.instead("keep")
	case c != nil && c.Flow != "" && c.Flow == w.Start.Flow:
		return t.instead("drop")
	case answer.Word(words) == answer.Cancel:
		return t.resume(j, replay.Event{Kind: replay.Words, Text: words})
	case c != nil:
		return t.command(c, rest, j, true)
	case t.clear(words) && w.Start.Flow == "":
		return t.begin(t.heard(replay.Event{Kind: replay.Words, Text: words}), j, true)
	case t.clear(words):
		w.Start = t.heard(replay.Event{Kind: replay.Words, Text: words})
		insteads.Put(t.tx, w)
		return t.instead("drop")
	}
	return t.ask(w)
}

// clear reports whether words say by themselves what they want.
func (t *turn) clear(words string) bool {
	return t.b.Hear != "" && t.b.Clear != nil && t.b.Clear(t.tx, t.who, words)
}

// misread goes on from words that were no answer to the open question. If they say
// clearly something else, that is asked about; "what did you mean" gives way to whatever
// is said.
func (t *turn) misread(before, j replay.Journal, words string) (done bool, err error) {
	s := t.goingOn(before, words)
	switch {
	case j.Flow == t.b.Hear && !answer.OnlyNumbers(words) && answer.IsSmall(words) == answer.NotSmall:
		return true, t.leave(j, s)
	case !t.clear(words):
		return false, nil
	case j.Safe != "", !j.Begun():
		return true, t.leave(j, s)
	}
	return true, t.ask(instead{Chat: t.in.Address, Start: s, Journal: j.ID})
}

// goingOn hears words together with what they go on with: what was said seconds ago, and
// not understood yet.
func (t *turn) goingOn(j replay.Journal, words string) talk.Start {
	before, said := replay.KnownIn[string](j, "text")
	if j.Flow == t.b.Hear && said && (j.Job != "" || j.Last.Follows(t.in.At)) {
		words = talk.Told{Text: before}.And(talk.Told{Text: words}).Text
	}
	return t.heard(replay.Event{Kind: replay.Words, Text: words})
}

// meanwhile hears what is said, shown or spoken while a machine still thinks about what
// came before, together with that.
func (t *turn) meanwhile(j replay.Journal, ev replay.Event) (s talk.Start, more bool) {
	if j.Flow != t.b.Hear || j.Job == "" {
		return s, false
	}
	text, said := replay.KnownIn[string](j, "text")
	voice, spoken := replay.KnownIn[string](j, "voice")
	_, shown := replay.KnownIn[talk.Told](j, "shown")
	switch {
	case shown, !said && !spoken:
		return s, false
	case ev.Kind == replay.Words:
		if t.b.Engine.Alarm(ev.Text).Sure() || holds(ev.Text) || wording.OnlyFaces(ev.Text) || answer.OnlyNumbers(ev.Text) || answer.IsSmall(ev.Text) != answer.NotSmall {
			return s, false
		}
		ev.Text = talk.Told{Text: text}.And(talk.Told{Text: ev.Text}).Text
	case ev.Kind == replay.Picture && !spoken:
		ev.Text = talk.Told{Text: text}.And(talk.Told{Text: ev.Text}).Text
	case ev.Kind != replay.Speech:
		return s, false
	}
	s = t.heard(ev)
	if spoken && ev.Kind != replay.Speech {
		s.Given["voice"] = voice
	}
	if said && ev.Kind == replay.Speech {
		s.Given["text"] = text
	}
	return s, true
}

// instead does what the person decided.
func (t *turn) instead(what string) error {
	j, talking := replay.Open(t.tx, t.in.Address)
	w, ok := t.waiting(j)
	if !talking {
		w, ok = insteads.Get(t.tx, store.Key(t.in.Channel, t.in.Chat))
	}
	insteads.Delete(t.tx, store.Key(t.in.Channel, t.in.Chat))
	outbox.DropOffer(t.tx, t.in.Address)
	switch {
	case talking && what == "keep":
		return t.resume(j, replay.Event{})
	case !ok || what != "drop" || w.Start.Flow == "" && !talking:
		t.answer.Toast = "这一步已经过去了。"
		return nil
	case w.Start.Flow == "":
		t.drop(j)
		t.say("好的，先放下了。")
		return nil
	case !talking:
		return t.start(w.Start)
	}
	return t.aside(j, w.Start)
}

// aside starts something else; the open conversation waits for its end.
func (t *turn) aside(j replay.Journal, s talk.Start) error {
	t.unwatch(j)
	s.Last = replay.Comes(t.in)
	res, err := t.b.Engine.Aside(t.tx, j, t.who, s)
	if err != nil {
		return err
	}
	return t.took(replay.Journal{}, res)
}

// unwatch: nobody is reminded of what is put aside.
func (t *turn) unwatch(j replay.Journal) { agenda.Unset(t.tx, t.b.due(j), dueTalk, dueRef(j)) }

// leave drops the open conversation, if there is one, for another. What was put
// aside for it waits for the new one.
func (t *turn) leave(j replay.Journal, s talk.Start) error {
	if j.ID != "" {
		t.drop(j)
		s.Under = j.Under
	}
	return t.start(s)
}

// alarm takes words that call for help to where they lead. What they broke into
// is put aside.
func (t *turn) alarm(j replay.Journal, words string) error {
	t.settled(j)
	help := talk.Start{Flow: t.b.Hear, Given: talk.Given{"text": words}}
	if j.Flow == t.b.Hear {
		return t.leave(j, help)
	}
	t.unwatch(j)
	res, err := t.b.Engine.Over(t.tx, j, t.who, words, help)
	if err != nil {
		return err
	}
	return t.took(replay.Journal{}, res)
}

// back brings a conversation again that was put aside, if the person has not gone
// on to something else.
func (t *turn) back(other replay.Journal) {
	if _, talking := replay.Open(t.tx, t.in.Address); talking {
		return
	}
	j := t.b.Engine.Back(t.tx, other)
	agenda.Set(t.tx, t.b.due(j), dueTalk, dueRef(j))
	t.ask(instead{Chat: t.in.Address, Journal: j.ID})
}
