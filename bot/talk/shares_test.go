package talk_test

import (
	"fmt"
	"strings"
	"testing"

	"yishi/bot/talk"
)

// sharing asks to share ten points among three.
var sharing = &talk.Flow{Name: "f", Title: "投票", Run: func(c *talk.Conv) error {
	shares := c.Shares("shares", "请分一分。", 10, nil, []string{"健身角（3万元）", "长椅（8000元）", "路灯（7万元）"},
		talk.Opt{Key: "a", Label: "健身角"}, talk.Opt{Key: "b", Label: "长椅"}, talk.Opt{Key: "c", Label: "路灯"})
	return c.End("%s", strings.Trim(fmt.Sprint(shares), "[]"))
}}

func TestSharesAreTyped(t *testing.T) {
	const asked = "一共10分，分给想要的项目，比如「1给5分，3给5分」。"
	w := newWorld(t, sharing)
	w.start("f", nil)
	w.says("随便", "我没听明白。请写给哪一项几分，比如「1给5分，3给5分」。也可以按顺序写3个数字，不想给的写0。\n\n"+asked)
	w.says("6 6 0", "您给了12分，一共只有10分，请再分一次。\n\n"+asked)
	w.says("0 0 0", "请至少给一项分。\n需要人帮忙，回复「人工」。\n\n"+asked)
	w.says("分好了", "请至少给一项分。\n需要人帮忙，回复「人工」。\n\n"+asked)
	w.says("健身角6分，其余给路灯", "6 0 4")
}

func TestSharesArePressed(t *testing.T) {
	w := newWorld(t, sharing)
	head := "请分一分。\n1 健身角（3万元）%s\n2 长椅（8000元）\n3 路灯（7万元）\n\n"
	res := w.start("f", nil)
	bench, lamp := token(t, res, "健身角"), token(t, res, "路灯")
	res = w.presses(bench, fmt.Sprintf(head, "　1分")+"还剩9分，接着按；够了就按「分好了」。")
	if got := labels(res); got != "健身角 1分 长椅 路灯 分好了 重新分" {
		t.Errorf("the buttons are %s", got)
	}
	w.presses(token(t, res, "重新分"), fmt.Sprintf(head, "")+"一共10分，分给想要的项目，比如「1给5分，3给5分」。")
	for n := range 9 {
		w.presses(bench, fmt.Sprintf(head, fmt.Sprintf("　%d分", n+1))+fmt.Sprintf("还剩%d分，接着按；够了就按「分好了」。", 9-n))
	}
	w.presses(bench, fmt.Sprintf(head, "　10分")+"10分都给完了，按「分好了」就投出去。")
	w.presses(lamp, "10分都给完了。按「分好了」就投出去，按「重新分」再来一次。\n\n10分都给完了，按「分好了」就投出去。")
	w.presses(token(t, res, "分好了"), "10 0 0")
}
