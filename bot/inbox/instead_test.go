package inbox_test

import (
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/talk/replay"
	"yishi/store"
)

func TestACallForHelpComesFirst(t *testing.T) {
	w := newWorld(t)
	w.met("a")
	w.says("a", "提问", "a: 问吧。")
	w.says("a", "着火了", "a: 「着火了」，要报修吗？")
	w.says("a", "是", "a: 哪里？")
	w.says("a", "门口", "a: 记下了：着火了。\n\n您的「提问」还没有说完。")
	w.says("a", "301", "a: 您的「提问」还没有说完。")
	w.says("a", "1", "a: 问吧。")
	w.says("a", "着火了！", "a: 不知道。") // these words were meant for the question after all
	if got := w.notes(); got != "着火了@a" {
		t.Errorf("written: %q", got)
	}
}

func TestACallForHelpThatWasNoneGivesTheConversationBack(t *testing.T) {
	w := newWorld(t)
	w.met("a")
	w.says("a", "报修", "a: 什么问题？")
	w.says("a", "灯坏了", "a: 哪里？")
	w.says("a", "有人晕倒了", "a: 「有人晕倒了」，要报修吗？")
	w.says("a", "取消", "a: 好的，先不办了。要办的时候再叫我。\n\n您的「报修」还没有说完。")
	w.later(11 * time.Hour)
	w.telegram.take()
	w.says("a", "接着说完", "a: 哪里？")
	w.says("a", "楼道", "a: 记下了：灯坏了。")
}

func TestWhatIsPutAsideEndsWithWhatEndsIt(t *testing.T) {
	w := newWorld(t)
	w.met("a")
	w.says("a", "提问", "a: 问吧。")
	w.says("a", "着火了", "a: 「着火了」，要报修吗？")
	err := w.store.Update(t.Context(), func(tx store.Tx) error {
		replay.Done(tx, bot.Address{Channel: "telegram", Chat: "a"}, "thinks")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.says("a", "否", "a: 好。")
}

func TestContinueOrDropHoldsTheNextLine(t *testing.T) {
	w := newWorld(t)
	w.met("a")
	w.says("a", "报修", "a: 什么问题？")
	w.says("a", "灯坏了", "a: 哪里？")
	w.says("a", "提问", "a: 先办「提问」？「报修」给您留着。")
	w.says("a", "301", "a: 先办「提问」？「报修」给您留着。")
	w.says("a", "出错", "a: 先办「出错」？「报修」给您留着。") // something else again
	w.says("a", "出错", "a: 说吧。")              // said twice it is meant
	w.says("a", "取消", "a: 好的，先不办了。要办的时候再叫我。\n\n您的「报修」还没有说完。")
	w.says("a", "放下", "a: 好的，先放下了。")
	w.says("a", "1", "a: 「1」，要报修吗？") // no number reaches back behind a conversation
}

// What was only looked at gives way, and nobody is reminded of it.
func TestNothingIsLostWithWhatWasOnlyLookedAt(t *testing.T) {
	w := newWorld(t)
	w.met("a")
	w.says("a", "提问", "a: 问吧。")
	w.says("a", "报修", "a: 什么问题？")
	w.later(48 * time.Hour)
	if got := w.telegram.take(); got != "" {
		t.Errorf("reminded: %s", got)
	}
}
