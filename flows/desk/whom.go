package desk

import (
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/store"
)

// The flows, of another capability, that lead to acting for somebody.
const (
	asking = "careask"
	acting = "actfor"
)

// meant is for whom a sentence speaks, and who that can be.
type meant struct {
	As   string     `json:"as,omitempty"`
	Rest string     `json:"rest,omitempty"`
	Opts []talk.Opt `json:"opts,omitempty"`
	Desk bool       `json:"desk,omitempty"` // it names somebody as staff do
}

// forWhom has a sentence that speaks for another be heard for them: 帮我妈报名. What is
// left of it is what they want. led: it goes another way, as nobody has agreed to it yet.
func forWhom(c *talk.Conv, text string) (rest string, led bool, err error) {
	if c.For().Via != "" {
		return text, false, nil
	}
	m, err := talk.Look(c, "for", func(tx store.Tx) (meant, error) { return meantBy(tx, c.Who(), text), nil })
	switch {
	case err != nil || m.As == "":
		return text, false, err
	case len(m.Opts) == 0 && m.Desk:
		return "", true, c.Goto(acting, talk.Given{"who": m.As})
	case len(m.Opts) == 0:
		return "", true, c.Goto(asking, talk.Given{"as": m.As})
	}
	whom := m.Opts[0].Key
	if len(m.Opts) > 1 {
		whom = c.Choice("whose", "替谁办？", m.Opts...)
	}
	if whom == "no" {
		return "", true, c.Goto(asking, talk.Given{"as": m.As})
	}
	if err := c.ActFor(whom); err != nil {
		return "", true, err
	}
	if m.Rest == "" {
		return "", true, c.Command("菜单")
	}
	return m.Rest, false, nil
}

// meantBy finds whom a sentence may be for, of those somebody may act for: who is that to
// them, or is called so; staff name whoever lives where they work.
func meantBy(tx store.Reader, by directory.Person, text string) meant {
	people := map[string]directory.Person{}
	var names []string
	cares := directory.Holding(tx, directory.CaresBy(tx, by.ID))
	for _, c := range cares {
		people[c.For], _ = directory.GetPerson(tx, c.For)
		names = append(names, people[c.For].Name)
	}
	party := answer.PartyOf(text, names)
	m := meant{As: party.For, Rest: party.Rest}
	if m.As == "" && directory.MaySomewhere(by, directory.ActFor) {
		m.As, m.Rest = answer.Named(text)
		m.Desk = m.As != ""
	}
	like := func(is func(directory.Care) bool) {
		for _, c := range cares {
			if is(c) {
				m.Opts = append(m.Opts, talk.Opt{Key: c.For, Label: people[c.For].Name, Wide: true})
			}
		}
	}
	if m.As == "" {
		return m
	}
	like(func(c directory.Care) bool { return c.As == m.As || strings.Contains(m.As, people[c.For].Name) })
	if len(m.Opts) == 0 && !m.Desk { // what they are to each other was never said
		like(func(c directory.Care) bool { return c.As == people[c.For].Name })
		if len(m.Opts) > 0 {
			m.Opts = append(m.Opts, talk.Opt{Key: "no", Label: "都不是", Wide: true})
		}
	}
	if m.Desk && len(m.Opts) == 0 {
		for _, p := range address.CalledAt(tx, by, m.As) {
			if _, err := directory.ActingFor(tx, by, p.ID); err == nil {
				m.Opts = append(m.Opts, talk.Opt{Key: p.ID, Label: p.Name, Wide: true})
			}
		}
	}
	return m
}
