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
	"yishi/flows/tally"
	"yishi/store"
)

// of finds what a ballot says in a poll.
func of(p *poll.Poll) kind {
	b := base{p, func() kind { return of(p) }}
	switch p.Info().Shape {
	case poll.Order:
		return order{b}
	case poll.Points:
		return rating{b}
	case poll.Likes:
		return funds{choice{b}}
	case poll.Shares:
		return shares{funds{choice{b}}}
	case poll.Queue:
		return seats{choice{b}}
	case poll.Stances:
		return items{b}
	case poll.Opinion:
		return proposal{choice{b}}
	}
	return choice{b}
}

// DoWords says what to do: 选1项。
func DoWords(p poll.Poll) string { return of(&p).do() }

// AskWords says what to do, without what goes without saying in a conversation.
func AskWords(p poll.Poll) string { return of(&p).ask() }

// Direct reports whether one press on an option is a whole ballot. One that stays is
// asked about again first.
func Direct(p poll.Poll) bool { return of(&p).direct() }

// Several reports whether some of the options, named at once, are a whole ballot.
func Several(p poll.Poll) bool { return of(&p).several() }

// Put asks an organiser what is put to people.
func Put(c *talk.Conv, p *poll.Poll) {
	if p.Info().Fixed != nil {
		p.Suits()
		return
	}
	of(p).put(c)
}

// Lines are the lines of a draft that only its kind has.
func Lines(p poll.Poll) []talk.Line { return of(&p).lines() }

// Given are the answers that would give the draft of a poll again.
func Given(g talk.Given, p poll.Poll) {
	of(&p).given(g)
	givenBar(g, &p)
}

// Rule says what it takes for a poll to decide, "" if nothing; apart: in lines of its own.
func Rule(p poll.Poll) (words string, apart bool) { return of(&p).rule() }

// PaperHow says how a paper is filled in; "" where there are none.
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

// Verdict is what a count has decided, in a sentence; "" before there is a count.
func Verdict(p poll.Poll) string {
	if p.Result == nil {
		return ""
	}
	return of(&p).verdict(*p.Result)
}

// Rows are what each option got, the most votes first; none where votes do not say it.
func Rows(p poll.Poll) []Row { return of(&p).rows(*p.Result) }

// Note is what is to be said beside the rows.
func Note(p poll.Poll) string { return of(&p).note(*p.Result) }

// Listed is how the list has the ballots of a poll.
func Listed(p poll.Poll) proof.Kind { return of(&p).listed() }

// Published is a ballot as the list says it.
func Published(p *poll.Poll, m poll.Marks) string { return of(p).published(m) }

// question is the poll as something to count.
func question(p poll.Poll) tally.Question {
	q := tally.Question{Electorate: p.Electorate, Quorum: p.Quorum, Threshold: p.Line}
	q.Min, q.Max = of(&p).bounds()
	for _, o := range p.Options {
		q.Options = append(q.Options, o.Key)
	}
	return q
}

// Count counts the ballots of a poll: for most kinds the votes of each option say it
// all; already has what is known beside the ballots.
func Count(tx store.Reader, p poll.Poll, already poll.Result) poll.Result {
	all, r := piles(tx, p), already
	r.Result = tally.CountPiles(question(p), tallied(p, all))
	of(&p).count(tx, &r, all)
	return r
}

// AskRule asks the organiser what it takes, where they may say so.
func AskRule(c *talk.Conv, p *poll.Poll) {
	bars := of(p).bars()
	if len(bars) == 0 {
		return
	}
	text, opts := "怎样才算数？", []talk.Opt{}
	if p.Proposes() {
		text = "怎样才算通过？"
	}
	for _, b := range bars {
		opts = append(opts, b.opt)
	}
	said := c.Choice("rule", text, opts...)
	for _, b := range bars {
		if b.opt.Key == said {
			p.Quorum, p.Line = b.quorum, b.line
		}
	}
}

// RuleLine is what it takes, to be changed; none where the organiser has no say.
func RuleLine(p poll.Poll) []talk.Line {
	if len(of(&p).bars()) == 0 {
		return nil
	}
	words, _ := Rule(p)
	if words == "" {
		words = "票最多的就行"
	}
	return []talk.Line{{Label: "规则", Value: words, Question: "rule"}}
}

// givenBar is the answer that would give what it takes in a poll.
func givenBar(g talk.Given, p *poll.Poll) {
	for _, b := range of(p).bars() {
		if b.quorum == p.Quorum && b.line == p.Line {
			g["rule"] = b.opt.Key
			return
		}
	}
}
