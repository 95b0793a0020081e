// Package tell says what people are told of a poll, wherever they are told it: the
// announcement, the invitation, how it stands in a group, the turnout and the result.
// It counts nothing and changes nothing of a poll; it draws what is there.
package tell

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
)

// electorate is what is told of a poll by whose votes it takes: those of persons, of homes
// (homes.go), or of the parts that owners have (parts.go).
type electorate interface {
	how() string                          // what one does, and who sees it
	until() string                        // until when, and by what rule
	announcement(tx store.Reader) bot.Out // before it begins
	reminder() string
	need(tx store.Reader) string // what is still needed for it to count, while it is open
	result(tx store.Reader) string
	all(tx store.Reader) string                               // of whom so many could take part
	voter(tx store.Tx, who directory.Person, out bot.Out)     // tells whoever has the vote
	may(tx store.Reader, who directory.Person) string         // who may vote
	list() string                                             // leads to the list of ballots
	theirVote(tx store.Reader, who directory.Person) string   // while it is open
	theirResult(tx store.Reader, who directory.Person) string // when it is over
	recorded(tx store.Reader, who directory.Person) string    // whether a ballot is, for them
}

// of finds what is told of a poll.
func of(p poll.Poll) electorate {
	each := persons{p}
	return poll.By[electorate](p, each, homes{each}, parts{each})
}

// persons have a vote each.
type persons struct{ poll.Poll }

func (e persons) how() string {
	p, words := e.Poll, ballot.DoWords(e.Poll)+poll.By(e.Poll, "", "每家一票。", "")
	switch {
	case p.Info().Named:
		return words
	case p.Secret:
		return words + "不记名，没有人能知道您选了什么。"
	}
	return words + "记名，工作人员能看到票是谁投的。"
}

func (e persons) until() string {
	p := e.Poll
	words := bot.Moment(p.Closes) + "截止，" + Changing(p) + "。结果截止以后告诉大家。"
	if rule, apart := ballot.Rule(p); apart {
		words += "\n" + rule + "\n"
	} else {
		words += rule
	}
	return words + lotWords(p) + CarerWords(p)
}

// lotWords tells before anybody votes how lots are drawn: by a number that nobody knows
// until it is drawn in public.
func lotWords(p poll.Poll) string {
	switch {
	case !p.Info().Lots || ballot.Queues(p):
		return ""
	case p.Seed != "":
		return "一样多就抽签，抽签号：" + poll.Receipt(p.Seed) + "。"
	case p.Drawn:
		return "名额不够就抽签：用截止第二天福彩3D的开奖号码，谁都能照着再抽一遍。"
	}
	return "一样多就抽签：用截止第二天福彩3D的开奖号码，谁都能照着再抽一遍。"
}

// needWords says what is still needed for the poll to count, while it is open.
func needWords(tx store.Reader, p poll.Poll) string {
	if p.State != poll.Opened {
		return ""
	}
	return of(p).need(tx)
}

func (e persons) need(tx store.Reader) string {
	p := e.Poll
	if p.Quorum == (tally.Bar{}) {
		return ""
	}
	live := poll.Live(tx, p.ID)
	need := p.Quorum.Least(max(live.Of, p.Entitled))
	if p.Assembles() {
		return needPresent(p, live, need)
	}
	took := live.Took - voice.BoxOf(tx, p.ID).Out()
	if took >= need {
		return fmt.Sprintf("要%s，人数够了。", p.Voices(need))
	}
	return fmt.Sprintf("要%s才算数，还差%s。", p.Voices(need), p.Voices(need-took))
}
