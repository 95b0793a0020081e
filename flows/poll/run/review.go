package run

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// custom is how a place holds its polls.
type custom struct {
	Place  string `json:"place"`
	Review bool   `json:"review"` // a second member of staff looks at each before it goes out
}

var customs = store.NewTable("pollcustom", func(c *custom) string { return store.Key(c.Place) })

// SetReview reports whether polls in a place, and below it, need a second look.
func SetReview(tx store.Tx, place string, review bool, by directory.Person) error {
	if !directory.May(by, directory.OpenPoll, place) {
		return bot.Refuse("这个地方不归您负责。")
	}
	if from, asked := asksReview(tx, directory.Parent(place)); asked && !review {
		return bot.Refuse("%s的投票都要另一位同事复核，这里不能单独取消。", directory.FullName(tx, from))
	}
	customs.Put(tx, custom{place, review})
	audit.Log(tx, by.ID, "review of polls", place, map[bool]string{true: "on", false: "off"}[review])
	return nil
}

// asksReview looks at the place and those above it: one that says so is enough.
func asksReview(tx store.Reader, place string) (from string, asked bool) {
	for at := place; at != ""; at = directory.Parent(at) {
		if c, _ := customs.Get(tx, store.Key(at)); c.Review {
			return at, true
		}
	}
	return "", false
}

// reviewers are the others who could open the poll themselves.
func reviewers(tx store.Reader, p poll.Poll) []directory.Person {
	return slices.DeleteFunc(voice.Openers(tx, p), func(s directory.Person) bool { return s.ID == p.By })
}

// submit keeps a draft and asks the others to look at it.
func submit(tx store.Tx, p poll.Poll, by directory.Person) error {
	others := reviewers(tx, p)
	if len(others) == 0 {
		return bot.Refuse("这里的投票要另一位同事复核，可是还没有别的同事登记。请先请同事登记。")
	}
	poll.Polls.Put(tx, p)
	audit.Log(tx, by.ID, "draft poll", p.For.Place, p.ID)
	reach, err := ReachOf(tx, p)
	if err != nil {
		return err
	}
	out := bot.Out{
		Text:    fmt.Sprintf("%s起草了一个投票，请您复核。发出去会通知%d人。", by.Name, reach.People) + "\n──────\n" + tell.Preview(p, p.For.Words(tx)) + "\n──────\n" + bot.Moment(p.Closes) + "截止。看过没问题，就可以发出去。",
		Buttons: []bot.Button{{Label: "可以发", Token: "pollok:" + p.ID, Wide: true}, {Label: "退回去改", Token: "pollback:" + p.ID, Wide: true}},
	}
	for _, s := range others {
		outbox.Tell(tx, s.ID, out)
	}
	return nil
}

// ToReview finds a draft that somebody else may decide on.
func ToReview(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	switch {
	case !ok || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到要您复核的这次投票。")
	case p.State != poll.Draft:
		return p, bot.Refuse("%s已经复核过了。", p.Name())
	case p.By == by.ID:
		return p, bot.Refuse("自己起草的，要请另一位同事复核。")
	}
	return p, nil
}

// Approve announces a draft of somebody else.
func Approve(tx store.Tx, id string, by directory.Person) (poll.Poll, error) {
	p, err := ToReview(tx, id, by)
	if err != nil {
		return p, err
	}
	if err := checkTimes(p, tx.Now()); err != nil {
		return p, bot.Refuse("时间已经来不及了，请退回去改。%v", err)
	}
	p.Reviewer = by.ID
	audit.Log(tx, by.ID, "approve poll", p.For.Place, p.ID)
	if p, err = announce(tx, p); err != nil {
		return p, err
	}
	outbox.Tell(tx, p.By, bot.Out{Text: "复核通过了。\n" + tell.OpenedWords(p)})
	return p, nil
}

// Return gives a draft back to who made it, with a reason. Nobody else was told
// of it.
func Return(tx store.Tx, id, why string, by directory.Person) (poll.Poll, error) {
	p, err := ToReview(tx, id, by)
	if err != nil {
		return p, err
	}
	if strings.TrimSpace(why) == "" {
		return p, bot.Refuse("请说一句要改什么。")
	}
	p.State, p.Cancelled, p.Reviewer = poll.Cancelled, why, by.ID
	poll.Polls.Put(tx, p)
	tell.Then(tx, p)
	audit.Log(tx, by.ID, "return poll", p.For.Place, p.ID)
	outbox.Tell(tx, p.By, bot.Out{
		Text: p.Name() + "「" + p.Question + "」没有发，退回来了。\n要改的是：" + why, Buttons: []bot.Button{AgainButton(p)},
	})
	return p, nil
}

// AgainButton leads to a new draft made of a poll that was given up.
func AgainButton(p poll.Poll) bot.Button {
	return bot.Button{Label: "重新发起", Token: "pollagain:" + p.ID, Wide: true}
}
