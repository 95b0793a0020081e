package activity

import (
	"embed"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var (
	words     = wording.Lists{FS: files}
	events    = meaning.Things("event", words.List("event"))
	news      = meaning.NewList("notice", words.List("notice"))
	signs     = meaning.AskingFor("signup", words.List("signup"))
	withdraws = meaning.NewList("withdraw", words.List("withdraw"))
)

// intents are what people want who speak of activities.
func intents() []house.Intent {
	return []house.Intent{
		{
			Intent: meaning.Intent{
				Name: "notice", As: "question", Means: "问活动的时间、地点、有哪些活动", Words: []*meaning.List{news}, Why: []*meaning.List{events},
				Score: asking, Pool: meaning.Joined, Called: "活动",
			},
			Lead: toSignUp, Offer: "看看活动", Staffs: "要找他们，回复「人工」。",
		},
		{
			Intent: meaning.Intent{
				Name: "signup", As: "signup", Means: "要报名参加活动", Words: []*meaning.List{signs}, Score: signing, Pool: meaning.Joined,
			},
			Lead: toSignUp, Greet: "报名活动",
		},
		{
			Intent: meaning.Intent{
				Name: "withdraw", As: "withdraw", Means: "报过名又不去了,要取消", Words: []*meaning.List{withdraws}, Score: withdrawing, Pool: meaning.Joined,
			},
			Command: "活动",
		},
	}
}

// asking is how much speaks for a question about an activity.
func asking(s meaning.Said) int {
	score := 3 * s.Count(news)
	if event := s.Count(events) + s.Title(meaning.Joined); event > 0 {
		score += 2*event + s.Question()
	}
	return score
}

// signing is how much speaks for signing up.
func signing(s meaning.Said) int {
	if s.Count(withdraws) > 0 {
		return 0
	}
	score := 3 * s.Count(signs)
	if event := s.Count(events) + s.Title(meaning.Joined); event > 0 && s.Asking() > 0 {
		score += 3*s.Asking() + 2*event
	}
	return score
}

// withdrawing is how much speaks for no longer taking part. Where nothing is named
// that one takes part in, something else may be meant: 把投票取消.
func withdrawing(s meaning.Said) int {
	said := s.Count(withdraws)
	about := s.Things() + s.Title(meaning.Joined)
	switch {
	case said == 0:
		return 0
	case about == 0:
		return 3 * said
	}
	return 4*said + about
}
