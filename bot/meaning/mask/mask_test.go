package mask

import (
	"strings"
	"testing"
)

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"灯坏了打我13800000001":      "灯坏了打我〔号1〕",
		"电话138 0000 0001快来":     "电话〔号1〕快来",
		"身份证42010019900101123X": "身份证〔号1〕",
		"车牌鄂A12345挡路":           "车牌〔号1〕挡路",
		"写信abc@example.cn":      "写信〔号1〕",
		"号码幺三八零零零零零零零幺":         "号码〔号1〕",
		"微信号 wxid_a1b2c3d4加我":   "微信号 〔号1〕加我",
		"加他微信lao_wang2020":      "加他微信〔号1〕",
		"QQ 12345678有事":         "QQ 〔号1〕有事",

		"3栋2单元501漏水":       "3栋2单元〔房1〕漏水",
		"3-2-501漏水":        "3-2-〔房1〕漏水",
		"楼上602室天天吵":        "楼上〔房1〕室天天吵",
		"我住1203，门口堆东西":     "我住〔房1〕，门口堆东西",
		"五零一室没水":           "〔房1〕室没水",
		"12月1号19:00在3栋":    "12月1号19:00在3栋",
		"3号楼的电梯坏了2019年也坏过": "3号楼的电梯坏了2019年也坏过",

		"我老伴王桂花走丢了":     "我老伴〔人1〕走丢了",
		"我儿子张强住院了":      "我儿子〔人1〕住院了",
		"楼上李阿姨家漏水":      "楼上〔人1〕家漏水",
		"王桂花总是半夜唱歌":     "〔人1〕总是半夜唱歌",
		"路灯坏了，刘建国说不管":   "路灯坏了，〔人1〕说不管",
		"保安老张不管事，老李又骂人": "保安老张不管事，〔人1〕又骂人",
		"跟欧阳小红吵架了":      "跟〔人1〕吵架了",
		"联系人：赵敏":        "联系人：〔人1〕",
		"找桂花奶奶问问":       "找〔人1〕奶奶问问",

		"马路上的灯坏了":   "马路上的灯坏了",
		"高层住户没水":    "高层住户没水",
		"白天停水，周末又停": "白天停水，周末又停",
		"和周围邻居说过":   "和周围邻居说过",
		"黄色的车把楼道堵了": "黄色的车把楼道堵了",
		"马桶堵了，石头掉了": "马桶堵了，石头掉了",
		"给楼下装个灯":    "给楼下装个灯",
		"太极课王老师教得好": "太极课王老师教得好",
	} {
		m := Sentence(text, []string{"桂花", "灯"}, "王老师的太极")
		if m.Text != want {
			t.Errorf("%s: %s, want %s", text, m.Text, want)
		}
		if m.Show(m.Text) != text {
			t.Errorf("%s comes back as %s", text, m.Show(m.Text))
		}
	}
}

func TestNumbers(t *testing.T) {
	if got := Numbers("加装电梯 联系13900000002 王老师"); got != "加装电梯 联系〔号1〕 王老师" {
		t.Error(got)
	}
}

// The same words have the same mark, and a model may use it as often as it likes.
func TestMarks(t *testing.T) {
	m := Sentence("王桂花说她叫王桂花，孙女王小丽", nil)
	if m.Text != "〔人1〕说她叫〔人1〕，孙女〔人2〕" || m.Show("〔人2〕和〔人1〕〔人3〕") != "王小丽和王桂花〔人3〕" {
		t.Errorf("%s", m.Text)
	}
	if long := Sentence(strings.Repeat("找李阿姨，电话13800000001；", 400), nil); strings.Contains(long.Text, "138") || strings.Contains(long.Text, "李阿姨") {
		t.Error("something is left in a long text")
	}
}
