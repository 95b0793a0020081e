package cast

import (
	"slices"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/flows/poll/ballot"

	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Two records turn out to be one person, or one turns out to have claimed a home that
// is not theirs. What they voted in polls under way follows: nobody votes twice, and
// what came of a false claim is struck, as far as a poll knows whose a ballot is.

// Merge makes one of what two records voted. Where both have, the ballot of
// into stands, unless another cast it for them and from did so in person; two homes
// keep their two ballots where each home has one.
func Merge(tx store.Tx, from, into string) {
	for _, p := range slices.Concat(poll.Current(tx), poll.Coming(tx), slices.Collect(poll.Polls.By(tx, "state", string(poll.Draft)))) {
		voice.Merge(tx, p, from, into)
		if p.By == from {
			p.By = into
			poll.Polls.Put(tx, p)
		}
		for v := range poll.Roll.By(tx, "by", store.Key(p.ID, from)) {
			v.By = into
			poll.Roll.Put(tx, v)
		}
		if p.ByPart() {
			continue // a part has one vote, whoever casts it
		}
		for _, v := range voice.RollOf(tx, p, from) {
			theirs, both := poll.Roll.Get(tx, store.Key(p.ID, into))
			if both = both && v.Voice == from; both && v.Person == from && (theirs.Person != into || theirs.By != "" && v.By == "") {
				v, theirs = theirs, v // one's own act wins
			}
			if b, ok := poll.BallotAt(tx, p, v.Receipt); both && ok && v.Receipt != "" {
				strike(tx, p, v, b)
				v = theirs
			}
			poll.Roll.Delete(tx, store.Key(p.ID, v.Voice))
			if v.Voice == from {
				v.Voice = into
			}
			if v.Person == from {
				v.Person = into
			}
			poll.Roll.Put(tx, v)
		}
	}
}

// Claimed are the ballots that somebody cast for a home in open polls, and may be
// struck: a line each. Of those that nobody can find it says so.
func Claimed(tx store.Reader, person, home string) (lines []string) {
	for _, p := range poll.Current(tx) {
		for _, v := range linesAt(tx, p, person, home) {
			line := "「" + p.Question + "」"
			if v.Receipt == "" {
				line += "（不记名，找不出是哪张，划不掉）"
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// Unclaim strikes them. A ballot of a secret poll stays, and so does the line of the
// roll that says that one was cast.
func Unclaim(tx store.Tx, by directory.Person, person, home string) {
	for _, p := range poll.Current(tx) {
		for _, v := range linesAt(tx, p, person, home) {
			was, ok := poll.BallotAt(tx, p, v.Receipt)
			if v.Receipt == "" || !ok || v.Hand.Way == poll.Paper {
				continue
			}
			strike(tx, p, v, was)
			done := poll.Overrule{No: store.Next(tx, "overrule"), Poll: p.ID, Unit: v.Voice, Lost: v.Hand, Marks: was.Marks, Done: poll.Unlinked, By: by.ID}
			poll.Overrules.Put(tx, done)
			audit.Log(tx, by.ID, "strike ballot of a false claim", p.For.Place, p.ID+" "+v.Voice)
			tell.Stir(tx, p)
		}
	}
}

// linesAt are the lines of the roll that somebody cast for a home: their own where each
// person has a vote, that of the home where each home has one.
func linesAt(tx store.Reader, p poll.Poll, person, home string) (lines []poll.Voted) {
	if !p.Takes(tx.Now()) || !directory.Within(home, p.For.Place) {
		return nil
	}
	for _, v := range voice.RollOf(tx, p, person) {
		if voice.CastBy(p, v, person, home) {
			lines = append(lines, v)
		}
	}
	return lines
}

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
