package wechat_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot"
)

func texts(pieces []bot.Out) (out []string) {
	for _, p := range pieces {
		if p.Photo != "" {
			out = append(out, "photo "+p.Photo)
		} else {
			out = append(out, wechat.Words(p))
		}
	}
	return out
}

func TestRender(t *testing.T) {
	page := bot.Link{Label: "看全文", URL: "https://example.org/p?a=1&b=2"}
	yes := []bot.Button{{Label: "同意"}, {Label: "反对"}}
	for what, c := range map[string]struct {
		out  bot.Out
		want []string
	}{
		"words":                 {bot.Out{Text: "好的。"}, []string{"好的。"}},
		"nothing":               {bot.Out{}, nil},
		"choices":               {bot.Out{Text: "同意吗？", Buttons: yes}, []string{"同意吗？\n\n1 同意\n2 反对\n\n回复数字即可。"}},
		"a link":                {bot.Out{Text: "已公示。", Links: []bot.Link{page}}, []string{"已公示。\n\n" + `<a href="https://example.org/p?a=1&b=2">看全文</a>`}},
		"a link alone":          {bot.Out{Links: []bot.Link{page}}, []string{`<a href="https://example.org/p?a=1&b=2">看全文</a>`}},
		"a picture":             {bot.Out{Photo: "plan.jpg", Text: "平面图", Links: []bot.Link{page}}, []string{"平面图\n\n" + `<a href="https://example.org/p?a=1&b=2">看全文</a>`, "photo plan.jpg"}},
		"a picture and choices": {bot.Out{Photo: "plan.jpg", Text: "同意吗？", Buttons: yes}, []string{"同意吗？\n\n1 同意\n2 反对\n\n回复数字即可。", "photo plan.jpg"}},
		"only a picture":        {bot.Out{Photo: "plan.jpg"}, []string{"photo plan.jpg"}},
		"choices that do not fit any more": {bot.Out{Text: strings.Repeat("字", 680), Buttons: yes}, []string{
			strings.Repeat("字", 680), "1 同意\n2 反对\n\n回复数字即可。"}},
	} {
		if got := texts(start(t, nil).Render(c.out)); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", what, got, c.want)
		}
	}
}

func TestRenderForAnAccountWithoutPictures(t *testing.T) {
	w := start(t, func(c *wechat.Config, o *wechattest.Options) { c.Account, o.Account = "unverified", "unverified" })
	if got := texts(w.Render(bot.Out{Photo: "plan.jpg", Text: "平面图"})); len(got) != 1 || got[0] != "平面图" {
		t.Errorf("got %q", got)
	}
	if got := texts(w.Render(bot.Out{Photo: "plan.jpg"})); len(got) != 1 || !strings.Contains(got[0], "图片") {
		t.Errorf("got %q", got)
	}
}

func TestRenderKeepsTheFormOnce(t *testing.T) {
	out := bot.Out{Text: strings.Repeat("很长的通知。", 500), Title: "义诊", Fields: []bot.Field{{Name: "时间", Value: "周六"}}}
	for i, p := range start(t, nil).Render(out) {
		if (p.Title != "") != (i == 0) || (len(p.Fields) != 0) != (i == 0) {
			t.Errorf("piece %d has title %q, fields %v", i, p.Title, p.Fields)
		}
	}
}

// A resident may write what looks like a link; others see it as written.
func TestNobodyPlantsALink(t *testing.T) {
	w := start(t, nil)
	w.run(t, quiet)
	for i, planted := range []string{
		`<a href="weixin://bizmsgmenu?msgmenucontent=同意&msgmenuid=1">看这里</a>`,
		`<A HREF='http://evil.example'>点</A>`, `< a href=x>点</a>`, "<\na href=x>点</a>", `<<a href="x">点</a>`, `</a><a href="x">点</a>`,
	} {
		name := fmt.Sprint("居民", i)
		_ = w.fake.Phone(name).Type("你好")
		outs := []bot.Out{
			{Text: "他说：" + planted},
			{Text: "选一个", Buttons: []bot.Button{{Label: planted}}},
			{Text: "看", Links: []bot.Link{{Label: planted, URL: "https://example.org/"}}},
			{Text: "看", Links: []bot.Link{{Label: "好", URL: `https://example.org/"><a href="x`}, {Label: "说", URL: "weixin://bizmsgmenu?msgmenucontent=同意"}}},
		}
		for _, out := range outs {
			for _, p := range w.Render(out) {
				if _, err := w.Send(t.Context(), w.address(name), p); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, b := range w.fake.Phone(name).Screen() {
			for _, l := range b.Links {
				if l.URL != "#" && !strings.HasPrefix(l.URL, "https://example.org/") {
					t.Errorf("%q made the link %+v", planted, l)
				}
			}
			if strings.HasPrefix(b.Text, "他说：") && b.Text != "他说："+planted {
				t.Errorf("%q is shown as %q", planted, b.Text)
			}
		}
	}
}

func TestPiecesAlwaysFit(t *testing.T) {
	w := start(t, nil)
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"字", "<a", "👨‍👩‍👧", "一句话。", "\x00"})).Draw(t, "part"), rapid.IntRange(0, 900).Draw(t, "times"))
	})
	rapid.Check(t, func(t *rapid.T) {
		out := bot.Out{Text: text.Draw(t, "text")}
		for i := range rapid.IntRange(0, 90).Draw(t, "choices") {
			out.Buttons = append(out.Buttons, bot.Button{Label: fmt.Sprintf("选项%d <a> 说明说明说明", i)})
		}
		for i := range rapid.IntRange(0, 30).Draw(t, "links") {
			out.Links = append(out.Links, bot.Link{Label: fmt.Sprintf("第%d页", i), URL: "https://example.org/" + strings.Repeat("x", 200)})
		}
		pieces := w.Render(out)
		for _, p := range pieces {
			if s := wechat.Words(p); s == "" || len(s) > 2048 || !utf8.ValidString(s) {
				t.Fatalf("a piece of %d bytes: %.60q", len(s), s)
			}
			if again := w.Render(p); len(again) != 1 || wechat.Words(again[0]) != wechat.Words(p) {
				t.Fatalf("rendered again, a piece is %q", texts(again))
			}
		}
		all := strings.Join(texts(pieces), "\n")
		for i, b := range out.Buttons {
			if !strings.Contains(strings.ReplaceAll(all, "\u200b", ""), fmt.Sprintf("%d %s", i+1, b.Label)) {
				t.Fatalf("choice %d is lost", i+1)
			}
		}
		if strings.Count(all, "<a href=") != len(out.Links) {
			t.Fatalf("%d links became %d", len(out.Links), strings.Count(all, "<a href="))
		}
	})
}
