package telegram_test

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/bot"
)

func to(chat int64) bot.Address {
	return bot.Address{Channel: "telegram/main", Chat: strconv.FormatInt(chat, 10)}
}

// met is a stage without a running adapter, and somebody the bot may write to.
func met(t *testing.T, name string) (*stage, *telegramtest.Phone) {
	s := newStage(t, "polling", nil)
	p := s.fake.Phone(name)
	if err := p.Type("你好"); err != nil {
		t.Fatal(err)
	}
	return s, p
}

func TestCallsOut(t *testing.T) {
	yes := bot.Button{Label: "同意", Token: "y"}
	wide := bot.Button{Label: "看说明", Token: "w", Wide: true}
	for _, c := range []struct {
		name, method string
		out          bot.Out
		want         map[string]string
	}{
		{"plain text", "sendMessage", bot.Out{Text: "<b>*好*</b>"},
			map[string]string{"text": "<b>*好*</b>", "parse_mode": "", "reply_markup": ""}},
		{"buttons", "sendMessage", bot.Out{Text: "?", Buttons: []bot.Button{yes, {Label: "反对", Token: "n"}, wide, yes}},
			map[string]string{"reply_markup": `{"inline_keyboard":[[{"text":"同意","callback_data":"y"},{"text":"反对","callback_data":"n"}],` +
				`[{"text":"看说明","callback_data":"w"}],[{"text":"同意","callback_data":"y"}]]}`}},
		{"long labels", "sendMessage", bot.Out{Text: "?", Buttons: []bot.Button{{Label: "太极拳与八段锦", Token: "1"}, {Label: "国画入门", Token: "2"}, {Label: "书法", Token: "3"}}},
			map[string]string{"reply_markup": `{"inline_keyboard":[[{"text":"太极拳与八段锦","callback_data":"1"}],` +
				`[{"text":"国画入门","callback_data":"2"},{"text":"书法","callback_data":"3"}]]}`}},
		{"a link", "sendMessage", bot.Out{Text: "公示", Links: []bot.Link{{Label: "全文", URL: "https://yishi.example.org/p"}}},
			map[string]string{"text": "公示", "reply_markup": `{"inline_keyboard":[[{"text":"全文","url":"https://yishi.example.org/p"}]]}`}},
		{"a link Telegram refuses", "sendMessage", bot.Out{Text: "公示", Links: []bot.Link{{Label: "全文", URL: "http://127.0.0.1:8080/p"}}},
			map[string]string{"text": "公示\n\n全文：\nhttp://127.0.0.1:8080/p", "reply_markup": ""}},
		{"a picture", "sendPhoto", bot.Out{Text: "平面图", Photo: "plan.jpg", Buttons: []bot.Button{yes}},
			map[string]string{"caption": "平面图", "reply_markup": `{"inline_keyboard":[[{"text":"同意","callback_data":"y"}]]}`}},
		{"only buttons", "sendMessage", bot.Out{Buttons: []bot.Button{yes}}, map[string]string{"text": "请选择："}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, p := met(t, "甲")
			pieces := s.adapter.Render(c.out)
			if len(pieces) != 1 {
				t.Fatalf("%d pieces", len(pieces))
			}
			ref, err := s.adapter.Send(t.Context(), to(p.Chat()), pieces[0])
			if err != nil {
				t.Fatal(err)
			}
			calls := s.fake.Calls("")
			if len(calls) != 1 || calls[0].Method != c.method || ref != s.fake.Delivered()[0].Ref {
				t.Fatalf("calls %+v, ref %s", calls, ref)
			}
			for key, want := range c.want {
				if got := calls[0].Params[key]; got != want {
					t.Errorf("%s is %s, want %s", key, got, want)
				}
			}
		})
	}
}

func TestLongTextBelowAPicture(t *testing.T) {
	s, p := met(t, "甲")
	words := strings.Repeat("请各位邻居细看。", 200)
	pieces := s.adapter.Render(bot.Out{Text: words, Photo: "plan.jpg", Buttons: []bot.Button{{Label: "好", Token: "y"}}})
	if len(pieces) != 2 || pieces[0].Photo == "" || pieces[0].Text != "" || pieces[1].Text != words || len(pieces[1].Buttons) != 1 {
		t.Fatalf("%+v", pieces)
	}
	for _, piece := range pieces {
		if _, err := s.adapter.Send(t.Context(), to(p.Chat()), piece); err != nil {
			t.Error(err)
		}
	}
}

func TestPictureIsUploadedOnce(t *testing.T) {
	s, p := met(t, "甲")
	out := bot.Out{Text: "平面图", Photo: "plan.jpg"}
	send := func() {
		t.Helper()
		if _, err := s.adapter.Send(t.Context(), to(p.Chat()), out); err != nil {
			t.Fatal(err)
		}
	}
	send()
	send()
	calls := s.fake.Calls("sendPhoto")
	if calls[0].Params["photo"] != "" || calls[1].Params["photo"] == "" {
		t.Errorf("calls %+v", calls)
	}
	s.fake.Fail("sendPhoto", 1, telegramtest.Fault{Code: 400, Why: "Bad Request: wrong file identifier/HTTP URL specified"})
	send() // Telegram has forgotten it, so it is uploaded again
	if n := len(s.fake.Delivered()); n != 3 {
		t.Errorf("%d were delivered", n)
	}
}

// TestLongPicture: what is too long for a photo goes as a file, whole.
func TestLongPicture(t *testing.T) {
	s, p := met(t, "甲")
	if _, err := s.adapter.Send(t.Context(), to(p.Chat()), bot.Out{Text: "投票结果", Photo: "long.png"}); err != nil {
		t.Fatal(err)
	}
	if n := len(s.fake.Calls("sendDocument")); n != 1 {
		t.Errorf("%d files were sent", n)
	}
	if got := s.fake.Delivered(); len(got) != 1 {
		t.Errorf("%d were delivered", len(got))
	}
}

func TestEdits(t *testing.T) {
	s, p := met(t, "甲")
	at := to(p.Chat())
	send := func(out bot.Out) string {
		t.Helper()
		s.clock.sleep(10 * time.Second)
		ref, err := s.adapter.Send(t.Context(), at, out)
		if err != nil {
			t.Fatal(err)
		}
		return ref
	}
	yes := []bot.Button{{Label: "同意", Token: "y"}}
	last := func() (text string, buttons int) {
		screen := p.Screen()
		return screen[len(screen)-1].Text, len(screen[len(screen)-1].Rows)
	}

	ref := send(bot.Out{Text: "投票吧", Buttons: yes})
	if again := send(bot.Out{Text: "投票吧", Buttons: yes, Edit: ref}); again != ref { // changes nothing
		t.Errorf("ref %s became %s", ref, again)
	}
	send(bot.Out{Edit: ref}) // takes the buttons of an answered question away
	if text, buttons := last(); text != "投票吧" || buttons != 0 {
		t.Errorf("%q with %d rows", text, buttons)
	}
	if gone := send(bot.Out{Edit: "99999"}); gone != "99999" || len(s.fake.Delivered()) != 1 {
		t.Error("taking buttons from a message that is gone sent a new one")
	}
	if anew := send(bot.Out{Text: "新的", Edit: "99999"}); anew == "99999" || len(s.fake.Delivered()) != 2 {
		t.Error("a message that is gone was not sent anew")
	}
	photo := send(bot.Out{Text: "图一", Photo: "plan.jpg", Buttons: yes})
	send(bot.Out{Text: "图一，已有三户", Buttons: yes, Edit: photo})
	send(bot.Out{Text: "图一，已有四户", Photo: "plan.jpg", Buttons: yes, Edit: photo})
	if text, buttons := last(); text != "图一，已有四户" || buttons != 1 || len(s.fake.Delivered()) != 3 {
		t.Errorf("%q with %d rows, %d messages", text, buttons, len(s.fake.Delivered()))
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	const refused = "Bad Request: "
	for _, c := range []struct {
		name  string
		fault telegramtest.Fault
		want  bot.Verdict // "" means that nobody knows
	}{
		{"blocked", telegramtest.Fault{Code: 403, Why: "Forbidden: bot was blocked by the user"}, bot.Gone},
		{"no such chat", telegramtest.Fault{Code: 400, Why: refused + "chat not found"}, bot.Gone},
		{"too long", telegramtest.Fault{Code: 400, Why: refused + "message is too long"}, bot.Bad},
		{"wrong token", telegramtest.Fault{Code: 401, Why: "Unauthorized"}, bot.Retry},
		{"wrong address", telegramtest.Fault{Code: 404, Why: "Not Found"}, bot.Retry},
		{"failing", telegramtest.Fault{Code: 500, Why: "Internal Server Error"}, bot.Retry},
		{"a gateway's page", telegramtest.Fault{Code: 502, Raw: "<html>Bad Gateway</html>"}, bot.Retry},
		{"a gateway that waited", telegramtest.Fault{Code: 504, Raw: "<html>Gateway Timeout</html>"}, ""},
		{"cut off", telegramtest.Fault{HangUp: true}, ""},
		{"a lie", telegramtest.Fault{Code: 200, Raw: "<html>Hello</html>"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, p := met(t, "甲")
			s.fake.Fail("sendMessage", 1, c.fault)
			_, err := s.adapter.Send(t.Context(), to(p.Chat()), bot.Out{Text: "好"})
			if err == nil {
				t.Fatal("no error")
			}
			failed, ok := bot.AsSendError(err)
			if ok != (c.want != "") || ok && failed.Verdict != c.want {
				t.Errorf("%v", err)
			}
			if strings.Contains(err.Error(), s.fake.Token()) || strings.Contains(err.Error(), "html") && ok {
				t.Errorf("told too much: %v", err)
			}
		})
	}
}

func TestSlowSaysHowLong(t *testing.T) {
	s, p := met(t, "甲")
	s.fake.Fail("sendMessage", 1, telegramtest.Fault{Code: 429, Why: "Too Many Requests: retry after 17", After: 17})
	_, err := s.adapter.Send(t.Context(), to(p.Chat()), bot.Out{Text: "好"})
	if slow, ok := bot.AsSendError(err); !ok || slow.Verdict != bot.Slow || slow.After != 17*time.Second {
		t.Errorf("%v", err)
	}
}

func TestMigratedGroupTellsItsNewID(t *testing.T) {
	s := newStage(t, "webhook", nil)
	h := &hearer{}
	s.run(t, h)
	g := s.fake.Group("3栋邻居群")
	old := g.Chat()
	until(t, "the group", func() bool { return h.deliveries("") == 1 })
	g.Migrate()
	_, err := s.adapter.Send(t.Context(), to(old), bot.Out{Text: "好"})
	if moved, ok := bot.AsSendError(err); !ok || moved.Verdict != bot.NewChat || moved.Chat != to(g.Chat()).Chat {
		t.Errorf("%v", err)
	}
	until(t, "the news", func() bool { return h.deliveries(to(g.Chat()).Chat) == 1 })
	if _, err := s.adapter.Send(t.Context(), to(g.Chat()), bot.Out{Text: "好"}); err != nil {
		t.Error(err)
	}
}

func TestMagicPeople(t *testing.T) {
	for name, want := range map[string]bot.Verdict{"拉黑王": bot.Gone, "注销李": bot.Gone, "限流赵": bot.Slow, "故障钱": bot.Retry, "失联孙": ""} {
		s, p := met(t, name)
		_, err := s.adapter.Send(t.Context(), to(p.Chat()), bot.Out{Text: "好"})
		failed, ok := bot.AsSendError(err)
		if err == nil || ok != (want != "") || ok && failed.Verdict != want {
			t.Errorf("%s: %v", name, err)
		}
		if reached := len(s.fake.Delivered()); reached > 0 != (want == "") {
			t.Errorf("%s got %d messages", name, reached)
		}
	}
}

// The platform has the message, but its answer takes longer than we wait.
func TestSlownessIsNotKnown(t *testing.T) {
	s, p := met(t, "慢慢周")
	ctx, stop := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer stop()
	_, err := s.adapter.Send(ctx, to(p.Chat()), bot.Out{Text: "好"})
	if _, known := bot.AsSendError(err); err == nil || known || len(s.fake.Delivered()) != 1 {
		t.Errorf("%v", err)
	}
}

func TestNotSentIsKnown(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nowhere := "http://" + l.Addr().String()
	l.Close()
	s := newStage(t, "polling", func(c *telegram.Config, _ *telegram.Deps) { c.APIBase = nowhere })
	_, err = s.adapter.Send(t.Context(), to(5), bot.Out{Text: "好"})
	if failed, ok := bot.AsSendError(err); !ok || failed.Verdict != bot.Retry {
		t.Errorf("%v", err)
	}
	over, stop := context.WithCancel(t.Context())
	stop()
	if _, err = s.adapter.Send(over, to(5), bot.Out{Text: "好"}); err == nil || errors.Is(err, errStore) {
		t.Errorf("%v", err)
	}
	if _, ok := bot.AsSendError(err); !ok {
		t.Errorf("a call that never began: %v", err)
	}
}

func TestBadMessagesAreNotTried(t *testing.T) {
	s, p := met(t, "甲")
	for _, c := range []struct {
		to  string
		out bot.Out
	}{
		{"not a number", bot.Out{Text: "好"}},
		{to(p.Chat()).Chat, bot.Out{Text: "好", Buttons: []bot.Button{{Label: "好", Token: strings.Repeat("k", 65)}}}},
		{to(p.Chat()).Chat, bot.Out{Text: "好", Buttons: []bot.Button{{Label: "好"}}}},
		{to(p.Chat()).Chat, bot.Out{Text: "好", Photo: "missing.jpg"}},
		{to(p.Chat()).Chat, bot.Out{Text: "好", Edit: "x"}},
	} {
		_, err := s.adapter.Send(t.Context(), bot.Address{Channel: "telegram/main", Chat: c.to}, c.out)
		if failed, ok := bot.AsSendError(err); !ok || failed.Verdict != bot.Bad {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if calls := s.fake.Calls(""); len(calls) != 0 {
		t.Errorf("calls %+v", calls)
	}
}
