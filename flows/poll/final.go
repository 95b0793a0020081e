package poll

import (
	"slices"

	"yishi/bot"
)

// A ballot may be changed until closing, unless the organiser has said that what is
// given stays. Who signed up for a seat can always give it back.

// stays refuses to change a ballot where what is given stays. The same given again
// is no change; of a secret one nobody can say.
func (p *Poll) stays(was, m Marks) error {
	switch {
	case !p.Final || was != nil && slices.Equal(was, m):
		return nil
	case p.PerHome:
		return bot.Refuse("您家已经投过了，算进去了。这次投票投了就不能改。")
	}
	return bot.Refuse("您已经投过了，算进去了。这次投票投了就不能改。")
}

// Changing says whether ballots may be changed, as people are told beforehand.
func (p *Poll) Changing() string {
	if p.Final {
		return "投了就不能改，请想好再投"
	}
	return "截止前可以改"
}

// changes says the same to who has just voted.
func (p *Poll) changes() string {
	if p.Final {
		return "这次投票投了就不能改。"
	}
	return bot.Moment(p.Closes) + "以前可以改。"
}

// SureWords asks once more before a ballot is cast.
func (p *Poll) SureWords() string {
	if p.Final {
		return "投了就不能改。就这样投吗？"
	}
	return "这样投，对吗？"
}

// ChangeButtons lead to another choice later on.
func (p *Poll) ChangeButtons() []bot.Button {
	switch {
	case p.Final:
		return nil
	}
	return []bot.Button{{Label: p.changeWord(), Token: token(*p, "")}}
}

// changeWord is the word that leads there.
func (p *Poll) changeWord() string {
	if p.Info().Shape == Queue {
		return "改报名"
	}
	return "改票"
}

// WhichWins says which of several ballots for a part counts, as every announcement
// has it.
func (p *Poll) WhichWins() string {
	rule := "一套房只算一张票：业主本人投的优先于代投的，其余先收到的算数"
	if p.Final {
		return rule + "。"
	}
	return rule + "；自己网上投的，截止前自己可以改。"
}

// toChat leads from a group to where one votes.
func (p *Poll) toChat() string {
	if p.Final {
		return "到私聊里" + p.voteWord()
	}
	return "到私聊里" + p.voteWord() + "、" + p.changeWord()
}

// voteWord is what one does in the poll.
func (p *Poll) voteWord() string {
	if p.Info().Shape == Queue {
		return "报名"
	}
	return "投票"
}
