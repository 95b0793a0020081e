package joining_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/joining"
	"yishi/store"
)

var chat = bot.Address{Channel: "wechat/main", Chat: "o-1"}

func TestEraseKeepsNothingButTheID(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		a, g, _ := directory.Meet(tx, chat, "王大妈的昵称")
		if err := directory.LinkAccount(tx, a, "xwang"); err != nil {
			t.Fatal(err)
		}
		before := directory.Count(tx, directory.Audience{})
		joining.Erase(tx, "xwang")
		p, ok := directory.GetPerson(tx, "xwang")
		if !ok || !cmp.Equal(p, directory.Person{ID: "xwang", Since: p.Since}) {
			t.Errorf("left: %+v", p)
		}
		if former, _ := directory.GetPerson(tx, g.ID); former.Merged != "" {
			t.Error("the guest still leads to her")
		}
		if n := directory.Count(tx, directory.Audience{}); n != before-1 {
			t.Errorf("%d people have homes, want %d", n, before-1)
		}
		if _, known := directory.PersonByPhone(tx, "19900000001"); known {
			t.Error("she is still found by phone")
		}
		if _, _, isNew := directory.Meet(tx, chat, ""); !isNew {
			t.Error("her account is still known")
		}
	})
}
