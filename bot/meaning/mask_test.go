package meaning

import "testing"

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"灯坏了打我13800000001":      "灯坏了打我" + Hidden,
		"电话138 0000 0001快来":     "电话" + Hidden + "快来",
		"身份证42010019900101123X": "身份证" + Hidden,
		"车牌鄂A12345挡路":           "车牌" + Hidden + "挡路",
		"写信abc@example.cn":      "写信" + Hidden,
		"号码幺三八零零零零零零零幺":         "号码" + Hidden,
		"3栋2单元501漏水":            "3栋2单元501漏水",
		"3-2-501":               "3-2-501",
		"12月1号19:00":            "12月1号19:00",
	} {
		if got := Mask(text); got != want {
			t.Errorf("Mask(%q) = %q, want %q", text, got, want)
		}
	}
}
