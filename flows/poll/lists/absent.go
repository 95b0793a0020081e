package lists

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
)

// MostListed is how many homes one message lists.
const MostListed = 40

// NotVotedLines are the homes of a building with people who have not voted, or its
// parts whose ballots have not come, for who knocks at doors. Who may see people sees
// their names; others only the family name.
func NotVotedLines(tx store.Reader, p poll.Poll, place string, from int, names bool) (lines []string, more bool) {
	return poll.By(p, silentLines, silentLines, silentParts)(tx, p, place, from, names)
}

func silentParts(tx store.Reader, p poll.Poll, place string, from int, names bool) (lines []string, more bool) {
	return partsWhere(tx, p, place, from, names, func(owners.Part) bool { return true })
}

// NotReachedLines are the parts of a building whose ballots have not come and were
// not handed over either.
func NotReachedLines(tx store.Reader, p poll.Poll, place string, from int, names bool) (lines []string, more bool) {
	return partsWhere(tx, p, place, from, names, func(part owners.Part) bool { return voice.Silence(tx, p, part) == tally.NotDelivered })
}

// NotReachedIn counts these by building.
func NotReachedIn(tx store.Reader, p poll.Poll) map[string]int {
	in, r := map[string]int{}, voice.Register(tx, p)
	for _, part := range owners.PartsOf(tx, r) {
		if _, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit)); !voted && r.Counts(part) && voice.Silence(tx, p, part) == tally.NotDelivered {
			in[voice.BuildingOf(p, part)]++
		}
	}
	return in
}

func silentLines(tx store.Reader, p poll.Poll, place string, from int, names bool) (lines []string, more bool) {
	to := p.For
	to.Place = place
	last, n, each := "", -1, poll.By(p, true, false, false) // of a home one is enough
	for who := range to.People(tx) {
		if _, voted := voice.VotedIn(tx, p, who); voted || voice.CountedAt(tx, p, who) != to.Seat(who) {
			continue
		}
		home := to.Seat(who)
		if home == last {
			if n >= from && each {
				lines[len(lines)-1] += "、" + voice.ShownName(who, names)
			}
			continue
		}
		if last, n = home, n+1; n >= from+MostListed {
			return lines, true
		}
		if n >= from {
			lines = append(lines, directory.ShortName(tx, home)+"　"+voice.ShownName(who, names))
		}
	}
	return lines, false
}

// partsWhere are the parts of a building without a ballot that pass.
func partsWhere(tx store.Reader, p poll.Poll, place string, from int, names bool, pass func(owners.Part) bool) (lines []string, more bool) {
	r := voice.Register(tx, p)
	n := 0
	for _, part := range owners.PartsOf(tx, r) {
		_, voted := poll.Roll.Get(tx, store.Key(p.ID, part.Unit))
		if voted || !r.Counts(part) || voice.BuildingOf(p, part) != place || !pass(part) {
			continue
		}
		if n++; n > from+MostListed {
			return lines, true
		}
		if n > from {
			lines = append(lines, partLine(tx, p, part, names))
		}
	}
	return lines, false
}

func partLine(tx store.Reader, p poll.Poll, part owners.Part, names bool) string {
	line := part.Unit
	for _, o := range part.Owners {
		line += "　" + voice.ShownName(directory.Person{Name: o.Name}, names)
	}
	if voice.Silence(tx, p, part) == tally.Silent {
		line += "（票送到了）"
	}
	return line
}

// mostReasons is how many reasons one message lists.
const mostReasons = 30

// Reasons are why people voted no, without who; not before the closing: how many there
// are, and what they say, would tell how the poll stands.
func Reasons(tx store.Reader, p poll.Poll) []string {
	switch {
	case p.Secret:
		return []string{"不记名的投票不问理由，免得认出是谁说的。"}
	case p.State == poll.Opened:
		return []string{"还在投票，理由要到截止以后才看得到。"}
	}
	var lines []string
	from, to := store.Under(store.Key(p.ID))
	for key, kept := range tx.Scan(poll.BallotTable, from, to) {
		b := poll.Ballot{Poll: p.ID, Receipt: key[len(from):]}
		if b.Open(kept, len(p.Options)); b.Reason != "" {
			lines = append(lines, "· "+b.Reason)
		}
	}
	switch n := len(lines); {
	case n == 0:
		return []string{"没有人说理由。"}
	case n > mostReasons:
		return append(lines[:mostReasons], fmt.Sprintf("一共%d条，这里是前%d条。", n, mostReasons))
	}
	return lines
}
