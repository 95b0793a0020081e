package world

import (
	"testing"

	"yishi/app/apptest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// Whoever has their data erased is told so last; of the chat nothing is kept, and who
// comes back to the page is a stranger.
func TestStoryOfSomebodyErased(t *testing.T) {
	t.Parallel()
	s := newScene(t, Options{})
	wang := s.enter(OnWeb, sample.WangGuihua)
	wang.says("我的资料", "称呼：王桂花")
	wang.taps("全部删除", "删了找不回来")
	wang.taps("是", "都删掉了")
	apptest.Eventually(t, "the page is empty but for the last word", func() bool { return len(wang.Screen()) == 1 })
	err := s.App.Store.View(t.Context(), func(tx store.Reader) error {
		for _, table := range []string{"webbubble", "webpost"} {
			for key, kept := range tx.Scan(table, "", "") {
				if containsAll(string(kept), []string{"王桂花"}) || containsAll(string(kept), []string{"我的资料"}) {
					t.Errorf("%s keeps %s", table, key)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wang.says("我的资料", "我们记着您的：")
	for _, b := range wang.Screen() {
		if containsAll(b.Text, []string{"王桂花"}) {
			t.Errorf("a stranger reads %q", b.Text)
		}
	}
}
