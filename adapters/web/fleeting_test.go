package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"yishi/adapters/web"
	"yishi/adapters/web/webtest"
	"yishi/bot"
	"yishi/store"
)

const gone = "这条消息已经不再保留。"

// booth is a handler that takes secret votes: by a number that is typed, by a
// button in the question's place, and in two steps.
type booth struct {
	*town
	t     *testing.T
	chat  bot.Address
	heard []string
	close func()
}

func newBooth(t *testing.T) *booth {
	b := &booth{town: newTown(t, nil), t: t}
	b.close = b.open(t, b.handle)
	return b
}

// beside is the same person's browser without its script.
func (b *booth) beside(p *webtest.Phone) *reader {
	return &reader{b.t, b.url, &http.Client{Jar: p.Jar()}}
}

func (b *booth) handle(_ context.Context, in bot.In) (bot.Answer, error) {
	b.chat = in.Address
	b.heard = append(b.heard, in.Text)
	switch in.Text {
	case "投票":
		b.say(bot.Out{Text: "楼下种什么？", Buttons: []bot.Button{{Label: "桂花", Token: "vote:a"}, {Label: "茶花", Token: "vote:b"}, {Label: "都不种", Token: "vote:c"}}})
	case "vote:b":
		b.say(bot.Out{Text: "您选的是茶花。\n回执码：AB3D-7K2M", Fleeting: true})
	case "改票":
		b.say(bot.Out{Text: "请发回执码。", Fleeting: true})
	case "AB3D-7K2M":
		b.say(bot.Out{Text: "明天停水。"}) // a notice comes in between
		b.say(bot.Out{Text: "改成什么？", Buttons: []bot.Button{{Label: "✔ 桂花", Token: "vote:a"}}, Fleeting: true})
	case "桂花":
		b.say(bot.Out{Text: "您选的是桂花。", Fleeting: true})
	case "删除我的资料":
		b.say(bot.Out{Text: "都删掉了。", Forget: true})
	case "", "vote:c": // answered later
	default:
		b.say(bot.Out{Text: "知道了：" + in.Text})
	}
	return bot.Answer{}, nil
}

func (b *booth) say(out bot.Out) {
	b.t.Helper()
	for _, piece := range b.Render(out) {
		if _, err := b.Send(b.t.Context(), b.chat, piece); err != nil {
			b.t.Error(err)
		}
	}
}

// reopens closes the program for a while and starts it again.
func (b *booth) reopens(after time.Duration) {
	b.close()
	b.passes(after)
	b.close = b.open(b.t, b.handle)
}

// kept reports whether the store has any of the words, in what the chat keeps.
func (b *booth) kept(words ...string) (found []string) {
	b.t.Helper()
	err := b.db.View(b.t.Context(), func(tx store.Reader) error {
		found = nil
		for _, table := range []string{"webbubble", "webpost", "websession"} {
			for _, value := range tx.Scan(table, "", "") {
				for _, w := range words {
					if strings.Contains(string(value), w) {
						found = append(found, fmt.Sprintf("%s in %s", w, table))
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return found
}

// compacts reports whether the store is compacted by now, or would be.
func (b *booth) compacts() bool {
	b.t.Helper()
	done, err := store.CompactWanted(b.t.Context(), b.db)
	if err != nil {
		b.t.Fatal(err)
	}
	return done
}

var posted = 0

// says posts what somebody types; the same form comes back to post it again.
func (r *reader) says(kind, text string) url.Values {
	r.t.Helper()
	posted++
	f := url.Values{"id": {fmt.Sprintf("message-%d", posted)}, "kind": {kind}, "text": {text}}
	r.send(f)
	return f
}

func (r *reader) send(f url.Values) {
	r.t.Helper()
	for range 1000 {
		a := r.post(f, "Accept", "application/json")
		if a.StatusCode != 503 {
			return
		}
		time.Sleep(2 * time.Millisecond) // it is starting
	}
	r.t.Fatal("the program does not start")
}

func TestAFleetingBubbleIsThereForAWhile(t *testing.T) {
	b := newBooth(t)
	r := newReader(t, b.town)
	r.get("/chat")
	r.says("text", "楼道灯坏了")
	b.passes(time.Hour)
	r.says("text", "投票")
	press := url.Values{"id": {"press-it-1"}, "kind": {"press"}, "bubble": {"4"}, "token": {"vote:b"}}
	r.send(press)
	all := []string{"您选的是", "AB3D", `"pressed":"vote`, `"text":"vote:b"`}
	if found := b.kept(all...); len(found) < 3 {
		t.Fatalf("the search finds only %v: it shows nothing", found)
	}
	for range 2 { // loaded again, it is there still, and no longer for it
		if page := r.get("/chat").page; !strings.Contains(page, "AB3D-7K2M") || strings.Contains(page, gone) {
			t.Fatal("a receipt cannot be read")
		}
		b.reopens(14 * time.Minute)
	}
	if page := r.get("/chat").page; !strings.Contains(page, "AB3D-7K2M") {
		t.Fatal("a receipt cannot be read after a quarter of an hour")
	}
	b.reopens(3 * time.Minute)
	wait(t, func() bool { return len(b.kept(all...)) == 0 })
	page := r.get("/chat").page
	if strings.Contains(page, "AB3D") || strings.Count(page, gone) != 2 || !strings.Contains(page, "楼道灯坏了") || !strings.Contains(page, "楼下种什么？") {
		t.Errorf("after half an hour the page shows\n%s", page)
	}
	n := len(b.heard)
	if r.send(press); len(b.heard) != n {
		t.Errorf("what is kept no more was handled once more, as %q", b.heard[n:])
	}
	if b.compacts() {
		t.Error("the store is compacted at once")
	}
	b.passes(time.Hour)
	if !b.compacts() || b.compacts() {
		t.Error("what is blank stays in the file")
	}
}

// TestAPressIsNotShownAfterItsAnswer: however long the answer takes, the button in a
// question that stays is not marked any more once the fleeting answer is there.
func TestAPressIsNotShownAfterItsAnswer(t *testing.T) {
	b := newBooth(t)
	r := newReader(t, b.town)
	r.get("/chat")
	r.says("text", "投票")
	r.send(url.Values{"id": {"press-it-1"}, "kind": {"press"}, "bubble": {"2"}, "token": {"vote:c"}})
	if len(b.kept(`"pressed":"vote:c"`)) == 0 {
		t.Fatal("a press is not marked: this shows nothing")
	}
	b.passes(20 * time.Minute)
	b.say(bot.Out{Text: "您选的是都不种。", Fleeting: true})
	if found := b.kept(`"pressed"`); len(found) > 0 {
		t.Errorf("kept: %v", found)
	}
	b.reopens(31 * time.Minute)
	wait(t, func() bool { return len(b.kept(`"text":"vote:c"`)) == 0 })
}

func TestWhatNobodySawIsThereForADay(t *testing.T) {
	b := newBooth(t)
	r := newReader(t, b.town)
	r.get("/chat")
	r.says("text", "你好")
	b.say(bot.Out{Text: "回执码：AB3D-7K2M", Fleeting: true})
	b.reopens(23 * time.Hour)
	if page := r.get("/chat").page; !strings.Contains(page, "AB3D-7K2M") {
		t.Fatal("who comes after hours finds no receipt")
	}
	b.say(bot.Out{Text: "回执码：ZZZZ-7K2M", Fleeting: true})
	b.reopens(31 * time.Minute)
	wait(t, func() bool { return len(b.kept("AB3D")) == 0 })
	if len(b.kept("ZZZZ")) == 0 {
		t.Error("one that was not shown is gone")
	}
	b.reopens(24 * time.Hour)
	wait(t, func() bool { return len(b.kept("ZZZZ")) == 0 })
}

// TestWhatLedToItGoesWithIt: the receipt that was typed, answers between, ticks, even
// if each takes long and something else is said in between.
func TestWhatLedToItGoesWithIt(t *testing.T) {
	for _, pause := range []time.Duration{0, 20 * time.Minute} {
		b := newBooth(t)
		p := b.phone(t, "同一个人的手机")
		r := b.beside(p)
		r.get("/chat")
		for _, text := range []string{"改票", "AB3D-7K2M", "桂花"} {
			r.says("text", text)
			r.get("/chat")
			b.reopens(pause)
		}
		if err := p.Open(); err != nil {
			t.Fatal(err)
		}
		wait(t, func() bool { return seen(p.Screen(), "您选的是桂花。") })
		b.reopens(31 * time.Minute)
		wait(t, func() bool {
			return !seen(p.Screen(), "您选的是桂花。") && seen(p.Screen(), gone) && seen(p.Screen(), "明天停水。")
		})
		wait(t, func() bool { return len(b.kept("AB3D", "桂花", "vote:")) == 0 })
	}
}

func TestWhoWasErasedIsAStranger(t *testing.T) {
	b := newBooth(t)
	p := b.phone(t, "甲")
	r := b.beside(p)
	if err := p.Type("我住3栋"); err != nil {
		t.Fatal(err)
	}
	first := b.chat.Chat
	if err := p.Type("删除我的资料"); err != nil {
		t.Fatal(err)
	}
	wait(t, func() bool { s := p.Screen(); return len(s) == 1 && s[0].Text == "都删掉了。" })
	if found := b.kept("3栋", "删除"); len(found) > 0 {
		t.Errorf("kept: %v", found)
	}
	if _, err := b.Send(t.Context(), b.chat, bot.Out{Text: "明天停水。"}); err == nil {
		t.Error("a chat that was forgotten is still told something")
	}
	old := url.Values{"id": {"an-old-page"}, "kind": {"text"}, "text": {"还在吗"}}
	if a := r.post(old, "Accept", "application/json"); a.StatusCode < 400 || !strings.Contains(a.page, "请刷新页面") {
		t.Errorf("a page of the chat that was forgotten hears %s", a.page)
	}
	if page := r.get("/chat").page; !strings.Contains(page, "都删掉了。") || strings.Contains(page, "3栋") {
		t.Errorf("without a script the page shows\n%s", page)
	}
	if err := p.Type("你好"); err != nil {
		t.Fatal(err)
	}
	wait(t, func() bool { return seen(p.Screen(), "知道了：你好") && !seen(p.Screen(), "都删掉了。") })
	if b.chat.Chat == first {
		t.Error("who was erased is known again")
	}
}

func TestPiecesAreFleetingAsTheWholeIs(t *testing.T) {
	pieces := web.New(web.Config{}).Render(bot.Out{Text: strings.Repeat("很长的话。", 1000), Fleeting: true, Forget: true})
	for i, p := range pieces {
		if !p.Fleeting || p.Forget != (i == len(pieces)-1) {
			t.Errorf("piece %d of %d: fleeting %v, forget %v", i, len(pieces), p.Fleeting, p.Forget)
		}
	}
	if len(pieces) < 2 {
		t.Error("this shows nothing of pieces")
	}
}
