package directory

import "slices"

// Level is a row of the table of trust, as docs/people.md has it for everybody to read.
type Level struct {
	Trust Trust
	Name  string // what people call it
	By    string // how one comes to it
	May   string // what one may from it on
}

// Levels are all there are, the lowest first. Words alone lead no higher than to
// Claimed: they give nobody a role, papers that were seen, or what is another's.
var Levels = []Level{
	{Guest, "访客", "写过一句话", "反映问题，看公开的消息"},
	{Claimed, "自己登记", "说了自己是谁、住哪一户", "投本地的意见票，每人、每户一次；报名活动和课程"},
	{Vouched, "有人认过", "楼栋长或社区当面认过，或者登记册上的手机号收到了核实码", "要认过才能投的票；替人投票、当代表"},
	{Verified, "看过证件", "社区看过证件，或者业主名册对上、手机号也证明了", "业主表决"},
}

// LevelName is what people call a level.
func LevelName(t Trust) string {
	i := slices.IndexFunc(Levels, func(l Level) bool { return l.Trust == t })
	return Levels[max(i, 0)].Name
}
