package telegram_test

import (
	"fmt"
	"slices"
	"testing"

	"yishi/adapters/phone"
	"yishi/bot"
)

// A building's group, as its neighbours see it.
func TestStoryOfAGroup(t *testing.T) {
	s := newStage(t, "webhook", nil)
	h := &hearer{decide: func(in bot.In, _ int) (bot.Answer, error) {
		if in.Kind == bot.Press {
			return bot.Answer{Toast: "您选了" + in.Text}, nil
		}
		return bot.Answer{}, nil
	}}
	s.run(t, h)
	g := s.fake.Group("3栋邻居群")
	until(t, "the bot in the group", func() bool { return h.deliveries("") == 1 })
	first, second := g.Member("甲"), g.Member("乙")

	_ = first.Type("今天天气真好") // not for the bot, which does not see it
	_ = first.Type("各位 /vote@" + s.fake.Username() + " 太极")
	until(t, "the command", func() bool { return h.deliveries("/vote 太极") == 1 })
	if h.deliveries("今天天气真好") != 0 {
		t.Error("privacy mode is on")
	}

	link, err := s.adapter.Link(t.Context(), "home_7")
	if err != nil {
		t.Fatal(err)
	}
	ref, err := s.adapter.Send(t.Context(), to(g.Chat()), bot.Out{
		Text: "学哪门?", Buttons: []bot.Button{{Label: "太极", Token: "a"}, {Label: "国画", Token: "b"}}, Links: []bot.Link{{Label: "私聊", URL: link}},
	})
	if err != nil {
		t.Fatal(err)
	}
	_ = first.Press("太极")
	_ = second.Press("国画")
	until(t, "two toasts", func() bool { return notice(first.Screen()) == "您选了a" && notice(second.Screen()) == "您选了b" })
	_, err = s.adapter.Send(t.Context(), to(g.Chat()), bot.Out{Text: "学哪门? 已有两户", Edit: ref})
	if err != nil {
		t.Fatal(err)
	}
	screen := second.Screen()
	if b := screen[len(screen)-2]; b.Text != "学哪门? 已有两户" || !b.Edited {
		t.Errorf("the screen ends with %+v", screen[len(screen)-2:])
	}

	_ = second.Reply("我住一楼")
	until(t, "the reply", func() bool { return h.deliveries("我住一楼") == 1 })
	if _, err = s.adapter.Send(t.Context(), to(g.Chat()), bot.Out{Text: "请私聊", Links: []bot.Link{{Label: "私下说", URL: link}}}); err != nil {
		t.Fatal(err)
	}
	_ = first.Press("私下说")
	until(t, "甲 in private", func() bool { return h.deliveries("home_7") == 1 })
	g.Remove()
	_, err = s.adapter.Send(t.Context(), to(g.Chat()), bot.Out{Text: "还有人吗?"})
	if gone, ok := bot.AsSendError(err); !ok || gone.Verdict != bot.Gone {
		t.Errorf("%v", err)
	}
}

// Blocked and unblocked, with a phone that was off meanwhile.
func TestStoryOfABlock(t *testing.T) {
	s := newStage(t, "polling", nil)
	h := &hearer{}
	s.run(t, h)
	p := s.fake.Phone("甲")
	_ = p.Scan("b_1")
	until(t, "the code", func() bool { return h.deliveries("b_1") == 1 })
	_ = p.Leave()
	until(t, "the block", func() bool { return h.kinds(bot.Leave) == 1 })
	_ = p.Type("我回来了")
	until(t, "the return", func() bool { return h.kinds(bot.Follow) == 2 && h.deliveries("我回来了") == 1 })
	p.Switch(false)
	if _, err := s.adapter.Send(t.Context(), to(p.Chat()), bot.Out{Text: "欢迎回来"}); err != nil {
		t.Fatal(err)
	}
	before := len(p.Screen())
	p.Switch(true)
	if after := len(p.Screen()); after != before+1 {
		t.Errorf("%d bubbles became %d", before, after)
	}
	s.adapter.Typing(t.Context(), to(p.Chat()))
	if n := len(s.fake.Calls("sendChatAction")); n != 1 {
		t.Errorf("%d chat actions", n)
	}
}

// Two hundred presses on one message, as on the evening a poll opens.
func TestStoryOfAnEvening(t *testing.T) {
	s := newStage(t, "webhook", nil)
	h := &hearer{}
	s.run(t, h)
	g := s.fake.Group("全小区")
	until(t, "the group", func() bool { return h.deliveries("") == 1 })
	_, err := s.adapter.Send(t.Context(), to(g.Chat()), bot.Out{Text: "?", Buttons: []bot.Button{{Label: "好", Token: "y"}}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		if err := g.Member(fmt.Sprintf("居民%d", i)).Press("好"); err != nil {
			t.Fatal(err)
		}
	}
	until(t, "all presses", func() bool { return h.kinds(bot.Press) == 200 })
	until(t, "their answers", func() bool { return len(s.fake.Calls("answerCallbackQuery")) == 200 })
}

func (h *hearer) kinds(k bot.Kind) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, in := range h.ins {
		if in.Kind == k {
			n++
		}
	}
	return n
}

// notice is the newest line of the platform itself.
func notice(screen []phone.Bubble) string {
	for _, b := range slices.Backward(screen) {
		if b.Notice != "" {
			return b.Notice
		}
	}
	return ""
}
