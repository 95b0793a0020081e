package poll

import (
	"errors"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// An assembly is decided by those who attend. Who gave a ballot, or took a paper
// one, attends; so does who signed in and gave none. Signing in says nothing of a
// ballot, and is no vote.

// attendance is a voice that signed in to an assembly.
type attendance struct {
	Poll  string `json:"poll"`
	Voice string `json:"voice"`
	By    string `json:"by,omitempty"` // staff at the door; "" themselves
	// Person is who came, where a home has the vote and it is known who of it came.
	Person string `json:"person,omitempty"`
}

var attendances = store.NewTable("attendance", func(a *attendance) string { return store.Key(a.Poll, a.Voice) },
	store.Index[attendance]{Name: "person", Keys: func(a *attendance) []string { return byPerson(a.Poll, a.Voice, a.Person) }},
)

func (p *Poll) arrived(tx store.Tx, voice string) bool {
	_, ok := attendances.Get(tx, store.Key(p.ID, voice))
	return ok
}

// firstBallot is what the first ballot of a voice adds to its part: one who came
// without a ballot so far is not quiet any more.
func (p *Poll) firstBallot(tx store.Tx, v Voted) Part {
	more := Part{Took: 1, Trusted: v.trusted()}
	if p.Assembles() && p.arrived(tx, v.Voice) {
		more.Quiet = -1
	}
	return more
}

// Attended is how many are there: never fewer than have voted.
func (p Part) Attended() int { return p.Took + p.Quiet }

// Arrival is what came of signing in.
type Arrival struct {
	Poll   Poll   `json:"poll"`
	Called string `json:"called,omitempty"` // where staff did it
	Before bool   `json:"before,omitempty"` // they were signed in
	Voted  bool   `json:"voted,omitempty"`  // they attend by their ballot
}

// Arrive signs somebody in to an assembly, as they say themselves.
func Arrive(tx store.Tx, id string, who directory.Person) (Arrival, error) {
	p, err := mayCast(tx, id, who)
	switch {
	case err != nil:
		return Arrival{}, err
	case !p.Assembles():
		return Arrival{}, reply("%s不用报到，直接投票就行：回复「投票」。", p.Name())
	}
	return p.arrive(tx, who, attendance{Person: who.ID}), nil
}

// Admit signs somebody in at the door.
func Admit(tx store.Tx, id string, whom Whom, by directory.Person) (Arrival, error) {
	p, err := ForDoor(tx, id, by)
	if err != nil {
		return Arrival{}, err
	}
	who, err := p.held(tx, whom, by)
	if err != nil {
		return Arrival{}, err
	}
	who = p.settled(tx, who, by)
	a := p.arrive(tx, who, attendance{Person: p.namely(whom, who), By: by.ID})
	a.Called = p.called(tx, who, by)
	if !a.Before && !a.Voted {
		directory.Log(tx, by.ID, "sign in", p.For.Place, p.ID+" "+p.voice(tx, who))
		p.tellVoter(tx, who, p.admittedWords())
	}
	return a, nil
}

// ForDoor finds an assembly that is going on and whose door somebody may keep.
func ForDoor(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, err := forVoters(tx, id, by)
	if (err == nil || errors.Is(err, ErrNotYet)) && !p.Assembles() {
		return p, bot.Refuse("%s不是居民会议，不用登记到会。", p.Name())
	}
	return p, err
}

func (p *Poll) arrive(tx store.Tx, who directory.Person, came attendance) Arrival {
	_, voted := VotedIn(tx, *p, who)
	a := Arrival{Poll: *p, Before: p.arrived(tx, p.voice(tx, who)), Voted: voted}
	if a.Before || a.Voted {
		return a
	}
	e := p.onRegister(tx, who)
	if came.Poll, came.Voice = p.ID, e.Voice; came.Person == came.Voice {
		came.Person = ""
	}
	attendances.Put(tx, came)
	more := Part{Quiet: 1}
	if came.By != "" {
		more.Admitted = 1
	}
	count(tx, p.ID, e.Part, more)
	stir(tx, *p)
	return a
}
