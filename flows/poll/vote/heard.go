package vote

import (
	"yishi/bot/house"
	"yishi/bot/talk"
)

// byOthers tells who wants to have somebody else vote for them what can be done.
func byOthers(c *talk.Conv, _ house.Heard) error {
	return c.End("业主投票可以请别人替您投，请带委托书到社区登记。\n别的投票，写明了「家里人可以代投」的，您同意过就行：回复「我的家人」。没有写的要您自己投，不方便用手机，回复「我要纸质票」。")
}
