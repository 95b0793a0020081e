package wechattest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/adapters/phone"
	"yishi/adapters/wechat/wechattest"
)

const aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

// account is a fake with an account's server behind it, written by hand.
type account struct {
	*wechattest.Fake
	t     *testing.T
	token string
	key   string

	mu    sync.Mutex
	now   time.Time
	heard []string
	reply string // the XML to answer with; "" is success
	code  int    // the status to answer with
}

func start(t *testing.T, kind string) *account { return startWith(t, kind, aesKey) }

func startWith(t *testing.T, kind, key string) *account {
	t.Helper()
	a := &account{t: t, key: key, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), code: 200}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	fake, err := wechattest.New(wechattest.Options{
		AppID: "wx1", Secret: "s", Token: "t", AESKey: key, Account: kind, Callback: server.URL + "/wechat/main", Now: a.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fake.Close() })
	a.Fake = fake
	a.newToken()
	return a
}

func (a *account) newToken() {
	a.token = a.get("/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=s").Token
}

func (a *account) Now() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.now
}

func (a *account) pass(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.now = a.now.Add(d)
}

func (a *account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, name := range []string{"signature", "timestamp", "nonce", "openid", "encrypt_type", "msg_signature"} {
		if r.URL.Query().Get(name) == "" && a.key != "" {
			a.t.Errorf("a push without %s", name)
		}
	}
	a.heard = append(a.heard, string(body))
	w.WriteHeader(a.code)
	_, _ = io.WriteString(w, a.reply)
}

type answer struct {
	Code    int    `json:"errcode"`
	Token   string `json:"access_token"`
	Ends    int    `json:"expires_in"`
	Ticket  string `json:"ticket"`
	URL     string `json:"url"`
	MediaID string `json:"media_id"`
	MsgID   int64  `json:"msgid"`
}

func (a *account) get(path string) answer {
	a.t.Helper()
	resp, err := http.Get(a.URL() + path)
	if err != nil {
		a.t.Fatal(err)
	}
	return a.read(resp)
}

// post makes a call with the account's token.
func (a *account) post(path, body string) answer {
	a.t.Helper()
	resp, err := http.Post(a.URL()+path+"?access_token="+a.token, "application/json", strings.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	return a.read(resp)
}

func (a *account) read(resp *http.Response) (got answer) {
	a.t.Helper()
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil {
		a.t.Fatal(err)
	}
	return got
}

func (a *account) say(p *wechattest.Phone, text string) int {
	a.t.Helper()
	body, _ := json.Marshal(map[string]any{"touser": p.OpenID(), "msgtype": "text", "text": map[string]string{"content": text}})
	return a.post("/cgi-bin/message/custom/send", string(body)).Code
}

func TestWindows(t *testing.T) {
	for what, c := range map[string]struct {
		act   func(p *wechattest.Phone) error
		quota int
		lasts time.Duration
	}{
		"a message":   {func(p *wechattest.Phone) error { return p.Type("你好") }, 5, 48 * time.Hour},
		"a photo":     {func(p *wechattest.Phone) error { return p.Photo([]byte("x")) }, 5, 48 * time.Hour},
		"a follow":    {func(p *wechattest.Phone) error { return p.Follow() }, 3, time.Minute},
		"a scan":      {func(p *wechattest.Phone) error { return p.Scan("b_1") }, 3, time.Minute},
		"a menu tap":  {func(p *wechattest.Phone) error { return p.Press("诉求") }, 3, time.Minute},
		"a menu page": {func(p *wechattest.Phone) error { return p.Press("网页") }, 0, 0},
		"nothing":     {func(*wechattest.Phone) error { return nil }, 0, 0},
	} {
		a := start(t, "service")
		a.post("/cgi-bin/menu/create", `{"button":[{"type":"click","name":"诉求","key":"issue"},{"type":"view","name":"网页","url":"https://example.org"}]}`)
		p := a.Phone("甲")
		if err := c.act(p); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		for i := range c.quota {
			if got := a.say(p, "好"); got != 0 {
				t.Errorf("%s: message %d is refused with %d", what, i+1, got)
			}
		}
		want := 45047
		if c.quota == 0 {
			want = 45015
		}
		if got := a.say(p, "好"); got != want {
			t.Errorf("%s: one too many got %d, want %d", what, got, want)
		}
		_ = c.act(p)
		a.pass(c.lasts)
		a.newToken()
		if got := a.say(p, "好"); c.quota > 0 && got != 45015 {
			t.Errorf("%s: after %s got %d", what, c.lasts, got)
		}
	}
}

// Tapping a link that speaks counts as a menu tap, and opens no long window.
func TestLinksThatSpeak(t *testing.T) {
	a := start(t, "service")
	p := a.Phone("甲")
	_ = p.Type("你好")
	_ = a.say(p, `同意吗？<a href="weixin://bizmsgmenu?msgmenucontent=同意&msgmenuid=1">同意</a>`)
	screen := p.Screen()
	last := screen[len(screen)-1]
	if last.Text != "同意吗？同意" || len(last.Links) != 1 || last.Links[0] != (phone.Link{Label: "同意"}) {
		t.Errorf("the screen shows %+v", last)
	}
	p.CloseWindow()
	if err := p.Press("同意"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 0, 0, 45047} {
		if got := a.say(p, "好"); got != want {
			t.Errorf("message %d got %d, want %d", i+1, got, want)
		}
	}
}

func TestNumberedChoicesArePressedByTyping(t *testing.T) {
	a := start(t, "service")
	p := a.Phone("甲")
	_ = p.Type("你好")
	_ = a.say(p, "选一个\n\n1 太极班\n2 摄影班\n\n回复数字即可。")
	if err := p.Press("摄影班"); err != nil {
		t.Fatal(err)
	}
	if s := p.Screen(); s[len(s)-1].Text != "2" || !s[len(s)-1].Mine {
		t.Errorf("the screen shows %+v", s)
	}
}

func TestCallsAreLimited(t *testing.T) {
	a := start(t, "service")
	p := a.Phone("甲")
	_ = p.Type("你好")
	to := `{"touser":"` + p.OpenID() + `",`
	long, _ := json.Marshal(strings.Repeat("字", 683))
	const custom, form, menu, code = "/cgi-bin/message/custom/send", "/cgi-bin/message/template/send", "/cgi-bin/menu/create", "/cgi-bin/qrcode/create"
	button := func(name, key string) string {
		return fmt.Sprintf(`{"type":"click","name":"%s","key":"%s"}`, name, key)
	}
	four := strings.Join([]string{button("a", "k"), button("b", "k"), button("c", "k"), button("d", "k")}, ",")
	for _, c := range []struct {
		path, body string
		want       int
	}{
		{custom, to + `"msgtype":"text","text":{"content":` + string(long) + `}}`, 45002},
		{custom, to + `"msgtype":"text","text":{"content":""}}`, 44004},
		{custom, `{"touser":"oNobody","msgtype":"text","text":{"content":"x"}}`, 40003},
		{custom, to + `"msgtype":"image","image":{"media_id":"none"}}`, 40007},
		{custom, to + `"msgtype":"news","news":{"articles":[{},{}]}}`, 45008},
		{custom, to + `"msgtype":"dance"}`, 40008},
		{custom, `not JSON`, 47001},
		{form, to + `"data":{}}`, 40037},
		{form, to + `"template_id":"x","data":{"thing1":{"value":"` + strings.Repeat("字", 21) + `"}}}`, 47003},
		{form, to + `"template_id":"x","data":{},"miniprogram":{"appid":""}}`, 40013},
		{menu, `{"button":[]}`, 40016},
		{menu, `{"button":[` + four + `]}`, 40016},
		{menu, `{"button":[` + button("我要反映问题", "k") + `]}`, 40018},
		{menu, `{"button":[` + button("诉求", "") + `]}`, 40019},
		{menu, `{"button":[{"name":"更多","sub_button":[` + four + `,` + four + `]}]}`, 40023},
		{code, `{"action_name":"QR_LIMIT_STR_SCENE","action_info":{"scene":{"scene_str":"` + strings.Repeat("x", 65) + `"}}}`, 40053},
	} {
		if got := a.post(c.path, c.body).Code; got != c.want {
			t.Errorf("%s %.90s got %d, want %d", c.path, c.body, got, c.want)
		}
	}
	if len(a.Delivered()) != 0 {
		t.Errorf("delivered %+v", a.Delivered())
	}
}

func TestKindsOfAccounts(t *testing.T) {
	for kind, want := range map[string][4]int{
		"service": {0, 0, 0, 0}, "subscription": {0, 48001, 48001, 40200}, "unverified": {48001, 48001, 48001, 48001},
	} {
		a := start(t, kind)
		p := a.Phone("甲")
		_ = p.Type("你好")
		to := `{"touser":"` + p.OpenID() + `",`
		got := [4]int{
			a.say(p, "好"),
			a.post("/cgi-bin/message/template/send", to+`"template_id":"x","data":{"thing1":{"value":"好"}}}`).Code,
			a.post("/cgi-bin/qrcode/create", `{"action_name":"QR_LIMIT_STR_SCENE","action_info":{"scene":{"scene_str":"b"}}}`).Code,
			a.post("/cgi-bin/message/custom/send", to+`"msgtype":"msgmenu","msgmenu":{"head_content":"问","list":[{"id":"1","content":"好"}]}}`).Code,
		}
		if got != want {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	a := start(t, "service")
	stable := func(secret string, force bool) answer {
		return a.post("/cgi-bin/stable_token", fmt.Sprintf(`{"grant_type":"client_credential","appid":"wx1","secret":"%s","force_refresh":%v}`, secret, force))
	}
	use := func(token string) int { a.token = token; return a.post("/cgi-bin/menu/create", "{}").Code }
	first := stable("s", false)
	if again := stable("s", false); again.Token != first.Token || first.Ends != 7200 {
		t.Errorf("got %+v, then %+v", first, again)
	}
	if got := stable("wrong", false).Code; got != 40125 {
		t.Errorf("a wrong secret got %d", got)
	}
	for token, want := range map[string]int{first.Token: 40016, "guess": 40001, "": 41001} {
		if got := use(token); got != want {
			t.Errorf("token %q got %d, want %d", token, got, want)
		}
	}
	forced := stable("s", true)
	if forced.Token == first.Token || use(first.Token) != 40001 {
		t.Error("a forced refresh left the old token good")
	}
	if got := stable("s", true).Code; got != 45011 {
		t.Errorf("forced twice in a moment: %d", got)
	}
	a.pass(116 * time.Minute)
	if late := stable("s", false); late.Token == forced.Token {
		t.Error("no new token five minutes before the end")
	}
	for range 19 {
		a.pass(time.Minute)
		stable("s", true)
	}
	a.pass(time.Minute)
	if got := stable("s", true).Code; got != 45009 {
		t.Errorf("forced 21 times in a day: %d", got)
	}
	token := stable("s", false).Token
	a.ExpireTokens()
	if got := use(token); got != 42001 {
		t.Errorf("an ended token got %d", got)
	}
}

func TestMediaLiveThreeDays(t *testing.T) {
	a := start(t, "service")
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, _ := form.CreateFormFile("media", "x.jpg")
	_, _ = part.Write([]byte("picture"))
	_ = form.Close()
	resp, err := http.Post(a.URL()+"/cgi-bin/media/upload?type=image&access_token="+a.token, form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	id := a.read(resp).MediaID
	p := a.Phone("甲")
	_ = p.Type("你好")
	image := fmt.Sprintf(`{"touser":"%s","msgtype":"image","image":{"media_id":"%s"}}`, p.OpenID(), id)
	if got := a.post("/cgi-bin/message/custom/send", image).Code; got != 0 {
		t.Errorf("got %d", got)
	}
	if s := p.Screen(); string(s[len(s)-1].Photo) != "picture" {
		t.Errorf("the screen shows %+v", s)
	}
	a.pass(72 * time.Hour)
	a.newToken()
	if got := a.post("/cgi-bin/message/custom/send", image).Code; got != 40007 {
		t.Errorf("after three days got %d", got)
	}
}

func TestDeliveryIsTriedThreeTimes(t *testing.T) {
	a := start(t, "service")
	a.code = 500
	p := a.Phone("甲")
	_ = p.Type("你好")
	a.mu.Lock()
	tries := slices.Clone(a.heard)
	a.mu.Unlock()
	if len(tries) != 3 || tries[0] == tries[1] {
		t.Errorf("%d deliveries, the first two the same: %v", len(tries), len(tries) > 1 && tries[0] == tries[1])
	}
	if s := p.Screen(); len(s) != 2 || s[1].Notice == "" {
		t.Errorf("the screen shows %+v", s)
	}
}

// What the platform would not take as an answer is trouble for the person.
func TestBadAnswersAreTrouble(t *testing.T) {
	text := func(p *wechattest.Phone, content string) string {
		return `<xml><ToUserName>` + p.OpenID() + `</ToUserName><FromUserName>gh_0123456789ab</FromUserName><CreateTime>1</CreateTime>` +
			`<MsgType>text</MsgType><Content>` + content + `</Content></xml>`
	}
	safe, plain := start(t, "service"), startWith(t, "service", "")
	jia, yi := plain.Phone("甲"), plain.Phone("乙")
	for _, c := range []struct {
		what, reply string
		a           *account
		good        bool
	}{
		{"JSON", `{"ok":true}`, safe, false},
		{"plain XML in safe mode", text(safe.Phone("甲"), "好"), safe, false},
		{"plain XML in plain mode", text(jia, "好"), plain, true},
		{"words", "收到", plain, false},
		{"2049 bytes", text(jia, strings.Repeat("字", 683)), plain, false},
		{"an answer to another", text(yi, "好"), plain, false},
		{"control characters", text(jia, "\x01"), plain, false},
	} {
		c.a.mu.Lock()
		c.a.reply = c.reply
		c.a.mu.Unlock()
		p, before := c.a.Phone("甲"), len(c.a.Delivered())
		_ = p.Type("你好")
		s := p.Screen()
		if trouble := s[len(s)-1].Notice != ""; trouble == c.good || (len(c.a.Delivered()) > before) != c.good {
			t.Errorf("%s is shown as %+v", c.what, s[len(s)-1])
		}
	}
}

func TestAPhoneThatIsOff(t *testing.T) {
	a := start(t, "service")
	p := a.Phone("甲")
	_ = p.Type("你好")
	p.Switch(false)
	if got := a.say(p, "在吗"); got != 0 {
		t.Fatalf("got %d", got)
	}
	if len(p.Screen()) != 1 || p.Type("喂") == nil {
		t.Error("a phone that is off did something")
	}
	<-p.Changed() // for what was typed
	p.Switch(true)
	<-p.Changed()
	if s := p.Screen(); len(s) != 2 || s[1].Text != "在吗" {
		t.Errorf("the screen shows %+v", s)
	}
}

func TestWhoLeftMustFollowAgain(t *testing.T) {
	a := start(t, "service")
	p := a.Phone("甲")
	_ = p.Type("你好")
	if err := p.Leave(); err != nil {
		t.Fatal(err)
	}
	if p.Type("喂") == nil || a.say(p, "在吗") != 45015 {
		t.Error("somebody who left was there")
	}
	if err := p.Scan("b_1"); err != nil || a.say(p, "欢迎") != 0 {
		t.Errorf("following again: %v", err)
	}
}
