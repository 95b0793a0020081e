package write

import (
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/flows/notice"
	"yishi/flows/notice/send"
	"yishi/store"
)

// goTo is 改通知 12 and 撤回通知 12: what 通知进度 does, without asking which and what.
func goTo(do string) func(*talk.Call) error {
	return func(call *talk.Call) error {
		given := talk.Given{"do": do}
		if no, ok := answer.Number(strings.TrimSuffix(strings.TrimSpace(call.Rest), "号")); ok {
			id := strconv.Itoa(no)
			if n, known := notice.Get(call.Tx, id); !known || !notice.MayManage(call.Who, n) {
				return bot.Refuse("没有找到%d号通知，或者不归您管。要看发过的通知，回复「通知进度」。", no)
			}
			given["notice"] = id
		}
		call.Start("progress", given)
		return nil
	}
}

// fix has staff correct one thing after another, and shows what people will hear.
func (k kit) fix(c *talk.Conv, id string) error {
	was, err := talk.Look(c, "was", func(tx store.Tx) (notice.Notice, error) { return notice.Managed(tx, c.Who(), id) })
	if err != nil {
		return err
	}
	to := was
	for {
		askFix(c, &to)
		look, err := talk.Look(c, "fixed", func(tx store.Tx) (string, error) { return send.FixPreview(tx, was, to), nil })
		if err != nil {
			return err
		}
		switch c.Choice("goFix", look,
			talk.Opt{Key: "y", Label: "改过来"}, talk.Opt{Key: "e", Label: "还要改"}, talk.Opt{Key: "n", Label: "不改了"}) {
		case "y":
			return k.fixed(c, id, to)
		case "n":
			return c.End("好的，没有改。")
		}
	}
}

// askFix asks what is wrong and how it is right.
func askFix(c *talk.Conv, n *notice.Notice) {
	opts := []talk.Opt{{Key: "title", Label: "标题"}, {Key: "text", Label: "内容"}}
	if n.Kind == notice.Activity {
		opts = []talk.Opt{{Key: "title", Label: "标题"}, {Key: "at", Label: "时间"}, {Key: "where", Label: "地点"}, {Key: "about", Label: "说明"}}
	}
	switch c.Choice("part", fmt.Sprintf("%d号通知【%s】，改哪一处？", n.No, n.Title), opts...) {
	case "title":
		n.Title = askTitle(c)
	case "at":
		n.At = askAt(c)
	case "where":
		n.Where = askWhere(c)
	case "about":
		n.Text = askAbout(c)
	case "text":
		n.Text = c.Lasting("text", "现在写的是：\n%s\n\n请把改好的内容从头写一遍。", n.Text)
	}
}

func (k kit) fixed(c *talk.Conv, id string, to notice.Notice) error {
	told, err := talk.Step(c, "fix!", func(tx store.Tx) (int, error) { return k.Correct(tx, c.Who(), id, to) })
	if err != nil {
		return err
	}
	if told == 0 {
		return c.End("改好了。还没有人收到过，不用另外说。")
	}
	return c.End("改好了，正在告诉收到过的%d人。", told)
}

// withdraw has staff take back what should not have been sent.
func withdraw(c *talk.Conv, id string, n glance) error {
	if !n.Plain {
		return callOff(c, id, n)
	}
	if _, err := talk.Look(c, "mine", func(tx store.Tx) (notice.Notice, error) { return notice.Managed(tx, c.Who(), id) }); err != nil {
		return err
	}
	why := c.Lasting("wrong", "「%s」为什么撤回？这句话会告诉收到过的人，比如「发错了小区」。", n.Title)
	look, err := talk.Look(c, "taken", func(tx store.Tx) (string, error) { return send.WithdrawPreview(tx, id, why), nil })
	if err != nil {
		return err
	}
	if !c.Confirm("sureWithdraw", "%s", look) {
		return c.End("好的，没有撤回。")
	}
	told, err := talk.Step(c, "withdraw!", func(tx store.Tx) (int, error) { return send.Withdraw(tx, c.Who(), id, why) })
	if err != nil {
		return err
	}
	if told == 0 {
		return c.End("撤回了。还没有人收到，也不再发了。")
	}
	return c.End("撤回了，正在告诉收到过的%d人；没发出去的不再发。", told)
}
