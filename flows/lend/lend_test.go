package lend_test

import (
	"testing"

	"yishi/adapters/script"
	"yishi/bot/house"
	"yishi/flows/desk/desktest"
	"yishi/flows/lend"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{Kits: func() []house.Kit {
		return desktest.House(lend.Kit())
	}})
}

// What a sentence names is what the conversation begins with.
func TestWhatASentenceNames(t *testing.T) {
	for text, want := range map[string]string{
		"我想借个电钻": "电钻", "想借用一下梯子": "梯子", "有没有轮椅借": "轮椅", "有人送婴儿床吗": "婴儿床", "借东西": "", "谁能借我一把梯子用用": "梯子",
		"我有个轮椅可以借给大家": "轮椅", "我家有台缝纫机可以借": "缝纫机", "送一张婴儿床": "婴儿床", "有张闲置的书桌谁要": "书桌", "儿童自行车用不着了": "",
	} {
		if got := lend.Named(text); got != want {
			t.Errorf("%s names %q, not %q", text, got, want)
		}
	}
}
