package wechat_test

import (
	"go/parser"
	gotoken "go/token"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/silenceper/wechat/v2/util"

	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot"
)

func TestConfigIsChecked(t *testing.T) {
	entry := wechat.Entry{Name: "诉求", Key: "issue"}
	for want, edit := range map[string]func(*wechat.Config){
		"":                      func(*wechat.Config) {},
		"name is missing":       func(c *wechat.Config) { c.Name = "" },
		"app_id is missing":     func(c *wechat.Config) { c.AppID = "" },
		"app_secret is missing": func(c *wechat.Config) { c.AppSecret = "" },
		"token is missing":      func(c *wechat.Config) { c.Token = "" },
		"aes_key is not 43":     func(c *wechat.Config) { c.AESKey = "short" },
		"account is":            func(c *wechat.Config) { c.Account = "personal" },
		"api_base is no":        func(c *wechat.Config) { c.APIBase = "api.weixin.qq.com" },
		"menu has 4 entries":    func(c *wechat.Config) { c.Menu = []wechat.Entry{entry, entry, entry, entry} },
		"has 6 below it": func(c *wechat.Config) {
			c.Menu = []wechat.Entry{{Name: "更多", Sub: []wechat.Entry{entry, entry, entry, entry, entry, entry}}}
		},
		"too deep": func(c *wechat.Config) {
			c.Menu = []wechat.Entry{{Name: "更多", Sub: []wechat.Entry{{Name: "还有", Sub: []wechat.Entry{entry}}}}}
		},
		"longer than 16 bytes": func(c *wechat.Config) { c.Menu = []wechat.Entry{{Name: "我要反映问题", Key: "issue"}} },
		"longer than 128":      func(c *wechat.Config) { c.Menu = []wechat.Entry{{Name: "诉求", Key: strings.Repeat("k", 129)}} },
		"needs one of":         func(c *wechat.Config) { c.Menu = []wechat.Entry{{Name: "诉求"}} },
		"has no name":          func(c *wechat.Config) { c.Menu = []wechat.Entry{{Key: "issue"}} },
	} {
		c := config()
		edit(&c)
		_, err := wechat.New(c, wechat.Deps{})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("want %q, got %v", want, err)
		}
		if err != nil && (strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), aesKey)) {
			t.Errorf("tells a secret: %v", err)
		}
	}
}

var menu = []wechat.Entry{
	{Name: "诉求", Key: "issue"},
	{Name: "投票", Key: "poll"},
	{Name: "我的", Sub: []wechat.Entry{{Name: "我的诉求", Key: "mine"}, {Name: "网页", URL: "/me"}}},
}

func TestMenu(t *testing.T) {
	w := start(t, func(c *wechat.Config, _ *wechattest.Options) { c.Menu = menu })
	w.run(t, saying("好的"))
	for len(w.fake.Menu()) == 0 { // set beside the messages, which do not wait for it
		time.Sleep(time.Millisecond)
	}
	if got := w.fake.Menu()[2].Sub[1].URL; got != "https://yishi.example.org/me" {
		t.Errorf("the page of the menu is %s", got)
	}
	p := w.fake.Phone("甲")
	if err := p.Press("我的诉求"); err != nil {
		t.Fatal(err)
	}
	if s := p.Screen(); len(s) != 1 || s[0].Text != "好的" {
		t.Errorf("the screen shows %+v", s)
	}
	if err := p.Press("没有的"); err == nil {
		t.Error("pressed what is not there")
	}
}

func TestMenuIsNotForUnverifiedAccounts(t *testing.T) {
	w := start(t, func(c *wechat.Config, o *wechattest.Options) {
		c.Menu, c.Account, o.Account = menu, wechat.Unverified, wechat.Unverified
	})
	w.run(t, quiet)
	_ = w.fake.Phone("甲").Type("你好")
	if got := w.fake.Calls("/cgi-bin/menu/create"); got != 0 {
		t.Errorf("%d calls that the platform refuses", got)
	}
}

func TestLink(t *testing.T) {
	w := start(t, nil)
	var heard []string
	w.run(t, hearing(&heard))
	address, err := w.Link(t.Context(), "b_1-2-1-3")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := w.Link(t.Context(), "b_1-2-1-3"); again != address || err != nil || w.fake.Calls("/cgi-bin/qrcode/create") != 1 {
		t.Errorf("the same code has the address %s, %v", again, err)
	}
	p := w.fake.Phone("甲")
	_ = p.Scan(address)
	_ = p.Scan(address)
	if got := strings.Join(heard, " "); got != "follow:b_1-2-1-3 scan:b_1-2-1-3" {
		t.Errorf("heard %s", got)
	}
	// "12" is a code too: the library panics on a number that is no int.
	if _, err := w.Link(t.Context(), "12"); err != nil {
		t.Error(err)
	}
	for _, code := range []string{"", strings.Repeat("x", 65)} {
		if _, err := w.Link(t.Context(), code); err == nil {
			t.Errorf("a code of %d bytes was taken", len(code))
		}
	}
	sub := start(t, func(c *wechat.Config, o *wechattest.Options) {
		c.Account, o.Account = wechat.Subscription, "subscription"
	})
	if _, err := sub.Link(t.Context(), "b_1"); err == nil {
		t.Error("a subscription account has no such codes")
	}
}

// Two accounts of one program share nothing, and what the library keeps for the
// whole process is left as it was.
func TestAccountsShareNothing(t *testing.T) {
	one, _, to := met(t, nil)
	two, _, other := met(t, func(c *wechat.Config, o *wechattest.Options) { c.AppID, o.AppID = "wxtwo", "wxtwo" })
	for range 2 {
		for _, err := range []error{sent(one.Send(t.Context(), to, bot.Out{Text: "好"})), sent(two.Send(t.Context(), other, bot.Out{Text: "好"}))} {
			if err != nil {
				t.Error(err)
			}
		}
	}
	for _, w := range []world{one, two} {
		if got := w.fake.Calls("/cgi-bin/stable_token"); got != 1 {
			t.Errorf("%d tokens were fetched", got)
		}
	}
	if util.DefaultHTTPClient != http.DefaultClient {
		t.Error("the library's client of the whole process was replaced")
	}
}

func sent(_ string, err error) error { return err }

// Whole packages of the library are traps: the root one logs what people write,
// server lets a request choose its mode, broadcast can mass-send by mistake, and
// the shared account object races.
func TestTrapsAreNotImported(t *testing.T) {
	const library = "github.com/silenceper/wechat/v2"
	traps := map[string]bool{library: true}
	for _, p := range []string{"", "/server", "/broadcast"} {
		traps[library+"/officialaccount"+p] = true
	}
	folder, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, f := range folder {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(gotoken.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, i := range file.Imports {
			if path, _ := strconv.Unquote(i.Path.Value); traps[path] {
				t.Errorf("%s imports %s", f.Name(), path)
			}
		}
	}
	if read == 0 {
		t.Error("no file was read")
	}
}
