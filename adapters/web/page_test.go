package web_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yishi/adapters/internal/browser"
	"yishi/adapters/web"
	"yishi/bot"
)

const attack = `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`

// clerk is a handler that talks back.
type clerk struct {
	tw *town

	mu  sync.Mutex
	ins []bot.In
}

func (c *clerk) handle(ctx context.Context, in bot.In) (bot.Answer, error) {
	c.mu.Lock()
	c.ins = append(c.ins, in)
	c.mu.Unlock()
	switch in.Kind {
	case bot.Follow, bot.Scan:
		c.say(in, bot.Out{Text: "您好，我是和苑社区的议事助手。\n有事请直接说，比如「楼下的灯坏了」。"})
	case bot.Text:
		c.say(in, bot.Out{Text: "您说的是：" + in.Text})
		c.say(in, bot.Out{Text: "算哪一类？", Buttons: []bot.Button{
			{Label: "路灯楼道灯", Token: "light"}, {Label: "漏水", Token: "leak"}, {Label: "都不是，我再说说", Token: "other", Wide: true},
		}, Links: []bot.Link{{Label: "看办事指南", URL: "https://yishi.example.org/guide"}, {Label: "坏链接", URL: "javascript:alert(1)"}}})
	case bot.Press:
		return bot.Answer{Toast: "记下了"}, nil
	}
	return bot.Answer{}, nil
}

func (c *clerk) say(in bot.In, out bot.Out) {
	for _, piece := range c.tw.Render(out) {
		_, _ = c.tw.Send(context.Background(), in.Address, piece)
	}
}

func (c *clerk) heard(kind bot.Kind) (out []bot.In) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, in := range c.ins {
		if in.Kind == kind {
			out = append(out, in)
		}
	}
	return out
}

func newClerk(t *testing.T) *clerk { return newClerkWith(t, nil) }

func newClerkWith(t *testing.T, change func(*web.Config)) *clerk {
	c := &clerk{tw: newTown(t, change)}
	c.tw.open(t, c.handle)
	return c
}

func TestThePageInABrowser(t *testing.T) {
	tab := browser.Open(t, 390, 800)
	c := newClerk(t)
	tab.Do(chromedp.Navigate(c.tw.url + "/j/b_1-2-1"))
	tab.Sees("您好，我是和苑社区的议事助手。")
	if in := c.heard(bot.Follow); len(in) != 1 || in[0].Text != "b_1-2-1" {
		t.Errorf("opening the code arrived as %+v", in)
	}
	tab.Until("location.pathname === '/chat'")

	tab.Do(chromedp.SendKeys("#words", "楼下的灯坏了\r"))
	tab.Sees("您说的是：楼下的灯坏了")
	tab.Until("document.querySelectorAll('.row.mine').length === 1 && !document.querySelector('.waiting, .again')")
	tab.Until("document.querySelectorAll('.choice').length === 3 && document.querySelectorAll('.page').length === 1")
	tab.Shoot("chat")

	tab.Do(chromedp.Click(".choices form:nth-child(2) .choice"))
	tab.Until("document.getElementById('toast').textContent === '记下了'")
	tab.Until("document.querySelector('.choice.pressed').textContent === '漏水'")
	if in := c.heard(bot.Press); len(in) != 1 || in[0].Text != "leak" || in[0].Ref == "" {
		t.Errorf("the press arrived as %+v", in)
	}

	tab.Do(chromedp.SetValue("#words", attack), chromedp.SendKeys("#words", "\r"))
	tab.Sees("您说的是：" + attack)
	tab.Until("document.querySelectorAll('.choices').length === 2 && document.querySelectorAll('.choices.old').length === 1")

	smallest := browser.Eval[float64](tab, `Math.min.apply(null, [].map.call(document.querySelectorAll('button'), b => b.getBoundingClientRect().height || 44))`)
	if smallest < 44 {
		t.Errorf("a button is %v px high", smallest)
	}
	tab.Do(chromedp.Click(".look"))
	tab.Until("document.documentElement.classList.contains('big') && document.body.dataset.weuiMode === 'care'")
	tab.Shoot("chat-big")

	shown := browser.Eval[int](tab, "document.querySelectorAll('.row').length")
	tab.Do(chromedp.Reload())
	tab.Until("document.querySelectorAll('.row').length === %d", shown)
	tab.Until("document.documentElement.classList.contains('big')")
	if title := browser.Eval[string](tab, "document.title + document.querySelectorAll('.bubble img, .bubble script').length"); title != "和苑社区议事0" {
		t.Errorf("an attack has worked: %s", title)
	}
	if len(c.heard(bot.Follow))+len(c.heard(bot.Scan)) != 1 {
		t.Error("a reload arrived as a contact")
	}
	tab.Do(chromedp.Click(".menu form:nth-child(1) .entry"))
	tab.Sees("您说的是：报修")
}

func TestAMessageThatFailedIsSentAgain(t *testing.T) {
	tab := browser.Open(t, 390, 800)
	tw := newTown(t, nil)
	var mu sync.Mutex
	fails, ids := 5, map[string]int{} // the page tries four times by itself
	tw.open(t, func(_ context.Context, in bot.In) (bot.Answer, error) {
		mu.Lock()
		defer mu.Unlock()
		if in.Kind != bot.Text {
			return bot.Answer{}, nil
		}
		ids[in.ID+in.At.String()]++
		if fails--; fails >= 0 {
			return bot.Answer{}, context.DeadlineExceeded
		}
		return bot.Answer{}, nil
	})
	tab.Do(chromedp.Navigate(tw.url + "/chat"))
	tab.Do(chromedp.Evaluate[chromedp.Void]("window.setTimeout = (f => (g, ms) => f(g, ms / 50))(window.setTimeout)"))
	tab.Do(chromedp.SendKeys("#words", "一定要收到\r"))
	tab.Until("document.querySelector('.again')")
	tab.Shoot("chat-failed")
	tab.Do(chromedp.Reload())
	tab.Until("document.querySelector('.again')")
	tab.Do(chromedp.Click(".again"))
	tab.Until("!document.querySelector('.again, .state')")
	mu.Lock()
	defer mu.Unlock()
	if len(ids) != 1 || strings.Contains(browser.Eval[string](tab, "document.body.innerText"), "没有发出去，点这里") {
		t.Errorf("one message arrived as %v", ids)
	}
}

// TestTheBrowserForgetsToo: a page that is open shows no more what is kept no more, and
// after the last word of a chat begins anew.
func TestTheBrowserForgetsToo(t *testing.T) {
	tab := browser.Open(t, 390, 800)
	b := newBooth(t)
	tab.Do(chromedp.Navigate(b.url + "/chat"))
	tab.Do(chromedp.SendKeys("#words", "改票\r"))
	tab.Sees("请发回执码。")
	tab.Do(chromedp.Reload()) // now it is known to have been shown
	tab.Sees("请发回执码。")
	b.reopens(31 * time.Minute)
	tab.Until("document.querySelectorAll('.row.blank').length === 2 && document.querySelectorAll('.row').length === 2")
	tab.Until("!document.body.innerText.includes('回执码')")
	tab.Shoot("chat-blank")
	tab.Do(chromedp.SendKeys("#words", "删除我的资料\r"))
	tab.Until("document.querySelectorAll('.row').length === 1")
	tab.Sees("都删掉了。")
	tab.Do(chromedp.Evaluate[chromedp.Void]("document.getElementById('words').blur()"))
	tab.Do(chromedp.Click(".menu form:nth-child(1) .entry"))
	tab.Until("document.querySelectorAll('.row').length === 0 && [].some.call(document.querySelectorAll('.note'), n => n.textContent.includes('都删掉了'))")
	tab.Do(chromedp.SendKeys("#words", "你好\r"))
	tab.Sees("知道了：你好")
}
