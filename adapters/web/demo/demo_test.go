package demo_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yishi/adapters/internal/browser"
	"yishi/adapters/phone"
	"yishi/adapters/web/demo"
	"yishi/bot"
)

const attack = `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`

// street is a page with toys on it.
type street struct {
	clock *clock
	url   string
	toys  map[string]*toy
}

func wechatBot(t *toy, said string) {
	switch said {
	case "scan b_3":
		t.show(phone.Bubble{Text: "欢迎来到和苑社区!我是「议事」，帮您报修、投票、看通知。\n\n先说一件事：我们只记您的住处和您说的事，不收身份证号。\n\n1 同意\n2 再看看\n\n回复数字即可。",
			Links: []phone.Link{{Label: "同意"}, {Label: "再看看"}}})
	case "楼下的灯又坏了":
		t.show(phone.Bubble{Text: "听起来是公共照明的问题。\n在哪里？\n\n1 和苑3栋（您的住处）\n2 别的地方\n\n回复数字即可。", Links: []phone.Link{{Label: "和苑3栋（您的住处）"}, {Label: "别的地方"}}})
	case "1":
		t.show(phone.Bubble{Text: "请您看看对不对：\n\n事情：楼下的灯又坏了\n地方：和苑3栋\n照片：1 张\n\n1 提交\n2 改一处\n3 不报了", Links: []phone.Link{{Label: "提交"}, {Label: "改一处"}, {Label: "不报了"}}})
	case "[提交]":
		t.show(phone.Bubble{Text: "已收到，编号 24-017。\n12月3日(周四)前答复您。\n看进展", Links: []phone.Link{{Label: "看进展", URL: "https://yishi.example.org/i/24-017"}}})
		t.show(phone.Bubble{Form: true, Text: "诉求处理进展\n编号　24-017\n进展　物业已接单，预计今天下午来修\n时间　12月1日 10:20"})
	}
}

func telegramBot(t *toy, said string) {
	switch {
	case said == "/vote":
		t.show(phone.Bubble{Text: "下学期老年大学开什么课？\n最多选 2 门，12月5日 18:00 截止。\n\n已有 128 户投票", Rows: [][]string{{"太极拳", "国画"}, {"智能手机入门与防诈骗"}, {"选好了"}}})
	case strings.HasPrefix(said, "["):
		t.edit("下学期老年大学开什么课？\n最多选 2 门，12月5日 18:00 截止。\n\n已有 129 户投票，您选了：" + strings.Trim(said, "[]"))
		t.show(phone.Bubble{Notice: "记下了，截止前可以改。"})
	default:
		t.show(phone.Bubble{Text: "您说的是：" + said})
	}
}

func webBot(t *toy, said string) {
	t.show(phone.Bubble{Text: "义诊在 12月6日(周日) 上午 9 点，居委会一楼。要不要报名？", Rows: [][]string{{"报名", "不去"}, {"有什么科？"}}, Links: []phone.Link{{Label: "看活动详情", URL: "https://yishi.example.org/a/3"}}})
}

func newStreet(t *testing.T) *street {
	s := &street{clock: &clock{now: time.Date(2026, 12, 1, 9, 41, 0, 0, bot.Zone)}, toys: map[string]*toy{}}
	put := func(name string, answer func(*toy, string)) *toy {
		s.toys[name] = newToy(s.clock, answer)
		return s.toys[name]
	}
	group := put("3栋邻居群", nil)
	menu := []demo.Entry{
		{Label: "办事", Sub: []demo.Entry{{Label: "我要报修"}, {Label: "我的诉求"}, {Label: "找工作人员"}}},
		{Label: "议事", Sub: []demo.Entry{{Label: "投票"}, {Label: "活动"}}}, {Label: "帮助"},
	}
	page := httptest.NewServer(demo.New(demo.Config{
		Bot: "和苑议事",
		Phones: []demo.Phone{
			{Name: "王桂花", Title: "王桂花 72岁 和苑3栋", About: "独居，眼睛不太好", Channel: "wechat", Menu: menu, Phone: put("王桂花", wechatBot)},
			{Name: "李建国", Title: "李建国 35岁 和苑3栋", About: "程序员，业委会候选人", Channel: "telegram", Menu: []demo.Entry{{Label: "/report 报修", Text: "/report"}, {Label: "/vote 投票", Text: "/vote"}}, Phone: put("李建国", telegramBot)},
			{Name: "陈阿姨", Title: "陈阿姨 66岁 和苑5栋", About: "用老年机，走网页", Channel: "web", Menu: []demo.Entry{{Label: "报修", Text: "报修"}, {Label: "投票", Text: "投票"}, {Label: "活动", Text: "活动"}}, Phone: put("陈阿姨", webBot)},
			{Name: "3栋邻居群", Title: "3栋邻居群 李建国的手机", About: "楼栋群", Channel: "telegram", Group: true, Phone: group},
			{Name: "小周", Title: "小周 社区工作人员", About: "能发通知、开投票", Channel: "wechat", Phone: put("小周", wechatBot)},
		},
		Codes: []demo.Code{{Label: "和苑3栋", Code: "b_3"}, {Label: "和苑5栋", Code: "b_5"}},
		Tries: []demo.Try{
			{Name: "王桂花", Text: "楼下的灯又坏了", About: "报一件事，得到编号和答复日期"},
			{Name: "陈阿姨", Text: "几号义诊？", About: "问活动，接着报名"},
			{Name: "小周", Text: "发起投票", About: "给全楼开一个投票"},
		},
		Clock: s.clock,
		Add: func(channel string) (demo.Phone, error) {
			return demo.Phone{Name: "新住户", Title: "新住户 刚搬来", Channel: channel, Phone: put("新住户", webBot)}, nil
		},
	}))
	t.Cleanup(func() { page.CloseClientConnections(); page.Close() }) // the stream of events has no end
	s.url = page.URL
	group.show(phone.Bubble{From: "张伟", Text: "电梯又停了，有人知道吗？"})
	group.show(phone.Bubble{From: "和苑议事", Text: "3栋加装电梯方案投票\n12月5日 18:00 截止\n\n已有 21 / 48 户投票", Rows: [][]string{{"同意", "不同意"}, {"看方案"}}})
	return s
}

func TestTheDemoInABrowser(t *testing.T) {
	tab := browser.Open(t, 1600, 1000)
	s := newStreet(t)
	tab.Do(chromedp.Navigate(s.url))
	tab.Until("document.querySelectorAll('.stand').length === 5")
	tab.Sees("09:41")
	tab.Sees("电梯又停了")

	const first, second = ".stand:nth-child(1) ", ".stand:nth-child(2) "
	tab.Do(chromedp.Click(first+"[data-do=scan]"), chromedp.Click(first+"[data-code=b_3]"))
	tab.Sees("欢迎来到和苑社区")
	tab.Do(chromedp.Click(".tries li:nth-child(1) button"))
	tab.Until("document.activeElement.value === '楼下的灯又坏了'")
	tab.Do(chromedp.Click(first + ".send"))
	tab.Sees("听起来是公共照明的问题")
	tab.Do(chromedp.Click(first + "[data-do=photo]"))
	tab.Until("document.querySelector('.stand:nth-child(1) .mine img') && document.querySelector('.stand:nth-child(1) .mine img').naturalWidth === 480")
	tab.Do(chromedp.SetValue(first+"textarea", "1"), chromedp.SendKeys(first+"textarea", "\r"))
	tab.Sees("请您看看对不对")
	tab.Until("[...document.querySelectorAll('.stand:nth-child(1) .link')].some(l => l.textContent === '提交')")
	tab.Do(chromedp.Evaluate[chromedp.Void]("[...document.querySelectorAll('.stand:nth-child(1) .link')].find(l => l.textContent === '提交').click()"))
	tab.Sees("已收到，编号 24-017")

	tab.Do(chromedp.Click(second+".menu"), chromedp.Click(second+".list button:nth-child(2)"))
	tab.Sees("下学期老年大学开什么课？")
	tab.Do(chromedp.Click(second + ".rows button"))
	tab.Sees("您选了：太极拳")
	tab.Until("document.querySelector('.stand:nth-child(2) .toast').textContent === '记下了，截止前可以改。'")
	tab.Do(chromedp.SetValue(second+"textarea", attack), chromedp.Click(second+".send"))
	tab.Sees("您说的是：" + attack)
	tab.Do(chromedp.Click(".stand:nth-child(3) .tabs button:nth-child(3)"))
	tab.Sees("义诊在 12月6日")
	tab.Shoot("demo")

	tab.Do(chromedp.Click("[data-by='1h']"))
	tab.Sees("10:41")
	tab.Do(chromedp.Click("[data-by=evening]"))
	tab.Sees("19:00")
	if got := s.clock.Now(); !got.Equal(time.Date(2026, 12, 2, 19, 0, 0, 0, bot.Zone)) {
		t.Errorf("the evening of tomorrow is %v", got)
	}

	tab.Do(chromedp.Click(first + "[data-do=power]"))
	tab.Until("!document.querySelector('.stand:nth-child(1) .dark').hidden")
	s.toys["王桂花"].show(phone.Bubble{Text: "电梯明天检修。"})
	tab.Do(chromedp.Click(first + ".wake"))
	tab.Sees("电梯明天检修。")

	tab.Do(chromedp.Click("#adder"), chromedp.Click("[data-add=web]"))
	tab.Until("document.querySelectorAll('.stand').length === 6 && document.querySelectorAll('.people li').length === 6")
	if title := browser.Eval[string](tab, "document.title"); title != "议事 · 演示" {
		t.Errorf("an attack has worked: %s", title)
	}
	tab.Do(chromedp.EmulateViewport(1920, 1080))
	tab.Shoot("demo-1920")
	tab.Do(chromedp.EmulateViewport(1280, 800))
	tab.Shoot("demo-1280")
	tab.Do(chromedp.EmulateViewport(820, 1180))
	tab.Shoot("demo-tablet")
	tab.Do(chromedp.EmulateViewport(390, 844))
	tab.Shoot("demo-phone")
}

func TestEveryActReachesThePhone(t *testing.T) {
	s := newStreet(t)
	toy := s.toys["王桂花"]
	for do, what := range map[string]string{
		`"type","text":"你好"`: "你好", `"press","text":"提交"`: "[提交]", `"photo"`: "photo", `"voice"`: "voice",
		`"pin"`: "pin 30.5728 114.2793", `"sticker"`: "sticker", `"scan","text":"b_5"`: "scan b_5",
	} {
		if status, body := s.post(t, "/demo/act", `{"phone":1,"do":`+do+`}`); status != http.StatusOK || !toy.did(what) {
			t.Errorf("%s: %d %s", do, status, body)
		}
	}
	s.post(t, "/demo/act", `{"phone":1,"do":"off"}`)
	if _, body := s.post(t, "/demo/act", `{"phone":1,"do":"type","text":"听得到吗"}`); toy.did("听得到吗") || !strings.Contains(body, "先开机") {
		t.Errorf("a phone that is off says %s", body)
	}
	s.post(t, "/demo/act", `{"phone":1,"do":"on"}`)
	s.post(t, "/demo/act", `{"phone":1,"do":"leave"}`)
	if status, body := s.post(t, "/demo/act", `{"phone":1,"do":"type","text":"还在"}`); status == http.StatusOK || !strings.Contains(body, "扫码") {
		t.Errorf("who has left hears %d %s", status, body)
	}
}

func TestWhatTheDemoRefuses(t *testing.T) {
	s := newStreet(t)
	before := s.clock.Now()
	for path, body := range map[string]string{
		"/demo/act":   `{"phone":99,"do":"type","text":"x"}`,
		"/demo/clock": `{"by":"-5h"}`,
		"/demo/add":   `not JSON`,
	} {
		if status, _ := s.post(t, path, body); status != http.StatusUnprocessableEntity {
			t.Errorf("%s takes %s", path, body)
		}
	}
	if !s.clock.Now().Equal(before) {
		t.Error("the clock went back")
	}
	req, _ := http.NewRequest(http.MethodPost, s.url+"/demo/clock", strings.NewReader(`{"by":"1h"}`))
	req.Header.Set("Origin", "https://evil.example.com")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("another site moves the clock: %s", resp.Status)
	}
}

func (s *street) post(t *testing.T, path, body string) (status int, answer string) {
	t.Helper()
	resp, err := http.Post(s.url+path, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(data)
}

// What is not there is said in Chinese on this page, too, and no folder can be looked
// through.
func TestWhereThereIsNoPage(t *testing.T) {
	h := demo.New(demo.Config{})
	for request, want := range map[string]int{
		"GET /demo/assets/": 404, "GET /demo/": 404, "GET /nowhere": 404, "GET /demo/photo/1/1": 404, "GET /demo/act": 405,
	} {
		method, path, _ := strings.Cut(request, " ")
		r := httptest.NewRequest(method, path, nil)
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want || !strings.Contains(w.Body.String(), `<h1>这一页打不开</h1>`) {
			t.Errorf("%s: %d %s", request, w.Code, w.Body)
		}
	}
}
