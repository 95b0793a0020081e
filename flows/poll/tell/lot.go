package tell

import (
	"yishi/flows/poll"
)

// LotWords say how a lot is drawn, or was: one place for the chat, the page, the notice
// and the picture. There are none where no lot was needed.
func LotWords(p poll.Poll) string {
	switch {
	case p.Result == nil || len(p.Result.Lots) == 0:
		return ""
	case p.Lot == nil:
		return "抽签号开始时就告诉了大家：" + poll.Receipt(p.Seed) + "。"
	case p.Waits():
		return "抽签用" + p.DayWords() + "晚上福彩3D的开奖号码（那天不开奖，就用之后第一次的）。" + sealed(p) + "已经封好，号码谁也不知道，所以谁也做不了手脚。两位工作人员各填一遍号码，就抽，抽好告诉大家。"
	}
	return "抽签用的是" + p.DayWords() + "福彩3D的开奖号码：" + p.Lot.Number + "。报纸上、彩票站都能查到，您可以对一对。"
}

// sealed is what cannot change any more.
func sealed(p poll.Poll) string {
	if p.Drawn {
		return "名单"
	}
	return "票"
}
