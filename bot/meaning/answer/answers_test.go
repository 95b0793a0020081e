package answer

import (
	"slices"
	"testing"
)

var (
	courses  = []string{"太极班", "摄影班", "模特队", "民族舞蹈", "舞蹈"}
	opinions = []string{"同意", "不同意", "弃权"}
)

func TestPick(t *testing.T) {
	for _, c := range []struct {
		text   string
		labels []string
		want   int // -1: not understood
	}{
		{"1", courses, 0}, {"\uff12", courses, 1}, {"①", courses, 0}, {"一", courses, 0}, {"壹", courses, 0},
		{"1.", courses, 0}, {"(1)", courses, 0}, {"(2)", courses, 1}, {"选1", courses, 0}, {"选一", courses, 0},
		{"第一个", courses, 0}, {"第1项", courses, 0}, {"1号", courses, 0}, {"我选第三个", courses, 2}, {"三", courses, 2}, {"2吧", courses, 1},
		{"最后一个", courses, 4}, {"A", courses, 0}, {"b", courses, 1}, {"选B", courses, 1}, {"1️⃣", courses, 0}, {"⑵", courses, 1}, {"2。", courses, 1},
		{"6", courses, -1}, {"0", courses, -1}, {"11", courses, -1}, {"1和2", courses, -1},
		{"太极班", courses, 0}, {"太极", courses, 0}, {"太极吧", courses, 0}, {"太极拳班", courses, 0}, {"我想报太极班", courses, 0}, {"想学太极", courses, 0},
		{"摄影班!", courses, 1}, {"1.太极班", courses, 0}, {"2 摄影班", courses, 1}, {"2 太极班", courses, -1}, {"摄形班", courses, 1},
		{"舞蹈", courses, 4}, {"民族舞", courses, 3}, {"我要民族舞蹈", courses, 3}, {"太极还是摄影", courses, -1}, {"不要太极班", courses, -1}, {"除了太极都行", courses, -1},
		{"小区门口那块太极石头又被人搬走了你们管不管", courses, -1}, {"随便", courses, -1}, {"", courses, -1}, {"班", courses, -1}, {"🐶", courses, -1},
		{"同意", opinions, 0}, {"我不同意", opinions, 1}, {"不同意!", opinions, 1}, {"赞成", opinions, 0}, {"反对", opinions, 1}, {"我同意", opinions, 0}, {"不", opinions, 1},
		{"不同意", []string{"同意", "反对", "弃权"}, 1}, {"不太同意", []string{"同意", "反对"}, -1},
		{"没解决", []string{"解决了", "还没解决"}, 1}, {"解决了", []string{"解决了", "没解决"}, 0}, {"没有解决", []string{"解决了", "没解决"}, 1},
		{"3栋", []string{"13栋", "2栋"}, -1}, {"13栋", []string{"3栋", "5栋"}, -1}, {"我住3栋", []string{"13栋", "3栋"}, 1}, {"5", []string{"3号楼", "5号楼", "8号楼"}, 1},
		{"1", []string{"3号楼", "1号楼"}, 0}, {"1号", []string{"3号楼", "1号楼"}, -1}, {"1号楼", []string{"3号楼", "1号楼"}, 1}, {"5号楼", []string{"3号楼", "物业"}, -1},
		{"北门", []string{"东北门", "南门"}, -1}, {"下午场", []string{"上午场", "晚上场"}, -1}, {"A方案", []string{"B方案", "A方案"}, 1}, {"A", []string{"B方案", "A方案"}, -1},
		{"2", []string{"2", "3", "4"}, -1}, {"1个", []string{"没有", "1个", "2个"}, 1}, {"参加吗", []string{"我不参加", "再想想"}, -1},
		{"特别想学摄影", courses, 1}, {"物业", []string{"物业服务", "物业费"}, -1}, {"物业服", []string{"物业服务", "物业费"}, 0}, {"一", nil, -1},
	} {
		got, ok := Pick(c.text, c.labels)
		if !ok {
			got = -1
		}
		if got != c.want {
			t.Errorf("Pick(%q, %q) = %d, want %d", c.text, c.labels, got, c.want)
		}
	}
}

func TestPickMany(t *testing.T) {
	songs := []string{"唱歌和跳舞", "太极", "摄影"}
	ten := []string{"a课", "b课", "c课", "d课", "e课", "f课", "g课", "h课", "i课", "j课", "k课"}
	for _, c := range []struct {
		text   string
		labels []string
		want   []int // nil: not understood
	}{
		{"1 3", courses, []int{0, 2}}, {"1,3", courses, []int{0, 2}}, {"1、3", courses, []int{0, 2}}, {"13", courses, []int{0, 2}}, {"31", courses, []int{0, 2}}, {"1\uff0c3", courses, []int{0, 2}},
		{"1和3", courses, []int{0, 2}}, {"一三", courses, []int{0, 2}}, {"选1和2", courses, []int{0, 1}}, {"第一个和第三个", courses, []int{0, 2}}, {"2", courses, []int{1}}, {"1 1 2", courses, []int{0, 1}},
		{"太极和摄影", courses, []int{0, 1}}, {"太极班 摄影班", courses, []int{0, 1}}, {"我想报太极班和摄影班", courses, []int{0, 1}}, {"太极,还有模特", courses, []int{0, 2}},
		{"太极", courses, []int{0}}, {"唱歌和跳舞", songs, []int{0}}, {"唱歌和跳舞、摄影", songs, []int{0, 2}}, {"全部", courses, []int{0, 1, 2, 3, 4}}, {"都要", courses, []int{0, 1, 2, 3, 4}},
		{"都不选", courses, []int{}}, {"没有", courses, []int{}}, {"16", courses, nil}, {"11", courses, nil}, {"1 9", courses, nil}, {"13", ten, nil}, {"11", ten, []int{10}}, {"1 11", ten, []int{0, 10}},
		{"不要太极和摄影", courses, nil}, {"太极和钓鱼", courses, nil}, {"", courses, nil}, {"随便", courses, nil}, {"1", nil, nil}, {"和", courses, nil},
	} {
		got, ok := PickMany(c.text, c.labels)
		if !ok {
			got = nil
		}
		if !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("PickMany(%q, %q) = %v, want %v", c.text, c.labels, got, c.want)
		}
	}
}

func TestRank(t *testing.T) {
	for _, c := range []struct {
		text string
		want []int
	}{
		{"2 1 3", []int{1, 0, 2}}, {"213", []int{1, 0, 2}}, {"2>1>3", []int{1, 0, 2}}, {"太极>摄影", []int{0, 1}}, {"摄影>太极", []int{1, 0}}, {"先摄影再太极", []int{1, 0}},
		{"2,1", []int{1, 0}}, {"2-1-3", []int{1, 0, 2}}, {"摄影班 太极班 模特队", []int{1, 0, 2}}, {"1 1 2", nil}, {"1 7", nil}, {"都行", nil}, {"", nil}, {"3", []int{2}},
	} {
		got, ok := Rank(c.text, courses)
		if !ok {
			got = nil
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("Rank(%q) = %v, want %v", c.text, got, c.want)
		}
	}
}

func TestYes(t *testing.T) {
	for answer, texts := range map[string][]string{
		"yes": {
			"是", "是的", "好", "好的", "好的好的", "同意", "我同意", "可以", "可以的", "行", "对", "对对对", "嗯", "嗯嗯", "要", "参加", "ok", "OK!", "👍", "👍👍", "1", "\uff11", "①",
			"没问题", "没有问题", "没意见", "好滴", "中", "嗯好的", "好,可以", "我们都同意", "完全同意", "好的谢谢", "好吧", "行吧", "不好意思,可以", "确认", "提交吧", "对的没错", "✅", "好好好", "那行", "要得",
		},
		"no": {
			"不", "不是", "否", "不行", "不用", "不用了", "不同意", "我不同意", "算了", "2", "不好", "没有", "不太好", "不要", "不不不", "不用不用", "不用了谢谢", "不参加", "不,不要", "先不", "坚决反对", "不对", "别", "❌", "no",
		},
		"unsure": {
			"好像不行", "不知道", "可以吗", "是吗", "好不好", "要不要", "是不是", "再想想", "不是不行", "不是不同意", "没有不同意", "好难", "好麻烦", "行不通", "太极班", "不确定", "随便", "", "3", "同意吧不同意", "好,不用了", "可以?", "什么意思", "要是下雨呢", "好久没来了", "对面楼", "要多少钱",
		},
	} {
		for _, text := range texts {
			got := "unsure"
			if yes, ok := Yes(text); ok && yes {
				got = "yes"
			} else if ok {
				got = "no"
			}
			if got != answer {
				t.Errorf("Yes(%q): %s, want %s", text, got, answer)
			}
		}
	}
}

func TestWord(t *testing.T) {
	for text, want := range map[string]Command{
		"返回": Back, "上一步": Back, "0": Back, "\uff10": Back, "取消": Cancel, "退出": Cancel, "不弄了": Cancel, "算了吧": Cancel, "/cancel": Cancel, "重说": Repeat, "再说一遍": Repeat,
		"没听清": Repeat, "人工": ToHuman, "找人": ToHuman, "客服": ToHuman, "我要找社区": ToHuman, "请转人工": ToHuman, "帮助": ToHelp, "怎么用": ToHelp, "怎么用?": ToHelp, "?": ToHelp, "\uff1f": ToHelp, "菜单": ToHelp, "/help": ToHelp,
		"完了": Done, "好了": Done, "没有了": Done, "完啦": Done, "取消报名太极": NoCommand, "楼下灯坏了": NoCommand, "": NoCommand, "我要": NoCommand, "00": NoCommand,
	} {
		if got := Word(text); got != want {
			t.Errorf("Word(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestQuotes(t *testing.T) {
	labels := []string{"着火点改造", "修路灯"}
	for words, want := range map[string]bool{"着火点改造": true, "着火": true, "着火了": false, "": false} {
		if Quotes(words, labels) != want {
			t.Errorf("Quotes(%q) = %v", words, !want)
		}
	}
}
