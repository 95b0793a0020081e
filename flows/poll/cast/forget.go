package cast

import (
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Forget lets go of a person who is about to be erased and whose accounts are still
// known: what they voted in a poll under way stays, without words of their own; seats
// they signed up for go to the next.
func Forget(tx store.Tx, person string) {
	for _, p := range poll.Current(tx) {
		lines, came := linesOf(tx, p, person)
		for _, v := range lines {
			unword(tx, p, v)
		}
		if p.ByPart() || len(lines) == 0 && !came {
			continue // a part has one vote, whoever comes back
		}
		for _, v := range lines {
			withdraw(tx, p, v)
		}
		spend(tx, &p, person)
	}
}

// linesOf are the lines of the roll that are somebody's, and whether they signed in.
func linesOf(tx store.Reader, p poll.Poll, person string) (lines []poll.Voted, came bool) {
	for range voice.Attendances.By(tx, "person", store.Key(p.ID, person)) {
		came = true
	}
	return voice.RollOf(tx, p, person), came || voice.Arrived(tx, p, person)
}

// unword takes the voter's own words from a ballot.
func unword(tx store.Tx, p poll.Poll, v poll.Voted) {
	if b, ok := poll.BallotAt(tx, p, v.Receipt); ok && b.Words != "" {
		b.Words = ""
		poll.PutBallot(tx, b)
	}
}

func spend(tx store.Tx, p *poll.Poll, person string) {
	if p.Salt == "" {
		p.Salt = poll.Codes(poll.RandomCodes).Long(tx, poll.SaltLen)
		poll.Polls.Put(tx, *p)
	}
	for _, a := range directory.AccountsOf(tx, person) {
		tx.Put(voice.SpentTable, store.Key(p.ID, voice.HashOf(*p, a)), []byte("{}"))
	}
}
