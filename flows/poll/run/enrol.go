package run

import (
	"yishi/bot/agenda"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// enrol makes the next stretch of the register. Who is on it already, having
// moved while it was made, is not counted again.
func enrol(tx store.Tx, p poll.Poll) poll.Poll {
	return poll.By(p, enrolPeople, enrolPeople, enrolParts)(tx, p)
}

func enrolPeople(tx store.Tx, p poll.Poll) poll.Poll {
	added, n := map[string]int{}, 0
	p.Frozen = true
	for who := range p.For.After(p.Cursor).People(tx) {
		if n++; n > poll.Stretch {
			p.Frozen = false
			break
		}
		p.Cursor = p.For.Cursor(who)
		if e, isNew := voice.Enter(tx, p, who, false); isNew {
			added[e.Part]++
			p.Electorate++
		}
	}
	for place, of := range added {
		poll.AddTo(tx, p.ID, place, poll.Part{Of: of})
	}
	poll.Polls.Put(tx, p)
	return p
}

// enrolDue goes on with a register.
func enrolDue(tx store.Tx, e agenda.Entry) error {
	p, ok := poll.Get(tx, e.Ref)
	if !ok || p.State != poll.Announced || p.Frozen {
		return nil
	}
	if p.ByPart() && p.Register == "" {
		if err := freeze(tx, &p); err != nil {
			return err
		}
	}
	enrolOn(tx, p, true)
	return nil
}

// enrolOn makes a stretch and has the next follow, or goes on with what the
// register was for. later: it was not done at once, so the organiser is told.
func enrolOn(tx store.Tx, p poll.Poll, later bool) poll.Poll {
	if p = enrol(tx, p); p.Frozen {
		return announced(tx, p, later)
	}
	agenda.Set(tx, tx.Now(), poll.DueEnrol, p.ID)
	return p
}

// enrolParts counts the parts that have a vote, by building.
func enrolParts(tx store.Tx, p poll.Poll) poll.Poll {
	r := voice.Register(tx, p)
	of := map[string]int{}
	p.Electorate = 0
	for _, part := range owners.PartsOf(tx, r) {
		if r.Counts(part) {
			of[voice.BuildingOf(p, part)]++
			p.Electorate++
		}
	}
	for place, n := range of {
		poll.AddTo(tx, p.ID, place, poll.Part{Of: n})
	}
	p.Frozen = true
	poll.Polls.Put(tx, p)
	return p
}

// freeze keeps the register of owners as it is when a vote of theirs is announced,
// with what their own rules say of counting.
func freeze(tx store.Tx, p *poll.Poll) error {
	estate, _, err := owners.Live(tx, p.For.Place)
	if err != nil {
		return err
	}
	rules := voice.OwnRulesOf(tx, estate)
	r, err := owners.Freeze(tx, p.By, p.For.Place, rules.Parking)
	if err != nil {
		return err
	}
	p.Register, p.Hash, p.All, p.Silence = r.ID, r.Hash, r.All, rules.Silence
	return nil
}

// hasRegister refuses an owners' vote that there is no register for.
func hasRegister(tx store.Reader, p poll.Poll) error {
	_, _, err := owners.Live(tx, p.For.Place)
	return err
}
