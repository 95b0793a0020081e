package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/adapters/web"
	"yishi/bot"
)

// reader is a browser without a script.
type reader struct {
	t    *testing.T
	base string
	http *http.Client
}

func newReader(t *testing.T, tw *town) *reader {
	jar, _ := cookiejar.New(nil)
	return &reader{t, tw.url, &http.Client{Jar: jar}}
}

// answer is what came back: the page after redirects.
type answer struct {
	*http.Response
	page string
}

func (r *reader) do(req *http.Request, err error) answer {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	resp, err := r.http.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer{resp, string(data)}
}

func (r *reader) get(path string) answer {
	return r.do(http.NewRequest(http.MethodGet, r.base+path, nil))
}

func (r *reader) post(f url.Values, headers ...string) answer {
	req, err := http.NewRequest(http.MethodPost, r.base+"/chat/send", strings.NewReader(f.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return r.do(req, err)
}

func (r *reader) upload(kind string, data []byte) answer {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("id", fmt.Sprintf("upload-%d", len(data)))
	_ = w.WriteField("kind", kind)
	part, _ := w.CreateFormFile("file", "a")
	_, _ = part.Write(data)
	w.Close()
	req, err := http.NewRequest(http.MethodPost, r.base+"/chat/send", &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Accept", "application/json")
	return r.do(req, err)
}

var hidden = regexp.MustCompile(`name="(\w+)" value="([^"]*)"`)

// form is the hidden fields of the form that holds the words.
func (a answer) form(t *testing.T, words string) url.Values {
	t.Helper()
	for _, form := range strings.SplitAfter(a.page, "</form>") {
		if _, form, ok := strings.Cut(form, "<form"); ok && strings.Contains(form, words) {
			f := url.Values{}
			for _, m := range hidden.FindAllStringSubmatch(form, -1) {
				f.Set(m[1], m[2])
			}
			return f
		}
	}
	t.Fatalf("no form with %q in\n%s", words, a.page)
	return nil
}

func TestThePageWithoutAScript(t *testing.T) {
	c := newClerk(t)
	r := newReader(t, c.tw)
	page := r.post(r.get("/j/b_7").form(t, "进入我的楼栋"))
	if in := c.heard(bot.Follow); len(in) != 1 || in[0].Text != "b_7" || !strings.Contains(page.page, "您好，我是和苑社区") {
		t.Fatalf("pressing the start arrived as %+v and shows\n%s", in, page.page)
	}
	say := page.form(t, "<textarea")
	say.Set("text", attack)
	page = r.post(say)
	escaped := "您说的是：&lt;img src=x"
	if page.StatusCode != http.StatusOK || !strings.Contains(page.page, escaped) || strings.Contains(page.page, "<img src=x") {
		t.Fatalf("words are shown as\n%s", page.page)
	}
	if strings.Contains(page.page, "javascript:") {
		t.Error("a link runs a script")
	}
	if r.post(say); len(c.heard(bot.Text)) != 2 || c.heard(bot.Text)[0].ID != c.heard(bot.Text)[1].ID {
		t.Errorf("a form sent twice arrived as %+v", c.heard(bot.Text))
	}
	page = r.post(page.form(t, "漏水"))
	if in := c.heard(bot.Press); len(in) != 1 || in[0].Text != "leak" || !strings.Contains(page.page, "记下了") {
		t.Errorf("the press arrived as %+v and shows\n%s", in, page.page)
	}
	r.post(page.form(t, "我要报修"))
	if in := c.heard(bot.Text); in[len(in)-1].Text != "报修" {
		t.Errorf("the menu sends %q", in[len(in)-1].Text)
	}
	big := r.do(http.NewRequest(http.MethodPost, r.base+"/chat/look", nil))
	if !strings.Contains(big.page, `data-weui-mode="care"`) {
		t.Error("large type is not remembered")
	}
	page = r.post(page.form(t, "退出并清空"))
	if len(c.heard(bot.Leave)) != 1 || strings.Contains(page.page, "您说的是") {
		t.Error("who left still sees the chat")
	}
}

func TestAPostIsTheSameMessageWhenItComesAgain(t *testing.T) {
	var mu sync.Mutex
	var ins []bot.In
	fail := true
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	tw := newTown(t, func(c *web.Config) { c.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now } })
	tw.open(t, func(_ context.Context, in bot.In) (bot.Answer, error) {
		mu.Lock()
		defer mu.Unlock()
		ins = append(ins, in)
		if fail {
			return bot.Answer{}, io.ErrUnexpectedEOF
		}
		return bot.Answer{}, nil
	})
	r := newReader(t, tw)
	r.get("/chat")
	f := url.Values{"id": {"0123456789"}, "kind": {"text"}, "text": {"灯坏了"}, "age": {"1500"}}
	first := r.post(f, "Accept", "application/json")
	mu.Lock()
	fail, now = false, now.Add(time.Hour)
	mu.Unlock()
	if page := r.get("/chat").page; !strings.Contains(page, "没有发出去") {
		t.Error("a message that was not taken looks as if it had been")
	}
	f.Set("age", "999999999")
	again := r.post(f, "Accept", "application/json")
	if first.StatusCode != http.StatusServiceUnavailable || again.StatusCode != http.StatusOK {
		t.Errorf("answered %d, then %d: %s", first.StatusCode, again.StatusCode, again.page)
	}
	want := time.Date(2026, 12, 1, 8, 59, 58, 5e8, bot.Zone)
	if len(ins) != 2 || ins[0].ID != ins[1].ID || !ins[0].At.Equal(want) || !ins[1].At.Equal(want) {
		t.Errorf("arrived as %+v", ins)
	}
	if page := r.get("/chat").page; strings.Count(page, "灯坏了") != 1 || strings.Contains(page, "没有发出去") {
		t.Errorf("the page shows\n%s", page)
	}
	other := newReader(t, tw)
	other.get("/chat")
	other.post(f, "Accept", "application/json")
	if len(ins) != 3 || ins[2].ID == ins[0].ID || ins[2].Chat == ins[0].Chat {
		t.Error("another person's message was taken for the first one's")
	}
	if age := now.Sub(ins[2].At); age != 2*time.Minute {
		t.Errorf("a page dates its message %v back", age)
	}
}

func TestWhatIsRefused(t *testing.T) {
	c := newClerk(t)
	r := newReader(t, c.tw)
	text := url.Values{"id": {"0123456789"}, "kind": {"text"}, "text": {"你好"}}
	if a := r.post(text, "Accept", "application/json"); a.StatusCode != http.StatusForbidden {
		t.Errorf("without a session: %s", a.Status)
	}
	r.get("/chat")
	for name, a := range map[string]answer{
		"from another site":      r.post(text, "Origin", "https://evil.example.com"),
		"by its fetch metadata":  r.post(text, "Sec-Fetch-Site", "cross-site"),
		"with a forged cookie":   r.post(text, "Cookie", "yishi_chat=abc.9999999999~forged"),
		"without an id":          r.post(url.Values{"kind": {"text"}, "text": {"你好"}}),
		"without words":          r.post(url.Values{"id": {"0123456789"}, "kind": {"text"}, "text": {" \n"}}),
		"of no kind":             r.post(url.Values{"id": {"0123456789"}, "kind": {"hack"}}),
		"a button not offered":   r.post(url.Values{"id": {"0123456789"}, "kind": {"press"}, "bubble": {"1"}, "token": {"x"}}),
		"a place nowhere":        r.post(url.Values{"id": {"0123456789"}, "kind": {"place"}, "lat": {"NaN"}, "lon": {"1"}}),
		"a page as a photo":      r.upload("photo", []byte("<html><script>alert(1)</script>")),
		"a photo as a voice":     r.upload("voice", []byte("\xff\xd8\xff\xe0 photo")),
		"a photo over 10 MB":     r.upload("photo", append([]byte("\xff\xd8\xff\xe0"), make([]byte, 10<<20)...)),
		"a photo well over that": r.upload("photo", make([]byte, 12<<20)),
	} {
		if a.StatusCode < 400 || a.StatusCode > 499 {
			t.Errorf("%s: %s", name, a.Status)
		}
	}
	if n := len(c.heard(bot.Text)) + len(c.heard(bot.Photo)) + len(c.heard(bot.Press)); n != 0 {
		t.Errorf("%d refused messages arrived", n)
	}
	if a := r.get("/j/<script>"); strings.Contains(a.page, "data-code") || !strings.HasSuffix(a.Request.URL.Path, "/chat") {
		t.Error("a strange code was taken")
	}
}

func TestTheFilesOfAChatAreItsOwn(t *testing.T) {
	c := newClerk(t)
	mine, other := newReader(t, c.tw), newReader(t, c.tw)
	photo := []byte("\x89PNG\r\n\x1a\n a picture")
	mine.get("/chat")
	other.get("/chat")
	if a := mine.upload("photo", photo); a.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", a.Status, a.page)
	}
	if a := mine.get("/chat/file/1"); a.page != string(photo) || a.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the photo came back as %s %q", a.Header.Get("Content-Type"), a.page)
	}
	if a := other.get("/chat/file/1"); a.StatusCode != http.StatusNotFound {
		t.Errorf("somebody else's photo: %s", a.Status)
	}
}

func TestWhoSendsTooFastIsToldSo(t *testing.T) {
	c := newClerk(t)
	r := newReader(t, c.tw)
	r.get("/chat")
	slowed := ""
	for i := range 60 {
		a := r.post(url.Values{"id": {fmt.Sprintf("message-%d", i)}, "kind": {"text"}, "text": {"快"}}, "Accept", "application/json")
		if a.StatusCode == http.StatusTooManyRequests {
			slowed = a.page
			break
		}
	}
	if !strings.Contains(slowed, "发得太快了") {
		t.Errorf("told %q", slowed)
	}
}

func TestTheSessionAndThePolicy(t *testing.T) {
	tw := newTown(t, func(c *web.Config) { c.PublicURL = "https://yishi.example.org" })
	a := newReader(t, tw).get("/chat")
	cookie := a.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the session's cookie lacks %s: %s", want, cookie)
		}
	}
	policy := a.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
	if strings.Contains(a.page, "<script>") || strings.Contains(a.page, " style=") || strings.Contains(a.page, "//cdn") {
		t.Error("the page has something inline or from elsewhere")
	}
	if strings.Contains(a.page, "user-scalable") || strings.Contains(a.page, "maximum-scale") {
		t.Error("the page forbids to zoom")
	}
	if link, err := tw.Link(context.Background(), "b_7"); link != "https://yishi.example.org/j/b_7" || err != nil {
		t.Errorf("the link is %q, %v", link, err)
	}
	if _, err := tw.Link(context.Background(), "../x"); err == nil {
		t.Error("a code that is none has a link")
	}
}

// What the page brings along comes compressed, is never asked for again, and cannot be listed.
func TestWhatThePageBringsAlong(t *testing.T) {
	tw := newTown(t, nil)
	r := newReader(t, tw)
	urls := regexp.MustCompile(`/chat/assets/[^"]+`).FindAllString(r.get("/chat").page, -1)
	if len(urls) != 3 {
		t.Fatalf("the page has %v", urls)
	}
	for _, url := range urls {
		a := r.get(url)
		if a.StatusCode != http.StatusOK || !a.Uncompressed || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") || a.Header.Get("Etag") == "" {
			t.Errorf("%s: %s %v", url, a.Status, a.Header)
		}
	}
	for _, url := range []string{"/chat/assets/", "/chat/assets"} {
		if a := r.get(url); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", url, a.Status)
		}
	}
}

func TestTheSessionIsRenewed(t *testing.T) {
	now := time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)
	tw := newTown(t, func(c *web.Config) { c.Now = func() time.Time { return now } })
	r := newReader(t, tw)
	id := func(a answer) string { v, _, _ := strings.Cut(a.Header.Get("Set-Cookie"), "."); return v }
	first := id(r.get("/chat"))
	if again := id(r.get("/chat")); again != "" || first == "" {
		t.Errorf("the cookie %q is set again at once: %q", first, again)
	}
	now = now.Add(48 * time.Hour)
	if later := id(r.get("/chat")); later != first {
		t.Errorf("after two days %q became %q", first, later)
	}
	now = now.Add(500 * 24 * time.Hour)
	if later := id(r.get("/chat")); later == first || later == "" {
		t.Errorf("after more than a year the session is %q", later)
	}
}

func TestOnlyTheLastBubblesAreKept(t *testing.T) {
	c := newClerk(t)
	p := c.tw.phone(t, "甲")
	if err := p.Type("你好"); err != nil {
		t.Fatal(err)
	}
	to := c.heard(bot.Text)[0].Address
	for i := range 210 {
		if _, err := c.tw.Send(context.Background(), to, bot.Out{Text: fmt.Sprintf("第%d条。", i)}); err != nil {
			t.Fatal(err)
		}
	}
	other := c.tw.phone(t, "同一个人的另一个页面")
	other.Share(p)
	if err := other.Open(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); len(other.Screen()) < 200 && time.Now().Before(deadline); {
		<-other.Changed()
	}
	if s := other.Screen(); len(s) != 200 || s[0].Text != "第10条。" || s[199].Text != "第209条。" {
		t.Errorf("%d bubbles, from %q to %q", len(s), s[0].Text, s[len(s)-1].Text)
	}
}

func TestAPageThatComesBackMissesNothing(t *testing.T) {
	c := newClerk(t)
	p := c.tw.phone(t, "甲")
	if err := p.Type("你好"); err != nil {
		t.Fatal(err)
	}
	to := c.heard(bot.Text)[0].Address
	ref, err := c.tw.Send(context.Background(), to, bot.Out{Text: "已有 1 户投票"})
	if err != nil {
		t.Fatal(err)
	}
	wait(t, func() bool { return seen(p.Screen(), "已有 1 户投票") })
	p.Switch(false)
	for _, out := range []bot.Out{{Text: "已有 2 户投票", Edit: ref}, {Text: "明天停水。"}} {
		if _, err := c.tw.Send(context.Background(), to, out); err != nil {
			t.Fatal(err)
		}
	}
	if seen(p.Screen(), "明天停水。") {
		t.Error("a page that is closed shows something new")
	}
	p.Switch(true)
	wait(t, func() bool { return seen(p.Screen(), "明天停水。") && seen(p.Screen(), "已有 2 户投票") })
	if seen(p.Screen(), "已有 1 户投票") {
		t.Error("the replaced words are still there")
	}
}
