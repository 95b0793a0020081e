package doors

import (
	"context"
	"errors"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yishi/adapters/internal/browser"
	"yishi/adapters/poster"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/flows/placard"
	"yishi/store"
)

// door is a channel of which nothing is wanted but links.
type door struct {
	bot.Adapter
	name, at string
	fails    error
	after    string // the first code that fails; "": all
}

func (d door) Channel() string { return d.name }

func (d door) Link(_ context.Context, code string) (string, error) {
	if d.fails != nil && (d.after == "" || d.after == code) {
		return "", d.fails
	}
	return d.at + code, nil
}

// mute is a channel that makes no links at all.
type mute struct{ bot.Adapter }

// world is the pages over a store that has the sample street.
type world struct {
	*testing.T
	store store.Store
	now   time.Time
	pages http.Handler
}

func newWorld(t *testing.T, channels ...bot.Adapter) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	w.store = sampletest.Open(t, func() time.Time { return w.now })
	w.pages = Pages(w.store, channels)
	return w
}

func (w *world) update(fn func(store.Tx) error) {
	w.Helper()
	if err := w.store.Update(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

func person(tx store.Reader, h sample.Hero) directory.Person {
	p, _ := directory.GetPerson(tx, h.ID)
	return p
}

func (w *world) get(method, path string) *httptest.ResponseRecorder {
	a := httptest.NewRecorder()
	w.pages.ServeHTTP(a, httptest.NewRequest(method, path, nil))
	return a
}

func has(t *testing.T, a *httptest.ResponseRecorder, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(html.UnescapeString(a.Body.String()), want) {
			t.Errorf("%d, %s is missing", a.Code, want)
		}
	}
}

// doors is the path that somebody was given.
func (w *world) doors(h sample.Hero, place string) (path string) {
	w.Helper()
	w.update(func(tx store.Tx) error { placard.Give(tx, "CODE", place, h.ID); return nil })
	return placard.Path + "CODE"
}

// svg is the drawing of a link, as it has to stand on the page.
func svg(t *testing.T, link string) string {
	t.Helper()
	drawn, err := poster.PlacardCode{Link: link}.SVG()
	if err != nil {
		t.Fatal(err)
	}
	return string(drawn)
}

func TestPlacardsCarryTheLinksOfTheChannels(t *testing.T) {
	w := newWorld(t, mute{}, door{name: "wechat/main", at: "http://weixin.qq.com/q/"}, door{name: "telegram/main", fails: errors.New("down")}, door{name: "web", at: "https://yishi.example.org/j/"})
	w.update(func(tx store.Tx) error {
		contact.Set(tx, contact.Contact{Place: sample.GuihuaCommunity, Role: directory.Staff, Phone: "0571-88886666"})
		return nil
	})
	path := w.doors(sample.LiuChunfeng, sample.GuihuaYuan3)
	if a := w.get("GET", path); a.Code != 200 || strings.Contains(a.Body.String(), "svg") || !strings.Contains(a.Body.String(), "打开") {
		t.Errorf("the cover: %d %s", a.Code, a.Body)
	}
	a := w.get("POST", path)
	has(t, a, "<h1>桂花苑3栋</h1>", "用微信扫一扫，家里灯坏了、想投票、想报名，都在这里说。", "社区电话：0571-88886666", sample.CodeGuihuaYuan3,
		"电报（main）的二维码没有做成：现在连不上", svg(t, "http://weixin.qq.com/q/"+sample.CodeGuihuaYuan3), svg(t, "https://yishi.example.org/j/"+sample.CodeGuihuaYuan3))
	if page := a.Body.String(); strings.Count(page, "<svg") != 2 || strings.Contains(page, "和苑") || a.Header().Get("Cache-Control") != "no-store" {
		t.Error(page)
	}
	w.update(func(tx store.Tx) error {
		directory.TakeRole(tx, person(tx, sample.LiuChunfeng), person(tx, sample.LiuChunfeng).Roles[0])
		return nil
	})
	if a := w.get("POST", path); a.Code != http.StatusForbidden || !strings.Contains(a.Body.String(), "不归您管") {
		t.Errorf("a leader no more: %d %s", a.Code, a.Body)
	}
	path = w.doors(sample.XiaoZhou, sample.GuihuaYuan)
	w.now = w.now.Add(25 * time.Hour)
	if a := w.get("POST", path); a.Code != http.StatusForbidden || !strings.Contains(a.Body.String(), "打印二维码") {
		t.Errorf("a day later: %d %s", a.Code, a.Body)
	}
}

// What could not be made is named, with how many; the rest stands; where there is
// nothing at all there are no pages.
func TestWhatAPlacardLacks(t *testing.T) {
	doors := []placard.Door{{Name: "1栋", Code: "AAAAAA"}, {Name: "2栋", Code: "BBBBBB"}}
	web := door{name: "web", at: "http://127.0.0.1:8080/j/"}
	for _, c := range []struct {
		channel door
		want    string
	}{
		{door{name: "wechat/街道", fails: bot.Refuse("只有服务号才有。")}, "微信（街道）的二维码没有做成：只有服务号才有。"},
		{door{name: "wechat/main", at: "http://weixin.qq.com/q/", fails: errors.New("45009"), after: "BBBBBB"}, "微信（main）的二维码"},
	} {
		var page strings.Builder
		lacks, err := Placards(t.Context(), &page, doors, []bot.Adapter{c.channel, web})
		all := strings.Join(lacks, "")
		if err != nil || !strings.Contains(all, c.want) || !strings.Contains(all, "public_url") || !strings.Contains(page.String(), "只有本机打得开") || strings.Count(page.String(), "<figcaption>网页") != 2 {
			t.Errorf("%v %v %s", lacks, err, page.String())
		}
		page.Reset()
		if _, err := Placards(t.Context(), &page, doors[1:], []bot.Adapter{c.channel}); err == nil || page.Len() > 0 || !strings.Contains(err.Error(), "一个二维码也没有做成") {
			t.Errorf("%v %s", err, page.String())
		}
	}
	var page strings.Builder
	if _, err := Placards(t.Context(), &page, doors, []bot.Adapter{door{name: "telegram/main", at: "https://t.me/yishi_bot?start="}}); err != nil || !strings.Contains(page.String(), "用手机扫一扫") {
		t.Errorf("%v %s", err, page.String())
	}
}

// What hangs at doors, as it is seen before it is printed: a building fits a sheet of A4,
// whatever channels there are.
func TestPlacardsInABrowser(t *testing.T) {
	tab := browser.Open(t, 794, 1123)
	w := newWorld(t, door{name: "wechat/main", at: "http://weixin.qq.com/q/02wPFKBmPJfu21QQPIxy"}, door{name: "telegram/main", at: "https://t.me/yishi_bot?start="},
		door{name: "web", at: "https://yishi.example.org/j/"})
	w.update(func(tx store.Tx) error {
		contact.Set(tx, contact.Contact{Place: sample.GuihuaCommunity, Role: directory.Staff, Phone: "0571-88886666", Hours: "工作日8:30—17:30"})
		return nil
	})
	site := httptest.NewServer(w.pages)
	defer site.Close()
	tab.Do(chromedp.Navigate(site.URL + w.doors(sample.XiaoZhou, sample.GuihuaYuan)))
	tab.Fits("codes-cover")
	tab.Do(chromedp.Click("form button"))
	tab.Sees("桂花苑3栋")
	tab.Shoot("codes")
	if most := browser.Eval[float64](tab, `Math.max(...[...document.querySelectorAll('.door')].map(d => d.offsetHeight)) / 96 * 25.4`); most > 277 {
		t.Errorf("a building takes %.0f mm of a sheet", most)
	}
	if least := browser.Eval[float64](tab, `Math.min(...[...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().width)) / 96 * 25.4`); least < 60 {
		t.Errorf("a code is %v mm wide", least)
	}
	tab.Do(chromedp.EmulateViewport(360, 640))
	tab.Fits("codes-phone")
}
