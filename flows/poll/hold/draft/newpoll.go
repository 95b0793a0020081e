// Package draft is the conversation in which a poll is made: what is put to people, to
// whom, by what rule and until when, shown as they will see it before it goes out. What
// each kind asks of its organiser is in flows/poll/ballot, and of owners in owners.go.
package draft

import (
	"cmp"
	"fmt"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/run"
	"yishi/flows/poll/tell"
	"yishi/flows/tally/budget"
	"yishi/store"
)

// Open is the conversation of a member of staff who opens a poll. What most
// polls have in common is answered beforehand and can be changed in the review.
func Open(c *talk.Conv) error {
	places := directory.PlacesOf(c.Who(), directory.OpenPoll)
	p := poll.Poll{Kind: askKind(c)}
	if p.ByPart() {
		return ownersvote(c, p)
	}
	p.Question = askQuestion(c, p.Info())
	p.Note = askNote(c)
	ballot.Put(c, &p)
	p.For = directory.Audience{Place: c.Area("place", places, "请谁来投？"), MinTrust: directory.Claimed}
	askVoters(c, &p)
	askDemand(c, &p)
	p.Secret = !p.Info().Named && c.Choice("secret", "票记不记名？",
		talk.Opt{Key: "no", Label: "记名，工作人员看得到谁投了什么"},
		talk.Opt{Key: "yes", Label: "不记名，谁也看不到"}) == "yes"
	ballot.AskRule(c, &p)
	askFinal(c, &p)
	askCarers(c, &p)
	asked, err := askTimes(c, &p)
	if err != nil {
		return err
	}
	p.Again, _ = talk.Known[string](c, "again")
	return openIt(c, p, asked)
}

// openIt shows the draft as residents will see it and sends it on its way.
func openIt(c *talk.Conv, p poll.Poll, asked times) error {
	p.Suits()
	name := fmt.Sprintf("reach %s %d %d", p.For.Place, p.For.MinAge, p.For.MinTrust)
	reach, err := talk.Look(c, name, func(tx store.Tx) (run.Reached, error) { return run.ReachOf(tx, p) })
	if err != nil {
		return err
	}
	head := "居民会看到：\n──────\n" + tell.Preview(p, reach.Who) + "\n──────"
	if !c.Review("send", head, "就这样发出去", lines(p, reach, asked)...) {
		return c.End("好的，没有发。")
	}
	opened, err := talk.Step(c, "open", func(tx store.Tx) (poll.Poll, error) { return run.Open(tx, p, c.Who()) })
	if err != nil {
		return err
	}
	return c.End("%s", tell.OpenedWords(opened))
}

// usual is what most polls have in common, to be changed in the review.
func usual() talk.Given {
	return talk.Given{"start": "now", "remind": "auto", "none": "no", "changes": "yes", "carers": "no", "least": "1", "demand": "usual", "left": budget.Exhaust.Name()}
}

// Begin starts the conversation that opens a poll.
func Begin(call *talk.Call) error {
	call.Start("newpoll", usual())
	return nil
}

// askKind asks what is to be put to people, each kind with an example.
func askKind(c *talk.Conv) poll.Kind {
	var opts []talk.Opt
	for _, k := range poll.Kinds() {
		opts = append(opts, talk.Opt{Key: string(k.Kind), Label: k.Name + "，比如：" + k.Example, Wide: true})
	}
	return poll.Kind(c.Choice("kind", "要开哪一种？", opts...))
}

func askQuestion(c *talk.Conv, k poll.KindInfo) string {
	for {
		question := c.Lasting("question", "%s", questionWords(k))
		if n := len([]rune(question)); n <= poll.MostQuestion {
			return strings.ReplaceAll(question, "\n", " ")
		}
		c.Say("题目太长了，最多%d个字，细节下一步可以写。", poll.MostQuestion)
	}
}

func questionWords(k poll.KindInfo) string {
	return cmp.Or(k.Asked, "要问大家什么？请写一句话。")
}

func askNote(c *talk.Conv) string {
	for {
		note := c.LastingOr("note", "不用说明", "要不要写几句说明？地点、费用、背景，都可以写在这里。")
		if len([]rune(note)) <= poll.MostNote {
			return note
		}
		c.Say("说明太长了，最多%d个字。", poll.MostNote)
	}
}
