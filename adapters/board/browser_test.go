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
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/lists"
	"yishi/store"
)

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
		tab.Fits("cover")
		tab.Do(chromedp.Click("form button"))
		tab.Sees("2027年第一次业主投票")
		tab.Fits(name)
	}
	w.passes(7*day + poll.Grace)
	for name, id := range map[string]string{"course": course.ID, "estate": estate.ID} {
		tab.Do(chromedp.Navigate(site.URL + "/result/" + w.poll(id).Page))
		tab.Until(`document.querySelector('img').complete && document.querySelector('img').naturalWidth === 1080`)
		tab.Fits(name)
	}
	tab.Do(chromedp.Navigate(site.URL+"/result/"+w.poll(course.ID).Page), chromedp.SendKeys("#receipt", receipts[0][:4]+" "+receipts[0][4:]), chromedp.Click("form button"))
	tab.Sees("找到了，这张票算进去了")
	tab.Until(`document.querySelector('#found').getBoundingClientRect().bottom <= innerHeight`)
	tab.Fits("found")
	tab.Do(chromedp.Navigate(site.URL + "/result/NONSENSE"))
	tab.Fits("nothing")
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
	tab.Fits("checked")

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
