package draft

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
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
	given["carers"] = map[bool]string{true: "yes", false: "no"}[p.Carers]
	given["changes"] = map[bool]string{true: "no", false: "yes"}[p.Final]
	if all := p.Info().Demands(); all != nil && p.Demanded() != all[0] {
		given["demand"] = string(p.Demanded())
	}
	ballot.Given(given, p)
	if p.Info().Tag == "" && p.Info().MinAge == 0 {
		given["age"] = map[bool]string{true: "60", false: "all"}[p.For.MinAge == 60]
	}
	return given
}
