package house

import (
	"cmp"
	"slices"
	"time"

	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/when"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/store"
)

// Made is what is made of a sentence, as yishi hear prints it. Its form is fixed:
// others read it.
type Made struct {
	Text     string  `json:"text"`
	Intent   string  `json:"intent"` // issue, question, vote, signup, withdraw, mine, human, join, help, thanks, chat, urgent, command, none
	Flow     string  `json:"flow"`   // the conversation it would lead to, or what it is here
	Category string  `json:"category"`
	Place    Spoken  `json:"place"`
	Alarm    string  `json:"alarm"`   // 119, 120, 110; "" is none
	Choices  []int   `json:"choices"` // positions among the options, from 0
	Moment   string  `json:"moment"`  // 2026-12-01, or 2026-12-01 19:00 where an hour was said
	Sure     float64 `json:"sure"`    // 0 to 1
}

// Spoken is a place as words have it.
type Spoken struct {
	ID    string `json:"id"`
	Words string `json:"words"`
}

// Ear hears as the house does, and does nothing.
type Ear struct {
	kits  []Kit
	rules *meaning.Rules
	words map[string]talk.Command
}

// NewEar makes one of what the kits bring.
func NewEar(kits []Kit) *Ear {
	e := &Ear{kits: kits, rules: Rules(kits), words: map[string]talk.Command{}}
	for _, c := range Commands(kits) {
		for _, w := range append(slices.Clone(c.Words), c.Slash) {
			e.words[wording.Fold(w)] = c
		}
	}
	delete(e.words, "")
	return e
}

// Hear says what would be made of a sentence of somebody who is offered these options.
func (e *Ear) Hear(tx store.Reader, who directory.Person, text string, options []string) Made {
	c := Context(tx, e.kits, who)
	m := Made{Text: text, Choices: []int{}}
	if at, exact, ok := when.Moment(text, c.Now); ok {
		m.Moment = at.Format(map[bool]string{true: time.DateOnly, false: "2006-01-02 15:04"}[exact == when.ToDay])
	}
	if spot, ok := talk.Mentioned(tx, who, text); ok {
		m.Place = Spoken{spot.Place, spot.Name}
	}
	u := e.rules.Understand(text, c)
	m.Alarm, m.Category = u.Call, u.Category
	if e.rules.Alarm(text).Sure() && !answer.Quotes(text, options) {
		m.Intent, m.Flow, m.Sure = "urgent", "hear", 1
		return m
	}
	switch answer.IsSmall(text) { // the desk answers these before it asks what they mean
	case answer.Thanks, answer.Noted:
		m.Intent, m.Flow, m.Category, m.Sure = "thanks", "hear", "", 1
	case answer.LetBe, answer.Goodbye:
		m.Intent, m.Flow, m.Category, m.Sure = "chat", "hear", "", 1
	}
	if picked, ok := answer.PickMany(text, options); ok && len(picked) > 0 {
		m.Intent, m.Flow, m.Choices, m.Category, m.Sure = "vote", "offer", picked, "", 1
		return m
	}
	if m.Intent != "" {
		return m
	}
	return e.meant(m, u)
}

// meant adds what is wanted: by a command's word, or by what is understood.
func (e *Ear) meant(m Made, u meaning.Understanding) Made {
	i, _ := e.rules.Intent(u.Intent)
	m.Intent, m.Flow, m.Sure = cmp.Or(i.As, meaning.None), e.flow(u.Intent), u.Confidence
	if m.Intent == "signup" && e.rules.Asks(m.Text) && !e.rules.Asking(m.Text) {
		m.Intent = "question" // about what one can sign up for
	}
	c, command := e.words[wording.Fold(m.Text)]
	word := answer.Word(m.Text)
	if !command && word == answer.NoCommand {
		return m
	}
	m.Sure = 1
	if m.Flow = c.Flow; m.Flow == "" {
		m.Flow = cmp.Or(string(word), wording.Fold(m.Text))
	}
	switch {
	case word == answer.ToHuman:
		m.Intent = "human"
	case word == answer.ToHelp:
		m.Intent = "help"
	case m.Intent == meaning.None, word != answer.NoCommand, len(u.Why) == 0:
		m.Intent = "command"
	}
	return m
}

// flow is the conversation that an intent leads to, as far as it is fixed.
func (e *Ear) flow(intent string) string {
	for _, i := range Intents(e.kits) {
		if i.Name == intent {
			return cmp.Or(e.words[wording.Fold(i.Command)].Flow, i.Name)
		}
	}
	return "hear"
}
