// Package tale is what goes on of issues in the sample street: some in every state, each
// made by the rules.
package tale

import (
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

// tale is an issue of the sample and what became of it.
type tale struct {
	by, place, spot, what string
	ago                   time.Duration
	deeds                 []deed
}

// deed is what somebody did about it, so long after it was reported.
type deed struct {
	after time.Duration
	do    func(tx store.Tx, no string) (issue.Issue, error)
}

const day = 24 * time.Hour

// Fill writes the issues of the sample street: some in every state, each with
// its history, made by the rules and reported in the order of their numbers.
func Fill(tx store.Tx) error {
	for _, t := range tales(tx) {
		if err := t.tell(tx); err != nil {
			return err
		}
	}
	return nil
}

func (t tale) tell(tx store.Tx) error {
	filed := tx.Now().Add(-t.ago)
	who, _ := directory.GetPerson(tx, t.by)
	i, err := issue.File(issue.At(tx, filed), who, bot.Address{}, issue.Report{What: t.what, Spot: talk.Spot{Place: t.place, Name: t.spot}})
	if err != nil {
		return err
	}
	for _, d := range t.deeds {
		at := filed.Add(d.after)
		if err := issue.Lapse(tx, i.No, at); err != nil {
			return err
		}
		if _, err := d.do(issue.At(tx, at), i.No); err != nil {
			return err
		}
	}
	return issue.Lapse(tx, i.No, tx.Now())
}

func takes(after time.Duration, h sample.Hero) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) { return issue.Take(tx, hero(tx, h), no) }}
}

// answers says what is done, and that it is done so much later.
func answers(after time.Duration, h sample.Hero, text string, later time.Duration) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) {
		return issue.AnswerTo(tx, hero(tx, h), no, text, tx.Now().Add(later))
	}}
}

func finishes(after time.Duration, h sample.Hero, text string, fen int) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) {
		return issue.Finish(tx, hero(tx, h), no, issue.Ending{Text: text, Cost: fen})
	}}
}

func hands(after time.Duration, h sample.Hero, role, note string) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) {
		return issue.HandOver(tx, hero(tx, h), no, role, note)
	}}
}

func adds(after time.Duration, h sample.Hero, text string) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) {
		return issue.Add(tx, hero(tx, h), no, talk.Told{Text: text})
	}}
}

func rates(after time.Duration, h sample.Hero, rating int) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) { return issue.Rate(tx, hero(tx, h), no, rating) }}
}

func complains(after time.Duration, h sample.Hero, text string) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) {
		return issue.Unsolved(tx, hero(tx, h), no, talk.Told{Text: text})
	}}
}

func withdraws(after time.Duration, h sample.Hero) deed {
	return deed{after, func(tx store.Tx, no string) (issue.Issue, error) { return issue.Withdraw(tx, hero(tx, h), no) }}
}

func hero(tx store.Reader, h sample.Hero) directory.Person {
	p, _ := directory.GetPerson(tx, h.ID)
	return p
}

// somebody is the nth resident of a building.
func somebody(tx store.Reader, building string, n int) string {
	for id := range (directory.Audience{Place: building}).IDs(tx) {
		if n--; n == 0 {
			return id
		}
	}
	return ""
}
