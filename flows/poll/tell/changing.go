package tell

import (
	"cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/flows/poll/voice"
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

// After is what follows a ballot in the private chat.
type After struct {
	Words   string       `json:"words,omitempty"`
	Buttons []bot.Button `json:"buttons,omitempty"`
}

// Afterwards offers whoever has voted the next poll that waits for them, by one word: never
// its options, or the digit that was meant for another poll would vote in it. Where none
// waits, it offers another choice in this one.
func Afterwards(tx store.Reader, who directory.Person, voted poll.Poll) After {
	change := ChangeButtons(voted)
	for _, next := range voice.Theirs(tx, who) {
		if _, done := voice.VotedIn(tx, next, who); done || next.ID == voted.ID {
			continue
		}
		words := "\n"
		if len(change) > 0 {
			words += "要改，回复「" + change[0].Label + "」。"
			change[0].Tap = true // the one number is for what comes next
		}
		return After{
			Words:   words + "\n\n下一个没" + next.Acts().Do + "的：「" + next.Question + "」",
			Buttons: append([]bot.Button{{Label: "接着投下一个", Token: NextPrefix + ":" + voted.ID + ":" + next.ID, Wide: true}}, change...),
		}
	}
	return After{Buttons: change}
}

// Several reports whether several polls are open to somebody: what they voted in is named.
func Several(tx store.Reader, who directory.Person) bool { return len(voice.Theirs(tx, who)) > 1 }

// NextPrefix marks the button that leads from a poll one has voted in to another.
const NextPrefix = "nextvote"

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
