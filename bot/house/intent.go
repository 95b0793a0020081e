package house

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/store"
)

// Intent is something people can want of a capability, and what is done for them.
type Intent struct {
	meaning.Intent

	// Command is the word that serves it, where nothing open was named; Lead decides
	// otherwise.
	Command string
	Lead    func(c *talk.Conv, h Heard) error

	// Offer is how it is offered to who was not understood: 反映这个问题. Staffs is what
	// people hear who mean it by a word that only staff can use.
	Offer   string
	Instead string // the same to who asked something that we cannot answer: 我是要反映问题
	Staffs  string

	Greet string // what it is called where the bot says what it is for: 报修

	// Photo is the button of who sent a photo out of the blue that is not about it: 不是报修.
	// Pin asks whether a place is.
	Photo string
	Pin   string

	Number bool // their own number, shown out of the blue, is about it
}

// Follow goes where the intent leads.
func (i Intent) Follow(c *talk.Conv, h Heard) error {
	if i.Lead != nil {
		return i.Lead(c, h)
	}
	return c.Command(i.Command)
}

// Heard is what somebody said out of the blue, and what it is taken to mean.
type Heard struct {
	Text string
	meaning.Understanding
	Photos []string // that came along
	Pin    *bot.Pin
	Number string       // their own, as the platform vouches
	Party  answer.Party // with whom they want it
	Chosen bool         // they said themselves that it is about this
}

// Open lists what is open and concerns a person, for sentences that are about it.
type Open func(tx store.Reader, who directory.Person) []meaning.Titled

// Context is what somebody can mean at this moment.
func Context(tx store.Reader, kits []Kit, who directory.Person) meaning.Context {
	c := meaning.Context{Now: tx.Now().In(bot.Zone), Staff: len(who.Roles) > 0}
	for _, k := range kits {
		if k.Open == nil {
			continue
		}
		for _, t := range k.Open(tx, who) {
			t.ID = t.Flow + " " + t.ID // what two capabilities have is told apart
			c.Open = append(c.Open, t)
		}
	}
	return c
}

// Intents are those of all kits; those of staff last, and before them those of the
// front desk, which are about everything.
func Intents(kits []Kit) []Intent {
	var own, front, staff []Intent
	for _, k := range kits {
		for _, i := range k.Intents {
			switch {
			case i.Staff:
				staff = append(staff, i)
			case k.Hear != "":
				front = append(front, i)
			default:
				own = append(own, i)
			}
		}
	}
	return slices.Concat(own, front, staff)
}

// Rules tell the intents of all kits apart.
func Rules(kits []Kit) *meaning.Rules {
	var all []meaning.Intent
	for _, i := range Intents(kits) {
		all = append(all, i.Intent)
	}
	return meaning.NewRules(all)
}
