package inbox

import (
	"errors"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
)

// handle finds what a message calls for.
func (t *turn) handle() error {
	switch t.in.Kind {
	case bot.Receipt:
		outbox.Delivered(t.tx, t.in.Address, t.in.Ref, t.in.Text)
		return nil
	case bot.Moved:
		directory.MoveGroup(t.tx, t.in.Channel, t.in.Chat, t.in.Text)
		return nil
	case bot.Result:
		return t.result()
	}
	if t.in.Kind == bot.Leave {
		t.left()
		return nil
	}
	var first bool
	t.account, t.who, first = directory.Meet(t.tx, bot.Address{Channel: t.in.Channel, Chat: t.in.From}, t.in.Name)
	if t.in.Group {
		return t.inGroup()
	}
	t.sync()
	outbox.Opened(t.tx, t.in)
	t.account = directory.Seen(t.tx, t.account)
	return t.private(first)
}

// left notes that a person left us, or that we were put out of a group by one.
func (t *turn) left() {
	if t.in.Group {
		directory.DropGroup(t.tx, t.in.Channel, t.in.Chat)
		return
	}
	if a, known := directory.GetAccount(t.tx, t.in.Channel, t.in.Chat); known {
		a.Gone = true
		directory.PutAccount(t.tx, a)
	}
}

func (t *turn) private(first bool) error {
	arriving := t.in.Kind == bot.Follow || t.in.Kind == bot.Scan
	if first && !arriving && t.b.Arrive != nil {
		if err := t.greet(); err != nil {
			return err
		}
	}
	if t.in.Kind != bot.Text || answer.IsSmall(t.in.Text) == answer.NotSmall {
		outbox.MovedOn(t.tx, t.in.Address)
	}
	j, talking := replay.Open(t.tx, t.in.Address)
	if t.in.Lost != "" {
		return t.without(j, talking)
	}
	switch t.in.Kind {
	case bot.Follow, bot.Scan:
		if done, err := t.begun(t.in.Text); done {
			return err
		}
		return t.arrive(t.in.Text, first)
	case bot.Press:
		return t.press(t.in.Text)
	case bot.Text:
		return t.text(j, talking)
	}
	ev := t.event()
	if waiting, ok := t.waiting(j); ok && talking {
		return t.ask(waiting)
	}
	if talking {
		return t.resume(j, ev)
	}
	return t.hear(ev)
}

// text is led, in this order, to: a button of the message that was numbered
// last, thanks for what was sent last, the choice between two conversations, a command,
// the open question, and last to finding out what it means. A call for help waits for
// none of them.
func (t *turn) text(j replay.Journal, talking bool) error {
	words := t.in.Text
	c, rest := t.b.command(words, t.who)
	if token, ok := t.onScreen(words, c != nil, j, talking); ok {
		return t.press(token)
	}
	if waiting, ok := t.waiting(j); ok && talking {
		return t.between(waiting, c, rest, j)
	}
	if c != nil {
		answers, err := t.answers(j, talking, words)
		if err != nil {
			return err
		}
		if !answers {
			return t.command(c, rest, j, talking)
		}
	}
	if talking {
		return t.answered(j, words)
	}
	if offer, ok := outbox.OfferIn(t.tx, t.in.Address); ok && t.unseen(offer.At) && !t.again {
		if _, ok := t.choose(offer, words, c != nil); ok {
			t.say(justSent)
			return nil
		}
	}
	return t.hear(replay.Event{Kind: replay.Words, Text: words})
}

// onScreen is the token that words mean by what was sent last outside of the
// conversation, as far as it can have been seen.
func (t *turn) onScreen(words string, command bool, j replay.Journal, talking bool) (token string, ok bool) {
	offer, ok := outbox.OfferSeen(t.tx, t.in.Address, func(at time.Time) bool { return !t.unseen(at) })
	if ok && (!talking || offer.At.After(j.Prompted)) {
		if token, ok = t.choose(offer, words, command); ok {
			return token, true
		}
	}
	after := time.Time{}
	if talking {
		after = j.Prompted
	}
	switch answer.IsSmall(words) {
	case answer.Thanks, answer.Noted:
		return outbox.TakeThanks(t.tx, t.in.Address, after)
	}
	return "", false
}

// answered takes words to the open question.
func (t *turn) answered(j replay.Journal, words string) error {
	early := !t.b.Engine.Alarm(words).Sure() && t.tooEarly(j.Prompted)
	if early && t.again {
		return nil
	}
	return t.resume(j, replay.Event{Kind: replay.Words, Text: words, Early: early})
}

// answers reports whether words that are a command too belong to the conversation:
// 帮助 and 人工 are about what is being said, and a choice that is on the screen is
// what its label says. 报名 under 太极 is 太极's.
func (t *turn) answers(j replay.Journal, talking bool, words string) (bool, error) {
	if !talking {
		return false, nil
	}
	if j.Flow != t.b.Hear && holds(words) {
		return true, nil
	}
	return t.b.Engine.Offers(t.tx, j, t.who, words)
}

// holds reports whether words mean the same in every conversation.
func holds(words string) bool {
	w := answer.Word(words)
	return w != answer.NoCommand && w != answer.Done
}

// justSent is said to whoever answered before they can have seen the choices.
const justSent = "刚才有新的消息来，您这一句没有算作选择。要选，麻烦再回一次。"

// choose reads words as one of the offered choices. Words that are a command too
// mean the choice only if they are just its label: 取消报名 is not 报名, nor is
// 取消 by itself 取消报名; no more do words that speak of others: 帮我妈报名 is not one's
// own. A call for help means none that it does not repeat.
func (t *turn) choose(offer outbox.Offer, words string, command bool) (token string, ok bool) {
	labels := offer.Labels()
	if t.b.Engine.Alarm(words).Sure() && !answer.Quotes(words, labels) {
		return "", false
	}
	i, ok := answer.Pick(words, labels)
	command = command || answer.Word(words) == answer.Cancel || answer.Others(words)
	label := ok && wording.Fold(words) == wording.Fold(labels[i])
	switch {
	case offer.Behind && !label, command && !label:
		return "", false
	case !label && !(ok && answer.OnlyNumbers(words)):
		if token, read := t.reads(words, offer); read {
			return token, token != ""
		}
	}
	if !ok {
		return "", false
	}
	return offer.Buttons[i].Token, true
}

// reads has the capability whose buttons are offered read words in its own way.
func (t *turn) reads(words string, offer outbox.Offer) (token string, read bool) {
	prefix, _, _ := strings.Cut(offer.Buttons[0].Token, ":")
	if p := t.b.presses[prefix]; p != nil && p.Reads != nil {
		return p.Reads(t.tx, words, offer.Buttons)
	}
	return "", false
}

// press does what a button does.
func (t *turn) press(token string) error {
	if journal, question, key, ok := replay.ParseToken(token); ok {
		j, talking := replay.Open(t.tx, t.in.Address)
		if !talking || j.ID != journal {
			t.answer.Toast = "这一步已经过去了。"
			return nil
		}
		return t.resume(j, replay.Event{Kind: replay.Pressed, Question: question, Key: key})
	}
	if c, _ := t.b.command(token, t.who); c != nil { // a menu entry is a command's word
		j, talking := replay.Open(t.tx, t.in.Address)
		return t.command(c, "", j, talking)
	}
	prefix, rest, _ := strings.Cut(token, ":")
	if prefix == insteadPrefix {
		return t.instead(rest)
	}
	p := t.b.presses[prefix]
	if p == nil {
		t.answer.Toast = "这个已经过去了。要办什么，直接跟我说。"
		return nil
	}
	return t.do(func(c *talk.Call) error {
		if !directory.MaySomewhere(c.Who, p.Right) {
			return directory.ErrStaffOnly
		}
		return p.Do(c, rest)
	})
}

// toastAloud says a toast where the channel shows none, unless more is said.
func (t *turn) toastAloud() {
	if t.in.Kind == bot.Press && !t.in.Claim || t.answer.Toast == "" {
		return
	}
	if len(t.outs) == 0 {
		t.say(t.answer.Toast)
	}
	t.answer.Toast = ""
}

// command starts a flow or does something at once.
func (t *turn) command(c *talk.Command, rest string, j replay.Journal, talking bool) error {
	whose := t.whose
	t.whose = ""
	if c.Do != nil {
		return t.do(func(call *talk.Call) error {
			if whose != "" && !c.ForOther {
				return bot.Refuse("「%s」要本人来办，别人不能替。", c.Label())
			}
			call.Rest = rest
			if err := call.ActFor(whose); err != nil {
				return err
			}
			return c.Do(call)
		})
	}
	if t.in.Group {
		return t.inPrivate(talk.Start{Flow: c.Flow})
	}
	return t.begin(talk.Start{Flow: c.Flow, For: whose}, j, talking)
}

// do runs a command and takes over what it says and starts.
func (t *turn) do(fn func(*talk.Call) error) error {
	call := &talk.Call{Tx: t.tx, Who: t.who, For: t.who, Account: t.account, Chat: t.in.Address, Group: t.in.Group, Topic: t.in.Topic, Ref: t.in.Ref, House: t.b.Commands}
	err := fn(call)
	var refusal bot.Refusal
	if errors.As(err, &refusal) {
		call.Outs, call.Toast, call.Begin = nil, string(refusal), nil
	} else if err != nil {
		return err
	}
	t.outs = append(t.outs, call.Outs...)
	t.fleeting = t.fleeting || call.Fleeting
	t.answer.Toast = call.Toast
	t.queued = true // a command may have told others
	if call.Begin == nil {
		return nil
	}
	if t.in.Group {
		return t.inPrivate(*call.Begin)
	}
	j, talking := replay.Open(t.tx, t.in.Address)
	return t.begin(*call.Begin, j, talking)
}

func (t *turn) arrive(code string, first bool) error {
	return t.do(func(c *talk.Call) error { return t.b.Arrive(c, code, first) })
}

// greet says a first word to somebody who began by saying something.
func (t *turn) greet() error {
	return t.do(func(c *talk.Call) error {
		c.Rest = t.in.Text + " "
		return t.b.Arrive(c, "", true)
	})
}

func (t *turn) say(text string) { t.outs = append(t.outs, bot.Out{Text: text}) }

// hear begins the flow that finds out what was meant.
func (t *turn) hear(ev replay.Event) error { return t.start(t.heard(ev)) }

func (t *turn) heard(ev replay.Event) talk.Start {
	given := talk.Given{}
	switch ev.Kind {
	case replay.Words:
		given["text"] = ev.Text
		if c, _ := t.b.find(ev.Text); c != nil {
			given["others"] = true
		}
	case replay.Speech:
		given["voice"] = ev.Media
	case replay.Picture:
		given["shown"] = talk.Told{Text: ev.Text, Photo: ev.Media}
	case replay.Point:
		given["pin"] = ev.Pin
	case replay.Card:
		given["number"] = ev.Number
	default:
		given["text"] = ""
	}
	return talk.Start{Flow: t.b.Hear, Given: given}
}
