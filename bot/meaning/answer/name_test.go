package answer_test

import (
	"testing"

	"yishi/bot/meaning/answer"
)

func TestNotName(t *testing.T) {
	for _, name := range []string{"王桂花", "王桂花 13900000001", "13900000001王桂花", "欧阳娜娜", "李", "阿孜古丽·买买提", "Anna Li", "老陈", "丁一", "万三一娘", "好雨", "谢谢军"} {
		if why := answer.NotName(name); why != "" {
			t.Errorf("%s: %s", name, why)
		}
	}
	for _, no := range []string{"答复 1", "3栋老王", "1", "２", "三", "13900000001", "12 34", "谢谢", "好的", "嗯", "是", "收到", "取消", "菜单", "什么意思？", "要写真名吗", "一二三四五六七八九十一二三四五六七八九十一", "我就住在三栋二单元五零一那个房子里面的那个老太太"} {
		if answer.NotName(no) == "" {
			t.Errorf("%s is taken for a name", no)
		}
	}
}
