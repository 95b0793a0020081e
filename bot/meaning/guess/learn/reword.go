package learn

import (
	"math/rand/v2"
	"strings"
)

// What people say around a matter, where it lies, and what they type or what is heard
// for what they mean.
var (
	before = strings.Fields(`喂 你好 您好 喂你好 请问 那个 就是 我说 麻烦 您好请问 你好啊 社区你好 师傅 同志 小助手 唉 哎呀 我想问一下 请问一下 是这样的 跟你说 我跟你讲 老师 喂喂`)
	where  = strings.Fields(`3栋 5栋 二号楼 我们楼 我们单元 3栋2单元 我家楼下 小区里 桂花苑 咱们小区 这边 我们这栋楼 门口 三单元 8号楼 我们这里 楼下 和苑2栋`)
	when   = strings.Fields(`今天 昨天 昨晚 刚才 这几天 从早上开始 好几天了 一个星期了 又 老是 天天 最近`)
	behind = strings.Fields(`怎么办 啊 呀 了 谢谢 麻烦了 来看看 你们管不管 快点 能不能处理一下 太烦人了 急 拜托 好吗 呢 哦 嘛 有没有人管 派人来看一下 。 ！ ！！ ... 😡 🙏`)
	mild   = strings.Fields(`啊 呀 呢 哦 嘛 吧 。 ！ 谢谢 🙏 😊 哈 哟`)
)

// homophones are what is typed for each other, by sound.
var homophones = [][2]string{
	{"电梯", "点梯"}, {"电梯", "电踢"}, {"楼道", "楼到"}, {"路灯", "路登"}, {"漏水", "露水"}, {"门禁", "门进"}, {"报名", "报明"}, {"投票", "头票"},
	{"下水道", "下水到"}, {"物业", "物页"}, {"车位", "车为"}, {"充电", "冲电"}, {"坏了", "怀了"}, {"坏了", "坏啦"}, {"堵了", "赌了"}, {"不亮", "不量"},
	{"垃圾", "拉圾"}, {"噪音", "造音"}, {"油烟", "邮烟"}, {"的", "得"}, {"在", "再"}, {"那", "哪"}, {"已经", "以经"}, {"怎么", "怎莫"}, {"没有", "木有"},
	{"社区", "射区"}, {"义诊", "意诊"}, {"太极", "太级"}, {"取消", "曲消"}, {"诉求", "速求"}, {"报修", "报休"}, {"了", "啦"}, {"了", "咯"}, {"了", "哒"}, {"我", "俺"}, {"什么", "啥"},
}

// reworded says a sentence otherwise, with the same labels.
func reworded(s Sentence, random *rand.Rand) string {
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	chance := func(percent int) bool { return random.IntN(100) < percent }
	text := s.Text
	if chance(35) {
		h := homophones[random.IntN(len(homophones))]
		text = strings.Replace(text, h[0], h[1], 1)
		h = homophones[random.IntN(len(homophones))]
		text = strings.Replace(text, h[0], h[1], 1)
	}
	if chance(12) {
		run := []rune(text)
		if len(run) > 5 { // a character is lost
			i := random.IntN(len(run))
			text = string(run[:i]) + string(run[i+1:])
		}
	}
	matter := s.Labels["intent"] == "issue"
	if matter && chance(30) {
		text = pick(when) + text
	}
	if matter && chance(40) {
		text = pick(where) + text
	}
	if chance(30) {
		text = pick(before) + text
	}
	switch {
	case matter && chance(35):
		text += pick(behind)
	case chance(30):
		text += pick(mild)
	}
	return text
}
