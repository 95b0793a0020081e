package issue

import (
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/talk"
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
	do    func(tx store.Tx, no string) (Issue, error)
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
	i, err := File(past{tx, filed}, who, bot.Address{}, Report{What: t.what, Spot: talk.Spot{Place: t.place, Name: t.spot}})
	if err != nil {
		return err
	}
	for _, d := range t.deeds {
		at := filed.Add(d.after)
		if err := lapse(tx, i.No, at); err != nil {
			return err
		}
		if _, err := d.do(past{tx, at}, i.No); err != nil {
			return err
		}
	}
	return lapse(tx, i.No, tx.Now())
}

// lapse lets fall due what fell due before a time.
func lapse(tx store.Tx, no string, until time.Time) error {
	for {
		i, _ := Get(tx, no)
		e, do := agenda.Entry{Due: i.Due, Kind: dueAnswer, Ref: no}, late
		if i.State == Closed {
			e.Due, e.Kind, do = i.Ended.Add(askAgain), dueAsk, ask
		}
		if _, set := agenda.Entries.Get(tx, store.Key(e.Due, e.Kind, e.Ref)); !set || e.Due.After(until) {
			return nil
		}
		agenda.Unset(tx, e.Due, e.Kind, e.Ref)
		if err := do(past{tx, e.Due}, e); err != nil {
			return err
		}
	}
}

func takes(after time.Duration, h sample.Hero) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) { return Take(tx, hero(tx, h), no) }}
}

func answers(after time.Duration, h sample.Hero, text string) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) { return AnswerTo(tx, hero(tx, h), no, text) }}
}

func finishes(after time.Duration, h sample.Hero, text string, fen int) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) {
		return Finish(tx, hero(tx, h), no, Ending{Text: text, Cost: fen})
	}}
}

func hands(after time.Duration, h sample.Hero, role, note string) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) { return HandOver(tx, hero(tx, h), no, role, note) }}
}

func adds(after time.Duration, h sample.Hero, text string) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) {
		return Add(tx, hero(tx, h), no, talk.Told{Text: text})
	}}
}

func rates(after time.Duration, h sample.Hero, rating int) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) { return Rate(tx, hero(tx, h), no, rating) }}
}

func complains(after time.Duration, h sample.Hero, text string) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) {
		return Unsolved(tx, hero(tx, h), no, talk.Told{Text: text})
	}}
}

func withdraws(after time.Duration, h sample.Hero) deed {
	return deed{after, func(tx store.Tx, no string) (Issue, error) { return Withdraw(tx, hero(tx, h), no) }}
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
