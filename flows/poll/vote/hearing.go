package vote

import (
	"embed"

	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var (
	words   = wording.Lists{FS: files}
	polls   = meaning.NewList("poll", words.List("poll"))
	proxies = meaning.NewList("proxy", words.List("proxy"))
	papers  = meaning.NewList("paper", words.List("paper"))
)

// intents are what people want who speak of voting.
func intents() []house.Intent {
	return []house.Intent{
		{
			Intent: meaning.Intent{
				Name: "poll", As: "vote", Means: "要投票,或者问投票的事", Words: []*meaning.List{polls}, Score: voting, Pool: meaning.Voted, Called: "投票",
			},
			Command: "投票", Offer: "参加投票", Greet: "投票", Staffs: "要投票、改票，回复「投票」。",
		},
		{
			Intent: meaning.Intent{Name: "proxy", As: "vote", Means: "要请家里人或别人替自己投票、问委托", Words: []*meaning.List{proxies}, Weight: 6},
			Lead:   byOthers,
		},
		{
			Intent:  meaning.Intent{Name: "paper", As: "vote", Means: "不想在手机上投票,要纸质票", Words: []*meaning.List{papers}, Weight: 6},
			Command: "要纸质票",
		},
	}
}

// voting is how much speaks for a vote. Where an open one is named, so is what it is
// about, unless something that one signs up for is named better.
func voting(s meaning.Said) int {
	score := 3 * s.Count(polls)
	if named := s.Title(meaning.Voted); named > 0 {
		score += 2*named + 3*s.Asking() + s.Question()
		if s.Title(meaning.Joined) <= named {
			score += s.Things() + 1
		}
	}
	return score
}
