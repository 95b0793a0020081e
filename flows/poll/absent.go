package poll

import (
	"fmt"
	"strings"

	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// MostListed is how many homes one message lists.
const MostListed = 40

// NotVotedLines are the homes of a building with people who have not voted, or its
// parts whose ballots have not come, for who knocks at doors. Who may see people sees
// their names; others only the family name.
func NotVotedLines(tx store.Tx, p Poll, place string, from int, names bool) (lines []string, more bool) {
	if p.ByPart() {
		return p.partsWhere(tx, place, from, names, func(owners.Part) bool { return true })
	}
	return p.silentLines(tx, place, from, names)
}

// NotReachedLines are the parts of a building whose ballots have not come and were
// not handed over either.
func NotReachedLines(tx store.Tx, p Poll, place string, from int, names bool) (lines []string, more bool) {
	return p.partsWhere(tx, place, from, names, func(part owners.Part) bool { return p.silence(tx, part) == tally.NotDelivered })
}

// NotReachedIn counts these by building.
func NotReachedIn(tx store.Tx, p Poll) map[string]int {
	in, r := map[string]int{}, p.register(tx)
	for _, part := range owners.PartsOf(tx, r) {
		if _, voted := roll.Get(tx, store.Key(p.ID, part.Unit)); !voted && r.Counts(part) && p.silence(tx, part) == tally.NotDelivered {
			in[p.buildingOf(part)]++
		}
	}
	return in
}

func (p *Poll) silentLines(tx store.Tx, place string, from int, names bool) (lines []string, more bool) {
	to := p.For
	to.Place = place
	last, n := "", -1
	for who := range to.People(tx) {
		if _, voted := VotedIn(tx, *p, who); voted || p.countedAt(tx, who) != to.Seat(who) {
			continue
		}
		home := to.Seat(who)
		if home == last {
			if n >= from && !p.PerHome {
				lines[len(lines)-1] += "、" + shownName(who, names)
			}
			continue
		}
		if last, n = home, n+1; n >= from+MostListed {
			return lines, true
		}
		if n >= from {
			lines = append(lines, directory.ShortName(tx, home)+"　"+shownName(who, names))
		}
	}
	return lines, false
}

// partsWhere are the parts of a building without a ballot that pass.
func (p *Poll) partsWhere(tx store.Tx, place string, from int, names bool, pass func(owners.Part) bool) (lines []string, more bool) {
	r := p.register(tx)
	n := 0
	for _, part := range owners.PartsOf(tx, r) {
		_, voted := roll.Get(tx, store.Key(p.ID, part.Unit))
		if voted || !r.Counts(part) || p.buildingOf(part) != place || !pass(part) {
			continue
		}
		if n++; n > from+MostListed {
			return lines, true
		}
		if n > from {
			lines = append(lines, partLine(tx, *p, part, names))
		}
	}
	return lines, false
}

func partLine(tx store.Tx, p Poll, part owners.Part, names bool) string {
	line := part.Unit
	for _, o := range part.Owners {
		line += "　" + shownName(directory.Person{Name: o.Name}, names)
	}
	if p.silence(tx, part) == tally.Silent {
		line += "（票送到了）"
	}
	return line
}

// shownName is a name whole, or the family name alone.
func shownName(who directory.Person, whole bool) string {
	name := []rune(who.Name)
	if whole || len(name) < 2 {
		return who.Name
	}
	return string(name[0]) + strings.Repeat("＊", len(name)-1)
}

// mostReasons is how many reasons one message lists.
const mostReasons = 30

// Reasons are why people voted no, without who; not before the closing: how many there
// are, and what they say, would tell how the poll stands.
func Reasons(tx store.Tx, p Poll) []string {
	switch {
	case p.Secret:
		return []string{"不记名的投票不问理由，免得认出是谁说的。"}
	case p.State == Opened:
		return []string{"还在投票，理由要到截止以后才看得到。"}
	}
	var lines []string
	from, to := store.Under(store.Key(p.ID))
	for key, kept := range tx.Scan(ballotTable, from, to) {
		b := Ballot{Poll: p.ID, Receipt: key[len(from):]}
		if b.open(kept, len(p.Options)); b.Reason != "" {
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
