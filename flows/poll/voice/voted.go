package voice

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/store"
)

// OnPaper refuses to change online what came on paper: that stands.
func OnPaper(p poll.Poll, v poll.Voted) error { return of(p).onPaper(v) }

// VotedIn reports whether a person, or somebody for their home, has voted, and
// finds the line of the roll.
func VotedIn(tx store.Reader, p poll.Poll, who directory.Person) (poll.Voted, bool) {
	return of(p).voted(tx, who)
}

// CastBy reports whether a line of the roll was cast by somebody, for a home.
func CastBy(p poll.Poll, v poll.Voted, person, home string) bool {
	return v.Person == person && of(p).by(person, home, v)
}

// Masked is a voice as the public is told of it: the building, and no more.
func Masked(tx store.Reader, p poll.Poll, voice string) string { return of(p).masked(tx, voice) }

// PartName is what a building is called where its turnout is told, or what is
// outside of all of them.
func PartName(tx store.Reader, p poll.Poll, place string) string { return of(p).counted(tx, place) }

// GaveUp reports whether a line of the roll is of who signed up and withdrew.
func GaveUp(tx store.Reader, p poll.Poll, v poll.Voted) bool {
	m := poll.MarksOf(tx, p, v)
	return m != nil && ballot.Withdrew(p, m)
}

// An assembly is decided by those who attend. Who gave a ballot, or took a paper
// one, attends; so does who signed in and gave none. Signing in says nothing of a
// ballot, and is no vote.

// Attendance is a voice that signed in to an assembly.
type Attendance struct {
	Poll  string `json:"poll"`
	Voice string `json:"voice"`
	By    string `json:"by,omitempty"` // staff at the door; "" themselves
	// Person is who came, where a home has the vote and it is known who of it came.
	Person string `json:"person,omitempty"`
}

// Attendances are who has signed in.
var Attendances = store.NewTable("attendance", func(a *Attendance) string { return store.Key(a.Poll, a.Voice) },
	store.Index[Attendance]{Name: "person", Keys: func(a *Attendance) []string { return poll.ByPerson(a.Poll, a.Voice, a.Person) }},
)

// Arrived reports whether a voice has signed in.
func Arrived(tx store.Reader, p poll.Poll, voice string) bool {
	_, ok := Attendances.Get(tx, store.Key(p.ID, voice))
	return ok
}

// FirstBallot is what the first ballot of a voice adds to its part: one who came
// without a ballot so far is not quiet any more.
func FirstBallot(tx store.Reader, p poll.Poll, v poll.Voted) poll.Part {
	more := poll.Part{Took: 1, Trusted: v.Trusted()}
	if p.Assembles() && Arrived(tx, p, v.Voice) {
		more.Quiet = -1
	}
	return more
}

// Whoever has all about them erased may come back as somebody new, and is not to vote
// again. Their ballot stays and counts; their accounts are noted, until the poll
// closes, each as a hash that means nothing without the salt of the poll.

// SpentTable notes the accounts of people who were erased.
var SpentTable = store.Claim("spent", "ballots of people who were erased") // by poll and hash

// HashOf is an account where nobody is to find it who does not have it. What stands
// in the list in place of names is never longer than a line, so the two never meet.
func HashOf(p poll.Poll, a directory.Account) string {
	mac := hmac.New(sha256.New, []byte(p.Salt))
	mac.Write([]byte("account\n" + a.Channel + "\n" + a.Chat))
	return hex.EncodeToString(mac.Sum(nil))
}

// spent reports whether somebody writes from an account from which was voted by who is
// erased.
func spent(tx store.Reader, p poll.Poll, who directory.Person) bool {
	if p.Salt == "" || who.ID == "" { // without a salt nobody was noted
		return false
	}
	for _, a := range directory.AccountsOf(tx, who.ID) {
		if tx.Get(SpentTable, store.Key(p.ID, HashOf(p, a))) != nil {
			return true
		}
	}
	return false
}

// BallotsBy are the ballots that somebody gave themselves: of owners one for each part.
func BallotsBy(tx store.Reader, p poll.Poll, who directory.Person) (list []poll.Ballot) {
	for _, v := range RollOf(tx, p, who.ID) {
		if b, ok := poll.BallotAt(tx, p, v.Receipt); ok && v.Hand.Way == poll.Online && !ballot.Withdrew(p, b.Marks) {
			list = append(list, b)
		}
	}
	return list
}

// WordsOf are the words that somebody's ballot bears.
func WordsOf(tx store.Reader, p poll.Poll, who directory.Person) string {
	for _, b := range BallotsBy(tx, p, who) {
		if b.Words != "" {
			return b.Words
		}
	}
	return ""
}

// RollOf are the lines of the roll that are somebody's.
func RollOf(tx store.Reader, p poll.Poll, person string) (lines []poll.Voted) {
	if v, voted := poll.Roll.Get(tx, store.Key(p.ID, person)); voted {
		lines = append(lines, v)
	}
	for v := range poll.Roll.By(tx, "person", store.Key(p.ID, person)) {
		lines = append(lines, v)
	}
	return lines
}
