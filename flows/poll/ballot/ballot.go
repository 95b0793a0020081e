// Package ballot knows what a ballot says: what its voter is asked for, which marks are
// an answer, what they say in words, how they are counted and how the list has them.
// All of it hangs on the kind of the poll, and on whose ballot it is not at all: that is
// flows/poll/voice's.
package ballot

import (
	"slices"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/store"
)

// kind is what a ballot says in one kind of poll. A new kind is a file here and a line
// in of, beside its line in the kinds of package poll.
type kind interface {
	do() string    // what to do: 选1项。
	ask() string   // the same in a conversation, without what goes without saying there
	paper() string // how a paper is filled in

	// From a voter, or from who reads it off a paper. was is what they said before; keep
	// says that it stays.
	choose(c *talk.Conv, text string, was poll.Marks) (m poll.Marks, keep bool)
	read(c *talk.Conv) poll.Marks

	check(m poll.Marks) (poll.Marks, error) // refuses what is no answer, and brings it into its one form
	says(m poll.Marks) string               // for 您…

	draft() error                                      // refuses a draft that lacks what the kind needs
	options() int                                      // how many there must be at least
	bounds() (least, most int)                         // of options on a ballot, as they are counted
	count(tx store.Reader, r *poll.Result, all []pile) // beyond the votes of each option
	listed() proof.Kind
	published(m poll.Marks) string
}

// of finds what a ballot says in a poll.
func of(p *poll.Poll) kind {
	c := choice{p}
	switch s := p.Info().Shape; {
	case s == poll.Order:
		return order{c}
	case s == poll.Points:
		return rating{c}
	case s == poll.Shares:
		return shares{funds{c}}
	case s == poll.Queue:
		return seats{c}
	case s == poll.Stances:
		return items{c}
	case p.Proposes():
		return proposal{c}
	case p.Kind == poll.Budget:
		return funds{c}
	}
	return c
}

// DoWords says what to do: 选1项。
func DoWords(p poll.Poll) string { return of(&p).do() }

// AskWords says what to do, without what goes without saying in a conversation.
func AskWords(p poll.Poll) string { return of(&p).ask() }

// PaperHow says how a paper is filled in.
func PaperHow(p poll.Poll) string { return of(&p).paper() }

// Ask asks a voter for the ballot, who may have said something before; keep says that
// it stays as it was.
func Ask(c *talk.Conv, p poll.Poll, text string, was poll.Marks) (m poll.Marks, keep bool) {
	return of(&p).choose(c, text, was)
}

// AskPaper asks those who enter a paper ballot what is on it, as its voter would be
// asked. It may also be one that nobody can read, where such a one counts.
func AskPaper(c *talk.Conv, p poll.Poll) poll.Marks { return of(&p).read(c) }

// Says is what marks say, for "您…": 选的是「太极」「书法」.
func Says(p poll.Poll, m poll.Marks) string { return of(&p).says(m) }

// CheckMarks refuses marks that are no answer, and brings them into their one form.
func CheckMarks(p poll.Poll, m poll.Marks) (poll.Marks, error) {
	if len(m) != len(p.Options) {
		return nil, poll.Reply("没有这一项。回复「投票」，重新选一次。")
	}
	return of(&p).check(slices.Clone(m))
}

// CheckPaper refuses marks that are no answer. Of a proposal a paper may say
// nothing that can be read: it took part.
func CheckPaper(p poll.Poll, m poll.Marks) (poll.Marks, error) {
	if len(m) == len(p.Options) && len(p.Keys(m)) == 0 {
		if p.Proposes() {
			return m, nil
		}
		return nil, bot.Refuse("票上什么也没有选，不用登记。")
	}
	return CheckMarks(p, m)
}

// CheckDraft refuses a draft that lacks what its kind needs.
func CheckDraft(p poll.Poll) error { return of(&p).draft() }

// LeastOptions is how many options there must be.
func LeastOptions(p poll.Poll) int { return of(&p).options() }

// Listed is how the list has the ballots of a poll.
func Listed(p poll.Poll) proof.Kind { return of(&p).listed() }

// Published is a ballot as the list says it.
func Published(p *poll.Poll, m poll.Marks) string { return of(p).published(m) }
