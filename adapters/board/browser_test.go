package board

import (
	"bytes"
	"encoding/base64"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"yishi/adapters/internal/browser"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/lists"
	"yishi/store"
)

// fits holds a page to what old eyes on a small phone need: nothing is wider than
// the screen or narrower than a few letters, no letter smaller than those of a chat,
// no button too small for a thumb.
func fits(t *testing.T, tab *browser.Tab, name string) {
	t.Helper()
	for what, wrong := range map[string]string{
		"wider than the screen": `document.documentElement.scrollWidth > innerWidth && String(document.documentElement.scrollWidth)`,
		"too small to read":     `[...document.querySelectorAll('body *')].filter(e => e.innerText && parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.innerText).join()`,
		"too narrow to read":    `[...document.querySelectorAll('td, p')].filter(e => e.innerText.length > 3 && e.getBoundingClientRect().width < 50).map(e => e.innerText).join()`,
		"too small to press":    `[...document.querySelectorAll('a, button, input')].filter(e => e.offsetHeight < 44).map(e => e.innerText).join()`,
	} {
		if found := browser.Eval[any](tab, wrong); found != "" && found != false {
			t.Errorf("%s, %s: %v", name, what, found)
		}
	}
	tab.Shoot(name)
}

// The pages on a phone, as people see them: the style is let in, the picture shows,
// and the form finds a ballot.
func TestPagesOnAPhone(t *testing.T) {
	tab := browser.Open(t, 360, 640)
	w := newWorld(t)
	course, receipts := w.course()
	w.passes(day + poll.Grace)
	estate := w.estate()
	tickets := map[string]string{}
	w.update(func(tx store.Tx) error {
		for _, what := range []lists.Print{lists.PrintPapers, lists.PrintNotVoted} {
			tickets[string(what)] = lists.NewTicket(tx, poll.RandomCodes, estate, what, sample.GuihuaYuan, person(tx, sample.XiaoZhou)).Code
		}
		return nil
	})
	site := httptest.NewServer(w.board)
	defer site.Close()
	for name, code := range tickets {
		tab.Do(chromedp.Navigate(site.URL + "/print/" + code))
		fits(t, tab, "cover")
		tab.Do(chromedp.Click("form button"))
		tab.Sees("2027年第一次业主投票")
		fits(t, tab, name)
	}
	w.passes(7*day + poll.Grace)
	for name, id := range map[string]string{"course": course.ID, "estate": estate.ID} {
		tab.Do(chromedp.Navigate(site.URL + "/result/" + w.poll(id).Page))
		tab.Until(`document.querySelector('img').complete && document.querySelector('img').naturalWidth === 1080`)
		fits(t, tab, name)
	}
	tab.Do(chromedp.Navigate(site.URL+"/result/"+w.poll(course.ID).Page), chromedp.SendKeys("#receipt", receipts[0][:4]+" "+receipts[0][4:]), chromedp.Click("form button"))
	tab.Sees("找到了，这张票算进去了")
	tab.Until(`document.querySelector('#found').getBoundingClientRect().bottom <= innerHeight`)
	fits(t, tab, "found")
	tab.Do(chromedp.Navigate(site.URL + "/result/NONSENSE"))
	fits(t, tab, "nothing")
}

// What hangs at doors, as it is seen before it is printed: a building fits a sheet of A4,
// whatever channels there are.
func TestPlacardsInABrowser(t *testing.T) {
	tab := browser.Open(t, 794, 1123)
	w := newWorld(t)
	w.update(func(tx store.Tx) error {
		contact.Set(tx, contact.Contact{Place: sample.GuihuaCommunity, Role: directory.Staff, Phone: "0571-88886666", Hours: "工作日8:30—17:30"})
		return nil
	})
	w.board = New(Config{Store: w.store, Channels: []bot.Adapter{
		door{name: "wechat/main", at: "http://weixin.qq.com/q/02wPFKBmPJfu21QQPIxy"}, door{name: "telegram/main", at: "https://t.me/yishi_bot?start="},
		door{name: "web", at: "https://yishi.example.org/j/"},
	}})
	site := httptest.NewServer(w.board)
	defer site.Close()
	tab.Do(chromedp.Navigate(site.URL + w.doors(sample.XiaoZhou, sample.GuihuaYuan)))
	fits(t, tab, "codes-cover")
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
	fits(t, tab, "codes-phone")
}

// The list of ballots is checked on the page, by a script that the policy lets in; and
// what is changed in a list, the last line included, is found. (Every byte is changed in
// the test of package proof: here it is every fifth.)
func TestAListIsCheckedOnThePage(t *testing.T) {
	tab := browser.Open(t, 360, 640)
	w := newWorld(t)
	p, _ := w.worded()
	w.passes(day + poll.Grace)
	p = w.poll(p.ID)
	site := httptest.NewServer(w.board)
	defer site.Close()
	tab.Do(chromedp.Navigate(site.URL+"/result/"+p.Page), chromedp.Click("#checknow"))
	tab.Sees("这份名单是对的")
	tab.Sees("名单指纹和公布的一样")
	tab.Sees("重新数了一遍，结果一样")
	fits(t, tab, "checked")

	whole := w.get("GET", "/result/"+p.Page+"/ballots.jsonl").Body.Bytes()
	saved := filepath.Join(t.TempDir(), "ballots.jsonl")
	for i, words := range []string{"这份名单不对", "这份名单是对的"} {
		text := bytes.Clone(whole)
		if i == 0 {
			text[len(text)/2] ^= 1
		}
		if err := os.WriteFile(saved, text, 0o600); err != nil {
			t.Fatal(err)
		}
		tab.Do(chromedp.SetUploadFiles("#saved", []string{saved}))
		tab.Sees(words)
	}
	missed := browser.Eval[float64](tab, `(() => {
		const known = {root: document.getElementById('selfcheck').dataset.root, key: document.getElementById('selfcheck').dataset.key};
		const whole = Uint8Array.from(atob("`+base64.StdEncoding.EncodeToString(whole)+`"), c => c.charCodeAt(0));
		let missed = checkBallots(whole, known).wrong.length ? 1e6 : 0;
		for (let i = 0; i < whole.length; i += 5) { const c = whole.slice(); c[i] ^= 1; if (!checkBallots(c, known).wrong.length) missed++; }
		return missed;
	})()`)
	if missed != 0 {
		t.Errorf("%v changed bytes were not found", missed)
	}
}
