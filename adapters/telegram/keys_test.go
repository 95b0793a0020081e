package telegram_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"yishi/bot"
)

// Where one's own number is asked, a key offers it; it goes away with the next words.
func TestOwnNumberIsOffered(t *testing.T) {
	s := newStage(t, "webhook", nil)
	h := &hearer{}
	s.run(t, h)
	p := s.fake.Phone("甲")
	p.Own("8619900000001")
	_ = p.Type("登记")
	until(t, "the word", func() bool { return h.deliveries("登记") == 1 })
	say := func(out bot.Out) {
		t.Helper()
		s.clock.sleep(2 * time.Second)
		if _, err := s.adapter.Send(t.Context(), to(p.Chat()), out); err != nil {
			t.Fatal(err)
		}
	}
	say(bot.Out{Text: "留个手机号吗？", Contact: true, Buttons: []bot.Button{{Label: "不留了", Token: "q"}}})
	if got := p.Keys(); !slices.Equal(got, []string{"发送我的手机号", "不留了"}) {
		t.Fatalf("keys are %q", got)
	}
	_ = p.Press("不留了")
	until(t, "what the key says", func() bool { return h.deliveries("不留了") == 1 })
	_ = p.Press("发送我的手机号")
	until(t, "the number", func() bool { return h.deliveries("+8619900000001") == 1 })
	_ = p.Contact(p.User()+1, "8619900000002")
	until(t, "another's", func() bool { return h.kinds(bot.Contact) == 2 })
	if h.deliveries("+8619900000002") != 0 {
		t.Error("another's number is taken for one's own")
	}
	say(bot.Out{Text: "请核对一下。", Buttons: []bot.Button{{Label: "登记", Token: "r"}}})
	say(bot.Out{Text: "登记好了。"})
	if got := p.Keys(); len(got) != 0 {
		t.Errorf("keys stay: %q", got)
	}
	g := s.fake.Group("3栋邻居群")
	if _, err := s.adapter.Send(t.Context(), to(g.Chat()), bot.Out{Text: "手机号？", Contact: true}); err != nil {
		t.Error("a group cannot be asked:", err)
	}
}

// An answer goes to the topic where it was asked for; to the group if that is gone.
func TestTopics(t *testing.T) {
	s := newStage(t, "webhook", nil)
	h := &hearer{}
	s.run(t, h)
	g := s.fake.Group("3栋邻居群")
	topic := g.Topic("投票")
	_ = g.Member("甲").TypeIn(topic, "/vote")
	until(t, "the command", func() bool { return h.deliveries("/vote") == 1 })
	say := func() int64 {
		t.Helper()
		s.clock.sleep(5 * time.Second)
		for _, piece := range s.adapter.Render(bot.Out{Text: "学哪门？", Photo: "plan.jpg", Topic: strconv.FormatInt(topic, 10)}) {
			if _, err := s.adapter.Send(t.Context(), to(g.Chat()), piece); err != nil {
				t.Fatal(err)
			}
		}
		all := s.fake.Delivered()
		return all[len(all)-1].Topic
	}
	if got := say(); got != topic {
		t.Errorf("said in %d, not in %d", got, topic)
	}
	g.Close(topic)
	if got := say(); got != 0 {
		t.Errorf("said in %d", got)
	}
}
