package handbook

import (
	"yishi/bot/house"
	"yishi/bot/meaning"
	"yishi/bot/talk"
)

// intents are what people want who ask for a person, or something that nobody wrote down.
func intents() []house.Intent {
	return []house.Intent{
		{
			Intent:  meaning.Intent{Name: "human", As: "human", Means: "要找人工、要社区或物业的电话", Words: []*meaning.List{humans}, Weight: 4, Acts: true},
			Command: "人工", Offer: "找工作人员",
		},
		{
			Intent:  meaning.Intent{Name: "ask", As: "question", Means: "问社区工作人员一件事", Words: []*meaning.List{asks}, Weight: 4},
			Instead: "请工作人员回答",
			Lead: func(c *talk.Conv, h house.Heard) error {
				return c.Goto("ask", talk.Given{"what": h.Text, "sure": true})
			},
		},
	}
}
