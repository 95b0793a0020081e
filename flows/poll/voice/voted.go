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

// OnPaper refuses to change online what came on paper: that stands. Who was signed
// up by staff may still withdraw.
func OnPaper(p poll.Poll, v poll.Voted) error {
	if v.Hand.Way != poll.Paper || p.ByPart() || p.Info().Seats {
		return nil
	}
	whose := p.You()
	if p.Secret {
		return poll.Reply("%s领过纸质票了，请填好纸质票投进票箱，网上不能再投。没有领过的话，请马上回复「人工」，告诉社区工作人员。", whose)
	}
	return poll.Reply("%s已经投过纸质票了，是工作人员登记的。那一张算数，网上不能再投。有疑问请回复「人工」，问社区工作人员。", whose)
}

// VotedIn reports whether a person, or somebody for their home, has voted, and
// finds the line of the roll.
func VotedIn(tx store.Reader, p poll.Poll, who directory.Person) (poll.Voted, bool) {
	if p.ByPart() {
		return votedFor(tx, p, who)
	}
	return poll.Roll.Get(tx, store.Key(p.ID, Whose(tx, p, who)))
}

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
