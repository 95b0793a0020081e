package tell

import (
	"cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/store"
)

// Changing reports whether ballots may be changed, as people are told beforehand.
func Changing(p poll.Poll) string {
	if p.Final {
		return "投了就不能改，请想好再投"
	}
	return "截止前可以改"
}

// CarerWords say whether those who act for somebody may vote for them; "" if not.
func CarerWords(p poll.Poll) string {
	if !p.Carers {
		return ""
	}
	return "\n本人同意过的，家里人可以代投；本人自己投了，就按本人的算。"
}

// CastBy is who cast a ballot for somebody they act for.
func CastBy(tx store.Reader, v poll.Voted) string {
	by, _ := directory.GetPerson(tx, directory.Resolve(tx, v.By))
	return cmp.Or(by.Name, "家里人")
}

// Changes says the same to who has just voted.
func Changes(p poll.Poll) string {
	if p.Final {
		return "这次投票投了就不能改。"
	}
	return bot.Moment(p.Closes) + "以前可以改。"
}

// SureWords asks once more before a ballot is cast.
func SureWords(p poll.Poll) string {
	if p.Final {
		return "投了就不能改。就这样投吗？"
	}
	return "这样投，对吗？"
}

// ChangeButtons lead to another choice later on.
func ChangeButtons(p poll.Poll) []bot.Button {
	if p.Final {
		return nil
	}
	return []bot.Button{{Label: p.Acts().Change, Token: poll.Token(p, "")}}
}

// WhichWins says which of several ballots for a part counts, as every announcement
// has it.
func WhichWins(p poll.Poll) string {
	rule := "一套房只算一张票：业主本人投的优先于代投的，其余先收到的算数"
	if p.Final {
		return rule + "。"
	}
	return rule + "；自己网上投的，截止前自己可以改。"
}

// toChat leads from a group to where one votes.
func toChat(p poll.Poll) string {
	if p.Final {
		return "单独跟我说：" + p.Acts().Do
	}
	return "单独跟我说：" + p.Acts().Do + "、" + p.Acts().Change
}

// PaperRule says how one votes on paper, and which ballot wins.
func PaperRule(p poll.Poll) string {
	switch {
	case ballot.PaperHow(p) == "":
		return "也可以请社区工作人员替您报名。"
	case p.Secret:
		return "要纸质票，请到社区领。领了纸质票，就不能再在网上投。"
	}
	rule := "要纸质票，请告诉社区工作人员。" + poll.By(p, "一个人", "一家", "一套房") + "只算一张票：先收到的算数"
	if p.Final {
		return rule + "。"
	}
	return rule + "；自己网上投的，截止前自己可以改。"
}

// WordsWords says, with a receipt, how words come to stand beside it.
func WordsWords(p poll.Poll, words string) string {
	if !ballot.TakesWords(p) || words != "" {
		return ""
	}
	return "\n想给票做个记号，回复「记号」。"
}
