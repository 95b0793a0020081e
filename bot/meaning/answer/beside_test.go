package answer

import "testing"

func TestCorrects(t *testing.T) {
	for text, want := range map[string]string{
		"不对，是5栋": "5栋", "不对, 应该是5栋": "5栋", "说错了 5栋": "5栋", "打错了，改成：下周三": "下周三", "不对，2": "2",
		"不对": "", "不对，": "", "不对劲，是漏水": "", "是5栋": "", "这个价钱不对，是多收了": "",
	} {
		if got, ok := Corrects(text); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v, want %q", text, got, ok, want)
		}
	}
}

func TestSkips(t *testing.T) {
	for text, want := range map[string]bool{"跳过": true, "先跳过。": true, "这一步跳过": true, "跳过红灯": false, "没有": false} {
		if got := Skips(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
