package world

import (
	"context"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/run"
	"yishi/store"
)

// Whoever votes, has everything about them erased, and registers anew from the same chat
// finds that this account has voted. (A web chat that was erased is a new one, as any
// new browser is.)
func TestStoryOfWhoComesBack(t *testing.T) {
	t.Parallel()
	s := newScene(t, Options{})
	zhang := s.enter(OnTelegram, sample.ZhangXiaoman)
	err := s.App.Store.Update(context.Background(), func(tx store.Tx) error {
		zhou, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
		_, err := run.Open(tx, poll.Poll{
			Question: "楼下种什么？", Options: poll.Options([]string{"桂花", "茶花", "都不种"}), Min: 1, Max: 1,
			For: directory.Audience{Place: sample.GuihuaYuan3}, Closes: tx.Now().Add(72 * time.Hour),
		}, zhou)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	zhang.says("投票", "楼下种什么？")
	zhang.taps("茶花", "投好了")
	zhang.says("删除我的资料", "都删掉吗")
	zhang.says("1", "都删掉了")
	zhang.says("登记", "您同意吗")
	zhang.says("1", "哪个小区")
	zhang.says("桂花苑3栋", "几单元几号")
	zhang.says("2单元501", "您在这一户是")
	zhang.says("4", "怎么称呼您")
	zhang.says("张小满", "手机号")
	zhang.says("不留了", "请核对")
	zhang.says("1", "登记好了")
	zhang.says("投票", "这个账号在这次投票里已经投过了")
}
