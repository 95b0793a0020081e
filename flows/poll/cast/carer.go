package cast

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// tellCast tells somebody what was voted for them.
func tellCast(tx store.Tx, p poll.Poll, who directory.Person, b poll.Ballot) {
	outbox.TellFor(tx, who, p.Name()+"「"+p.Question+"」替您投了，"+ballot.Says(p, b.Marks)+"。您自己投了，就按您的算：回复「投票」。")
}

// own makes a ballot that was cast for somebody their own, once they give theirs: who
// acted for them is told, and cannot change it any more. What it said before is put aside.
func own(tx store.Tx, p poll.Poll, v poll.Voted, said poll.Marks, who directory.Person) {
	if v.By == "" || who.Via != "" {
		return
	}
	overrule(tx, p, v.Voice, poll.Hand{Person: who.ID}, poll.Hand{Person: v.By, Proxy: true}, said)
	e := voice.OnRegister(tx, p, who)
	poll.AddTo(tx, p.ID, e.Part, poll.Part{Trusted: v.Trusted().Times(-1)})
	by := v.By
	v.By, v.Trust = "", voice.TrustIn(tx, p, who)
	poll.AddTo(tx, p.ID, e.Part, poll.Part{Trusted: v.Trusted()})
	poll.Roll.Put(tx, v)
	tellReplaced(tx, p, by, who)
}

// tellReplaced tells who voted for somebody that the person has done it themselves.
func tellReplaced(tx store.Tx, p poll.Poll, by string, who directory.Person) {
	outbox.Tell(tx, by, bot.Out{Text: p.Head() + "\n\n" + who.Name + "自己投了，就按他自己的算，您替他投的不算了。"})
}

// givesWay takes out a ballot that was cast for somebody whose own has come on paper.
func givesWay(tx store.Tx, p poll.Poll, was poll.Voted, hand poll.Hand, who directory.Person) bool {
	b, ok := poll.BallotAt(tx, p, was.Receipt)
	if was.By == "" || !ok {
		return false
	}
	overrule(tx, p, was.Voice, hand, poll.Hand{Person: was.By, Proxy: true}, b.Marks)
	strike(tx, p, was, b)
	tellReplaced(tx, p, was.By, who)
	return true
}
