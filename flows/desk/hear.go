package desk

import (
	"slices"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/store"
)

// hear finds out what somebody meant who said something out of the blue, and
// leads there with what was said already filled in.
func (d *desk) hear(c *talk.Conv) error {
	text, _ := talk.Known[string](c, "text")
	if shown, ok := talk.KnownTold(c, "shown"); ok {
		return d.hearPhoto(c, shown)
	}
	if pin, ok := talk.Known[talk.Pin](c, "pin"); ok {
		return d.hearPin(c, pin)
	}
	if number, ok := talk.Known[string](c, "number"); ok {
		return d.hearNumber(c, number)
	}
	if voice, ok := talk.Known[string](c, "voice"); ok {
		text = talk.Told{Text: d.hearVoice(c, voice)}.And(talk.Told{Text: text}).Text
		if text == "" {
			return c.Command("菜单")
		}
	}
	if strings.TrimSpace(text) == "" {
		return c.Command("菜单")
	}
	if d.rules().Alarm(text).Sure() { // nothing is asked first, neither a person nor a machine
		return d.lead(c, d.rules().Understand(text, meaning.Context{}), Asked{Text: text})
	}
	if joining.IsStaffCode(text) {
		return c.Goto("staff", talk.Given{"code": text})
	}
	if said := answer.IsSmall(text); said != answer.NotSmall {
		return c.End("%s", kindly[said])
	}
	switch {
	case answer.Word(text) == answer.Cancel:
		return c.End("现在没有要取消的事。%s", d.undoing())
	case onlyPictures(text):
		return chatted(c, house.Heard{})
	case answer.OnlyNumbers(text):
		c.Say("您回的数字，我没对上是哪一件。")
		return c.Command("菜单")
	}
	text, led, err := forWhom(c, text)
	if led || err != nil {
		return err
	}
	asked, err := talk.Look(c, "asked", func(tx store.Tx) (Asked, error) { return d.asked(tx, c.For(), text), nil })
	if err != nil {
		return err
	}
	if led, err := d.answered(c, asked); led || err != nil {
		return err
	}
	byRules := func() meaning.Understanding { return d.rules().Understand(asked.Text, asked.Context) }
	if asked.Sure {
		return d.lead(c, byRules(), asked)
	}
	means := talk.Machine(c, "means", JobUnderstand, asked, "", byRules)
	return d.lead(c, means, asked)
}

// answered leads to an answer that somebody wrote down, or a notice that has it, where a
// question asks for it. What else a question can mean by its words, it means before what
// is only like it.
func (d *desk) answered(c *talk.Conv, asked Asked) (led bool, err error) {
	const like, just = 0.6, 0.85
	if !d.rules().Asks(asked.Text) {
		return false, nil
	}
	best, err := talk.Look(c, "answer", func(tx store.Tx) (house.Answer, error) {
		return house.BestAnswer(tx, d.kits, c.For(), asked.Text), nil
	})
	if err != nil || best.Fit < like {
		return false, err
	}
	least := like
	means := d.rules().Understand(asked.Text, asked.Context)
	if len(means.Why) > 0 {
		least = just
	}
	for _, t := range asked.Context.Open {
		if t.ID == means.Match { // it is about that, if it names it as well
			least = max(least, meaning.Fit(asked.Text, t.Title))
		}
	}
	if best.Fit < least {
		return false, nil
	}
	return true, c.Goto(best.Flow, talk.Given{talk.Of: best.Of, "text": asked.Text})
}

// kindly is what small replies get.
var kindly = map[answer.Small]string{
	answer.Thanks:  "不客气，有事随时说。",
	answer.Noted:   "好的，有事随时说。",
	answer.LetBe:   "好的，有事随时说。",
	answer.Goodbye: "再见，您多保重。",
}

// undoing says by which words what was arranged is given up again.
func (d *desk) undoing() string {
	var ways []string
	for _, k := range d.kits {
		for _, c := range k.Commands {
			if c.Undoes != "" {
				ways = append(ways, c.Undoes+"，回复「"+c.Label()+"」")
			}
		}
	}
	if len(ways) == 0 {
		return ""
	}
	return "\n" + strings.Join(ways, "；") + "。"
}

// asked is a sentence with all that is open to who said it.
func (d *desk) asked(tx store.Reader, who directory.Person, text string) Asked {
	a := Asked{Text: text, Context: house.Context(tx, d.kits, who)}
	a.Sure = d.rules().Sure(d.rules().Understand(a.Text, a.Context))
	if !a.Sure {
		a.Context.Names = directory.NamesNear(tx, who, text)
	}
	return a
}

// lead goes to what deals with what was meant.
func (d *desk) lead(c *talk.Conv, m meaning.Understanding, asked Asked) error {
	i, known := d.intent(m.Intent)
	_, others := talk.Known[bool](c, "others")
	switch {
	case others && (!known || len(m.Why) == 0): // a command, and no word of anything else
		return c.End("「%s」由社区工作人员来办。要找他们，回复「人工」。", asked.Text)
	case others && i.Staffs != "":
		return c.End("「%s」由社区工作人员来办。%s", asked.Text, i.Staffs)
	case !known:
		return d.unclear(c, asked.Text)
	case m.Offered && !c.Confirm("sure?", "您是要找工作人员吗？"):
		return c.End("好的。有事随时说。")
	}
	for _, t := range asked.Context.Open {
		if t.ID == m.Match {
			return d.open(c, t, asked)
		}
	}
	return i.Follow(c, house.Heard{Text: asked.Text, Understanding: m, Party: answer.PartyOf(asked.Text, nil)})
}

// open shows something open. Who wants to be signed up for what is only voted on, is
// for something like it, if that can be, or told so.
func (d *desk) open(c *talk.Conv, t meaning.Titled, asked Asked) error {
	if t.Only != "" && d.rules().Wants(asked.Text, t.Of) {
		if other, ok := meaning.About(asked.Text, asked.Context.Open, meaning.Joined); ok {
			return show(c, other, asked)
		}
		c.Say("%s", t.Only)
	}
	return show(c, t, asked)
}

func show(c *talk.Conv, t meaning.Titled, asked Asked) error {
	given := talk.Given{t.Name: strings.TrimPrefix(t.ID, t.Flow+" ")}
	if party := answer.PartyOf(asked.Text, nil); party.Several() && t.Pool == meaning.Joined {
		given[talk.Party] = party
	}
	return c.Goto(t.Flow, given)
}

func (d *desk) intent(name string) (house.Intent, bool) {
	for _, i := range d.intents {
		if i.Name == name {
			return i, true
		}
	}
	return house.Intent{}, false
}

// offers are the intents that are offered to who was not understood.
func (d *desk) offers() (opts []talk.Opt) {
	for _, i := range d.intents {
		if i.Offer != "" {
			opts = append(opts, talk.Opt{Key: i.Name, Label: i.Offer})
		}
	}
	return append(opts, talk.Opt{Key: "no", Label: "没什么"})
}

// mostShown is how much of what was said is said again.
const mostShown = 30

// unclear asks, rather than guesses.
func (d *desk) unclear(c *talk.Conv, text string) error {
	if d.rules().Asks(text) {
		return d.unknown(c, text, wording.Short(text, mostShown))
	}
	if err := noted(c, text); err != nil {
		return err
	}
	then := c.Choice("then", "「"+wording.Short(text, mostShown)+"」，我没太明白。您是要：", d.offers()...)
	if i, ok := d.intent(then); ok {
		return i.Follow(c, chosen(text))
	}
	return c.End("好的。有事随时说。")
}

// noted keeps what is asked about, for those who tune the words.
func noted(c *talk.Conv, text string) error {
	_, err := talk.Look(c, "noted", func(tx store.Tx) (bool, error) {
		noteUnclear(tx, c.Who(), text)
		return true, nil
	})
	return err
}

// chosen is what somebody said who then said what it is about.
func chosen(text string) house.Heard {
	return house.Heard{Text: text, Understanding: meaning.Understanding{What: text}, Chosen: true}
}

// unknown offers to pass on a question that we cannot answer.
func (d *desk) unknown(c *talk.Conv, text, short string) error {
	if err := noted(c, text); err != nil {
		return err
	}
	var opts []talk.Opt
	for _, question := range []bool{true, false} { // that it is a question comes first
		for _, i := range d.intents {
			if i.Instead != "" && (i.As == "question") == question {
				opts = append(opts, talk.Opt{Key: i.Name, Label: i.Instead, Wide: true})
			}
		}
	}
	opts = append(opts, talk.Opt{Key: "no", Label: "不问了"})
	ask := c.Choice("ask", "「"+short+"」，这个我不清楚。要我请工作人员回答吗？", opts...)
	if i, ok := d.intent(ask); ok {
		return i.Follow(c, chosen(text))
	}
	return c.End("好的。有事随时说。")
}

// hearPhoto takes photos to what photos are about, with what is said of them; unless
// that is clearly something else.
func (d *desk) hearPhoto(c *talk.Conv, shown talk.Told) error {
	k := slices.IndexFunc(d.intents, func(i house.Intent) bool { return i.Photo != "" })
	if k < 0 {
		return c.Command("菜单")
	}
	about := d.intents[k]
	if shown.Text == "" {
		said := c.TextOrPick("about", "照片收到了。要反映什么问题，请说一句。", talk.Opt{Key: "no", Label: about.Photo})
		if said.Key == "no" {
			return c.End("好的。有事随时说。")
		}
		shown.Text = said.Words
	}
	asked, err := talk.Look(c, "asked", func(tx store.Tx) (Asked, error) { return d.asked(tx, c.For(), shown.Text), nil })
	if err != nil {
		return err
	}
	means := d.rules().Understand(asked.Text, asked.Context)
	if i, known := d.intent(means.Intent); known && asked.Sure && i.Name != about.Name {
		return d.lead(c, means, asked)
	}
	if means.Intent != about.Name {
		means = meaning.Understanding{What: asked.Text}
	}
	return about.Follow(c, house.Heard{Text: asked.Text, Understanding: means, Photos: shown.Photos(), Chosen: means.Intent == ""})
}

func (d *desk) hearPin(c *talk.Conv, pin talk.Pin) error {
	for _, i := range d.intents {
		if i.Pin != "" && c.Confirm("pin?", "位置收到了。%s", i.Pin) {
			h := chosen("")
			h.Pin = &pin
			return i.Follow(c, h)
		}
	}
	return c.End("好的。有事随时说。")
}

// hearNumber takes somebody's own number to what it is about. Another's is nobody's to give.
func (d *desk) hearNumber(c *talk.Conv, number string) error {
	if number == "" {
		return c.End("这不是您自己的名片，别人的号码我没有记。要登记您自己的，回复「登记」。")
	}
	for _, i := range d.intents {
		if i.Number {
			return i.Follow(c, house.Heard{Number: number})
		}
	}
	return c.Command("菜单")
}

// hearVoice has a voice message written down and confirmed; "" is nothing to go on.
func (d *desk) hearVoice(c *talk.Conv, voice string) string {
	if !c.Hears() {
		c.Say("我还听不懂语音。麻烦您打字，或者回复数字。")
		return ""
	}
	said := talk.Machine(c, "heard", talk.JobTranscribe, voice, "正在听您的语音，请稍等。", func() talk.Transcript { return talk.Transcript{} })
	words := said.Words
	if words == "" {
		c.Say("%s", said.Why.Words())
		return ""
	}
	if call := d.rules().Understand(words, meaning.Context{}).Call; call != "" {
		c.Say("情况危险就别等，马上打%s。", call)
	}
	if !c.Confirm("right", "您说的是：「%s」，对吗？", words) {
		c.Say("那请再说一遍，或者打字。")
		return ""
	}
	return words
}

// question offers to pass on what we cannot answer.
func (d *desk) question(c *talk.Conv, h house.Heard) error {
	return d.unknown(c, h.Text, wording.Short(h.Text, mostShown))
}

func thanked(c *talk.Conv, _ house.Heard) error { return c.End("%s", kindly[answer.Thanks]) }

func chatted(c *talk.Conv, _ house.Heard) error { return c.End("嗯，我在呢。有事随时说。") }
