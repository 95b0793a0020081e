package draft

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
)

// Again starts a new draft with what an old poll said.
func Again(call *talk.Call, id string) error {
	p, ok := poll.Get(call.Tx, id)
	if !ok || p.State != poll.Cancelled || !directory.May(call.Who, directory.OpenPoll, p.For.Place) {
		return bot.Refuse("没有找到能重新发起的投票。")
	}
	call.Start("newpoll", givenOf(p))
	return nil
}

// givenOf are the answers that would give this poll; when it closes is asked anew.
func givenOf(p poll.Poll) talk.Given {
	given := usual()
	given["again"], given["kind"], given["question"], given["note"] = p.ID, p.Info().Kind, p.Question, p.Note
	given["place"], given["scope"] = p.For.Place, p.For.Place
	given["secret"] = map[bool]string{true: "yes", false: "no"}[p.Secret]
	given["changes"] = map[bool]string{true: "no", false: "yes"}[p.Final]
	if all := p.Info().Demands(); all != nil && p.Demanded() != all[0] {
		given["demand"] = string(p.Demanded())
	}
	labels := p.OptionLabels()
	if n := len(labels) - 1; n > 0 && labels[n] == poll.NoneLabel {
		labels, given["none"] = labels[:n], "add"
	}
	switch p.Info().Shape {
	case poll.Points:
		given["most"] = fmt.Sprint(p.Most)
	case poll.Queue:
		given["drawn"] = map[bool]string{true: "lot", false: "first"}[p.Drawn]
	}
	if p.Kind == poll.Budget {
		given["fund"], given["left"] = p.Fund, p.Left.Name()
		if given["way"] = wayOf(p); given["way"] == "own" {
			given["purse"] = p.Purse
		}
	}
	if p.Kind == poll.Budget || p.Kind == poll.Seats {
		labels = nil
		for _, o := range p.Options {
			labels = append(labels, sizedWords(o))
		}
	}
	if p.Info().Fixed == nil && len(labels) > 1 {
		given["option"] = strings.Join(labels, "、")
		given["max"] = fmt.Sprint(p.Max % len(labels))
		given["least"] = fmt.Sprint(p.Min)
	}
	if p.Info().Tag == "" && p.Info().MinAge == 0 {
		given["age"] = map[bool]string{true: "60", false: "all"}[p.For.MinAge == 60]
	}
	if choice := barsOf(p); choice != "" {
		given["rule"] = choice
	}
	return given
}

func wayOf(p poll.Poll) string {
	switch p.Purse {
	case 0:
		return "like"
	case usualPurse:
		return "ten"
	}
	return "own"
}
