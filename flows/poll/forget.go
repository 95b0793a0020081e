package poll

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"yishi/bot/directory"
	"yishi/store"
)

// Who has all about them erased may come back as somebody new, and is not to vote
// again. Their ballot stays and counts; their accounts are noted, until the poll
// closes, each as a hash that means nothing without the salt of the poll.

var spentTable = store.Claim("spent", "ballots of people who were erased") // by poll and hash

// Forget lets go of a person who is about to be erased and whose accounts are still
// known: what they voted in a poll under way stays, without words of their own; seats
// they signed up for go to the next.
func Forget(tx store.Tx, person string) {
	for _, p := range Current(tx) {
		lines, came := p.linesOf(tx, person)
		for _, v := range lines {
			p.unword(tx, v)
		}
		if p.ByPart() || len(lines) == 0 && !came {
			continue // a part has one vote, whoever comes back
		}
		for _, v := range lines {
			p.withdraw(tx, v)
		}
		p.spend(tx, person)
	}
}

// linesOf are the lines of the roll that are somebody's, and whether they signed in.
func (p *Poll) linesOf(tx store.Tx, person string) (lines []Voted, came bool) {
	for range attendances.By(tx, "person", store.Key(p.ID, person)) {
		came = true
	}
	return p.rollOf(tx, person), came || p.arrived(tx, person)
}

// rollOf are the lines of the roll that are somebody's.
func (p *Poll) rollOf(tx store.Tx, person string) (lines []Voted) {
	if v, voted := roll.Get(tx, store.Key(p.ID, person)); voted {
		lines = append(lines, v)
	}
	for v := range roll.By(tx, "person", store.Key(p.ID, person)) {
		lines = append(lines, v)
	}
	return lines
}

// unword takes the voter's own words from a ballot.
func (p *Poll) unword(tx store.Tx, v Voted) {
	if b, ok := BallotAt(tx, *p, v.Receipt); ok && b.Words != "" {
		b.Words = ""
		putBallot(tx, b)
	}
}

// withdraw gives up the seats of a sign-up.
func (p *Poll) withdraw(tx store.Tx, v Voted) {
	was, ok := BallotAt(tx, *p, v.Receipt)
	if p.Info().Shape != Queue || v.Receipt == "" || !ok {
		return
	}
	now := was
	now.Marks, now.Words = make(Marks, len(p.Options)), ""
	putBallot(tx, now)
	p.moveUp(tx, was, now)
}

func (p *Poll) spend(tx store.Tx, person string) {
	if p.Salt == "" {
		p.Salt = Codes(RandomCodes).long(tx, saltLen)
		polls.Put(tx, *p)
	}
	for _, a := range directory.AccountsOf(tx, person) {
		tx.Put(spentTable, store.Key(p.ID, p.hashOf(a)), []byte("{}"))
	}
}

// hashOf is an account where nobody is to find it who does not have it. What stands
// in the list in place of names is never longer than a line, so the two never meet.
func (p *Poll) hashOf(a directory.Account) string {
	mac := hmac.New(sha256.New, []byte(p.Salt))
	mac.Write([]byte("account\n" + a.Channel + "\n" + a.Chat))
	return hex.EncodeToString(mac.Sum(nil))
}

// spent says whether somebody writes from an account from which was voted by who is
// erased.
func (p *Poll) spent(tx store.Tx, who directory.Person) bool {
	if p.Salt == "" || who.ID == "" { // without a salt nobody was noted
		return false
	}
	for _, a := range directory.AccountsOf(tx, who.ID) {
		if tx.Get(spentTable, store.Key(p.ID, p.hashOf(a))) != nil {
			return true
		}
	}
	return false
}

// forgetUnder deletes, at the end of a poll, what a table has of it, from the file too.
func (p *Poll) forgetUnder(tx store.Tx, table string) {
	var keys []string
	from, to := store.Under(store.Key(p.ID))
	for key := range tx.Scan(table, from, to) {
		keys = append(keys, strings.Clone(key))
	}
	for _, key := range keys {
		tx.Delete(table, key)
	}
	if len(keys) > 0 {
		store.WantCompact(tx, tx.Now().Add(10*time.Minute))
	}
}
