package talk

import (
	"yishi/bot/directory"
	"yishi/store"
)

// A conversation may be for somebody else than the person we talk with: the journal says
// for whom, every message begins with it, and at every message it is looked at whether
// it may still be so. Only flows that say ForOther are.

// For is whom the conversation is for: the person we talk with, or whom they act for,
// who comes with who does it (directory.Person.Via).
func (c *Conv) For() directory.Person { return c.whose }

// You is what a sentence to the person we talk with calls whom it is for.
func (c *Conv) You() string { return You(c.whose) }

// You is what a sentence to whoever acts calls whom it is about: 您, or their name.
func You(p directory.Person) string {
	if p.Via == "" {
		return "您"
	}
	return p.Name
}

// ActFor has the conversation be for somebody else from here on.
func (c *Conv) ActFor(person string) error {
	p, err := directory.ActingFor(c.tx, c.who, person)
	if err == nil {
		c.j.For, c.whose = p.ID, p
	}
	return err
}

// whose is whom something is for; a refusal if that may not be.
func whose(tx store.Reader, who directory.Person, person string) (directory.Person, error) {
	if person == "" {
		return who, nil
	}
	return directory.ActingFor(tx, who, person)
}

// homeWord is what a home is called by whoever speaks.
func (c *Conv) homeWord() string {
	if c.whose.Via == "" {
		return "我家"
	}
	return c.whose.Name + "家"
}

// heading stands above all that is said in a conversation for somebody else.
func (c *Conv) heading() string {
	if c.whose.Via == "" {
		return ""
	}
	return "【替" + c.whose.Name + "办】\n"
}

// notForOthers is said where only the person themselves can do it.
func notForOthers(title string) string {
	return "「" + title + "」要本人来办，别人不能替。本人不用手机的，回复「人工」，请工作人员想办法。"
}
