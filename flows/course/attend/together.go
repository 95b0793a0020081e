package attend

import (
	"errors"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/flows/course"
	"yishi/flows/course/school"
	"yishi/store"
)

// several are those of a party who can be signed up: each pays a share and stands in the
// list, so all are people we know.
type several struct {
	Page  page     `json:"page"`
	IDs   []string `json:"ids,omitempty"`
	Names []string `json:"names,omitempty"`
	Not   []string `json:"not,omitempty"` // who cannot be, and why
}

// together signs several up for a course: whom the conversation is for, and those for
// whom whoever speaks may act.
func together(c *talk.Conv, id string, party answer.Party) error {
	v, err := talk.Look(c, "company", func(tx store.Tx) (several, error) { return partyOf(tx, c.Who(), c.For(), id, party) })
	if err != nil {
		return err
	}
	text := v.Page.Text
	if len(v.Not) > 0 {
		text += "\n\n" + strings.Join(v.Not, "\n")
	}
	if !v.Page.Can || len(v.IDs) == 0 {
		return c.End("%s", text)
	}
	text += "\n\n这次报的：" + strings.Join(v.Names, "、")
	if c.Choice("join", text, talk.Opt{Key: "y", Label: "报名"}, talk.Opt{Key: "n", Label: "不报"}) == "n" {
		return c.End("好的，没有报。")
	}
	words, err := talk.Step(c, "enrol", func(tx store.Tx) (string, error) { return joinedAll(tx, c.Who(), c.For(), id, v.IDs) })
	if err != nil {
		return err
	}
	return c.End("%s", words)
}

func partyOf(tx store.Reader, by, first directory.Person, id string, party answer.Party) (v several, err error) {
	people, lacks := company(tx, by, first, party)
	if v.Page, err = pageOf(tx, id, looking(tx, by, first, party)); err != nil {
		return v, err
	}
	t := course.TermOf(tx, v.Page.Course)
	for _, p := range people {
		if why := school.WhyNot(tx, t, p); why != "" {
			v.Not = append(v.Not, why)
		} else {
			v.IDs, v.Names = append(v.IDs, p.ID), append(v.Names, p.You())
		}
	}
	if len(lacks) > 0 {
		v.Not = append(v.Not, strings.Join(lacks, "、")+"要自己报，或者先同意请您代办（回复「代办」）。")
	}
	return v, nil
}

// company are whom a conversation is for and those of a party for whom whoever speaks may
// act; lacks are what the others are called.
func company(tx store.Reader, by, first directory.Person, party answer.Party) (people []directory.Person, lacks []string) {
	people = append(people, first)
	for _, as := range party.With {
		if p, ok := directory.CaredAs(tx, by, as); ok {
			people = append(people, p)
		} else {
			lacks = append(lacks, as)
		}
	}
	if len(party.With) == 0 && party.Count > 1 {
		lacks = append(lacks, "别的人")
	}
	return people, lacks
}

func hasAny(tx store.Reader, p directory.Person) bool { return len(seen(tx, p)) > 0 }

// looking is for whom of a party the courses are listed: the first who can take one.
func looking(tx store.Reader, by, first directory.Person, party answer.Party) directory.Person {
	people, _ := company(tx, by, first, party)
	for _, p := range people {
		if hasAny(tx, p) {
			return p
		}
	}
	return first
}

// joinedAll signs up one after the other and says what came of each.
func joinedAll(tx store.Tx, by, first directory.Person, id string, ids []string) (string, error) {
	var said []string
	for _, person := range ids {
		p, err := first, error(nil)
		if person != first.ID {
			p, err = directory.ActingFor(tx, by, person)
		}
		if err != nil {
			return "", err
		}
		words, err := joined(tx, p, id)
		if refusal, ok := errors.AsType[bot.Refusal](err); ok {
			words = p.You() + "没有报上：" + string(refusal)
		} else if err != nil {
			return "", err
		}
		said = append(said, words)
	}
	return strings.Join(said, "\n\n"), nil
}

// by is put before a word that is said for somebody else.
func by(who directory.Person) string {
	if who.Via == "" {
		return ""
	}
	return "替" + who.Name
}
