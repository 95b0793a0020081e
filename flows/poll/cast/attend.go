package cast

import (
	"errors"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Answer tells who signed in.
func (a Arrival) Answer() string {
	whose := a.Poll.You()
	switch {
	case a.Voted:
		return whose + "已经投过票，算到会了，不用再报到。"
	case a.Before:
		return whose + "已经报过到了。报到不是投票，您要表态，请接着投票。"
	}
	return "报到好了，算" + whose + "到会。\n报到不是投票，您要表态，请接着投票。"
}

// Out answers who signed in, with the ballot at hand if they have not voted.
func (a Arrival) Out() bot.Out {
	out := bot.Out{Text: a.Poll.Head() + "\n\n" + a.Answer()}
	if !a.Voted {
		out.Buttons = tell.Buttons(a.Poll)
	}
	return out
}

func admittedWords(p poll.Poll) string {
	return "工作人员登记了" + p.You() + "到会。报到不是投票，要表态，请回复「投票」。\n没有到会的话，请马上告诉社区。"
}

// Arrival is what came of signing in.
type Arrival struct {
	Poll   poll.Poll `json:"poll"`
	Called string    `json:"called,omitempty"` // where staff did it
	Before bool      `json:"before,omitempty"` // they were signed in
	Voted  bool      `json:"voted,omitempty"`  // they attend by their ballot
}

// Arrive signs somebody in to an assembly, as they say themselves.
func Arrive(tx store.Tx, id string, who directory.Person) (Arrival, error) {
	p, err := mayCast(tx, id, who)
	switch {
	case err != nil:
		return Arrival{}, err
	case !p.Assembles():
		return Arrival{}, poll.Reply("%s不用报到，直接投票就行：回复「投票」。", p.Name())
	}
	return arrive(tx, p, who, voice.Attendance{Person: who.ID}), nil
}

// Admit signs somebody in at the door.
func Admit(tx store.Tx, id string, whom voice.Whom, by directory.Person) (Arrival, error) {
	p, err := ForDoor(tx, id, by)
	if err != nil {
		return Arrival{}, err
	}
	who, err := voice.Held(tx, p, whom, by)
	if err != nil {
		return Arrival{}, err
	}
	who = voice.Settled(tx, p, who, by)
	a := arrive(tx, p, who, voice.Attendance{Person: voice.Namely(p, whom, who), By: by.ID})
	a.Called = voice.Called(tx, p, who, by)
	if !a.Before && !a.Voted {
		audit.Log(tx, by.ID, "sign in", p.For.Place, p.ID+" "+voice.Whose(tx, p, who))
		tell.Voter(tx, p, who, admittedWords(p))
	}
	return a, nil
}

// ForDoor finds an assembly that is going on and whose door somebody may keep.
func ForDoor(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, err := forVoters(tx, id, by)
	if (err == nil || errors.Is(err, poll.ErrNotYet)) && !p.Assembles() {
		return p, bot.Refuse("%s不是居民会议，不用登记到会。", p.Name())
	}
	return p, err
}

func arrive(tx store.Tx, p poll.Poll, who directory.Person, came voice.Attendance) Arrival {
	_, voted := voice.VotedIn(tx, p, who)
	a := Arrival{Poll: p, Before: voice.Arrived(tx, p, voice.Whose(tx, p, who)), Voted: voted}
	if a.Before || a.Voted {
		return a
	}
	e := voice.OnRegister(tx, p, who)
	if came.Poll, came.Voice = p.ID, e.Voice; came.Person == came.Voice {
		came.Person = ""
	}
	voice.Attendances.Put(tx, came)
	more := poll.Part{Quiet: 1}
	if came.By != "" {
		more.Admitted = 1
	}
	poll.AddTo(tx, p.ID, e.Part, more)
	tell.Stir(tx, p)
	return a
}
