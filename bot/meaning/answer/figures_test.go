package answer

import (
	"testing"
)

const misread = -1

func TestNumber(t *testing.T) {
	for text, want := range map[string]int{
		"5": 5, "５": 5, "5个人": 5, "大概10": 10, "二十三": 23, "两百零五": 205, "一万二": 12000, "十": 10, "十五个": 15, "一百二": 120, "三千五": 3500, "一千零五十": 1050,
		"3千5百": 3500, "1万2": 12000, "二〇二六": 2026, "廿三": 23, "1,200": 1200, "我家俩": 2, "0": 0, "零": 0, "我们一起三个人": 3, "12345": 12345, "1万2345": 12345,
		"2到3个": misread, "两三个": misread, "五六个": misread, "十几个": misread, "20多个": misread, "几个": misread, "2.5": misread, "-3": misread, "一个半": misread, "": misread, "很多": misread,
		"3栋2单元": misread, "二三十": misread, "一下": misread, "13812345678901234567": misread, "百": misread,
	} {
		got, ok := Number(text)
		if !ok {
			got = misread
		}
		if got != want {
			t.Errorf("Number(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestMoney(t *testing.T) {
	for text, want := range map[string]int{
		"20": 2000, "20块": 2000, "20块5": 2050, "20块5毛": 2050, "20块05": 2005, "¥20.50": 2050, "\uffe520.5": 2050, "二十块": 2000, "20元5角3分": 2053, "两块五": 250, "两块五毛": 250, "一百二": 12000,
		"3毛": 30, "5分钱": 5, "1.2万": 1200000, "1.2万元": 1200000, "1,200元": 120000, "120元一学期": 12000, "免费": 0, "二十块零五分": 2005, "一块二": 120, "十块半": 1050, "三千五": 350000, "大概20块": 2000, "rmb 20元": 2000,
		"0": 0, "０": 0, "零": 0, "没花钱": 0, "没花钱。": 0, "没花": 0, "没有花钱": 0, "没有": 0, "没收费": 0, "不花钱": 0, "不收费": 0, "不要钱的": 0, "不用钱": 0, "免费的": 0, "一分钱没花": 0, "一分都没花": 0, "没花一分钱": 0,
		"没多少": misread, "没花几个钱": misread, "没花200": 20000, "不知道": misread, "没钱买": misread,
		"十几块": misread, "10到20块": misread, "20块或30块": misread, "-5": misread, "": misread, "很贵": misread, "$20": misread, "20美元": misread, "3.141块": misread,
	} {
		got, ok := Money(text)
		if !ok {
			got = misread
		}
		if got != want {
			t.Errorf("Money(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestPhone(t *testing.T) {
	for text, want := range map[string]string{
		"13800000001": "13800000001", "138 0000 0001": "13800000001", "138-0000-0001": "13800000001", "+86 138 0000 0001": "13800000001", "0086138 00000001": "13800000001", "我电话是13800000001": "13800000001",
		"\uff11\uff13\uff1800000001": "13800000001", "幺三八零零零零零零零幺": "13800000001", "027-87000001": "027-87000001", "02787000001": "027-87000001", "(027)87000001": "027-87000001", "87000001": "87000001", "0731-8700001": "0731-8700001",
		"12800000001": "", "1380000000": "", "138000000012": "", "420100199001011234": "", "20261201": "", "": "", "没有电话": "", "13800000001或者13900000001": "",
	} {
		got, ok := Phone(text)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("Phone(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestScore(t *testing.T) {
	for text, want := range map[string]int{
		"5": 5, "5分": 5, "四颗星": 4, "五星": 5, "满分": 5, "⭐⭐⭐": 3, "非常满意": 5, "满意": 4, "一般": 3, "不满意": 2, "我觉得很满意": 5, "非常不满意": 1, "打4分": 4,
		"6": misread, "0": misread, "": misread, "还可以吧5分": 5, "10分": misread, "⭐⭐⭐⭐⭐⭐": misread,
	} {
		got, ok := Score(text, 5)
		if !ok {
			got = misread
		}
		if got != want {
			t.Errorf("Score(%q, 5) = %d, want %d", text, got, want)
		}
	}
	if got, ok := Score("满分", 10); got != 10 || !ok {
		t.Errorf("Score(满分, 10) = %d, %v", got, ok)
	}
	if _, ok := Score("满意", 10); ok {
		t.Error("满意 is no mark of ten")
	}
}
