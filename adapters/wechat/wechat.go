// Package wechat connects a WeChat Official Account (公众号, 服务号). It takes
// messages and events at an HTTP endpoint, answers within the request where it
// can, and sends customer messages and template messages through the platform's
// interface. It knows the platform's limits as facts; counting windows and
// quotas, retrying and pacing are the outbox's work, and what words mean is
// nobody's here.
//
// Of silenceper/wechat it takes what has weight: the shapes of what is said and
// answered (customer messages, menu, QR codes, media, access token), and in the
// tests its encryption and signature, which ours are held against and with which
// wechattest pushes. Its calls are not used: each is some lines around one POST,
// through one client for the whole process, without context or time limit, with
// the token in the text of its errors, errcode to be read out of that text, and
// no new token when the old one is refused. So api.go makes the seven calls of
// ours, on a client of the adapter's own. Nor is its endpoint: it takes the mode
// (safe or plain) from the request, checks no freshness, loses a message whose
// menu id is no number, and answers a nil reply with an encrypted nothing.
package wechat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yishi/bot"
)

// Kinds of account; they decide what the platform lets us do
// (https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Explanation_of_interface_privileges.html).
const (
	Service      = "service"      // verified 服务号: everything
	Subscription = "subscription" // verified 订阅号: no templates, no scene QR codes
	Unverified   = "unverified"   // only answers within the request
)

// Config is one account as it stands in the configuration file.
type Config struct {
	Name      string `yaml:"name"`
	AppID     string `yaml:"app_id"`
	AppSecret string `yaml:"app_secret"`
	Token     string `yaml:"token"`
	AESKey    string `yaml:"aes_key"`  // 43 characters; present means safe mode is required
	Account   string `yaml:"account"`  // service if empty
	APIBase   string `yaml:"api_base"` // https://api.weixin.qq.com if empty

	// TemplateID is the template for messages outside the window; its keys are
	// filled in this order: the title, then the fields.
	TemplateID     string   `yaml:"template_id"`
	TemplateFields []string `yaml:"template_fields"`

	Menu []Entry `yaml:"menu"` // Deps.Menu if empty

	// Relay: the account is somebody else's, whose server passes the callbacks on
	// unchanged. What is not for us is left to it (see relay.go), and its menu alone.
	Relay bool     `yaml:"relay"`
	Ours  []string `yaml:"ours"` // the words and menu keys that residents begin with; every one we know if empty

	// TokenURL is where the owner's service gives out access tokens, for an account
	// of which all programs have to use the same; TokenAuth is sent to it as
	// Authorization.
	TokenURL  string `yaml:"token_url"`
	TokenAuth string `yaml:"token_auth"`
}

// Deps is what an account needs of the program around it.
type Deps struct {
	Files  bot.Files
	Now    func() time.Time // the real clock if nil
	Log    *slog.Logger     // slog.Default() if nil
	Public string           // the program's own address, for menu entries that begin with "/"
	Menu   []Entry          // the menu if the configuration names none
}

// Adapter is one account. It implements bot.Adapter, bot.Webhook, bot.Linker,
// bot.Former and bot.Fetcher.
type Adapter struct {
	config Config
	deps   Deps
	seal   *envelope // nil in plain mode
	nonces nonces
	api    *api
	handle atomic.Pointer[bot.Handler]
	denied atomic.Bool // the platform lets us send nothing but answers

	mu    sync.Mutex
	media map[string]upload // by name in Files
	links map[string]string // by code
}

var (
	_ bot.Webhook = (*Adapter)(nil)
	_ bot.Linker  = (*Adapter)(nil)
	_ bot.Former  = (*Adapter)(nil)
	_ bot.Fetcher = (*Adapter)(nil)
)

// New checks the configuration and makes the adapter. It calls nobody.
func New(config Config, deps Deps) (*Adapter, error) {
	config = config.withDefaults(deps)
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("wechat %s: %w", config.Name, err)
	}
	a := &Adapter{
		config: config, deps: deps.withDefaults(),
		media: map[string]upload{}, links: map[string]string{},
	}
	if config.AESKey != "" {
		seal, err := newEnvelope(config.AppID, config.AESKey)
		if err != nil {
			return nil, fmt.Errorf("wechat %s: %w", config.Name, err)
		}
		a.seal = seal
	}
	a.api = newAPI(config, a.deps.Now)
	return a, nil
}

func (c Config) withDefaults(d Deps) Config {
	if c.Account == "" {
		c.Account = Service
	}
	if c.APIBase == "" {
		c.APIBase = "https://api.weixin.qq.com"
	}
	c.APIBase = strings.TrimRight(c.APIBase, "/")
	if len(c.Menu) == 0 && !c.Relay {
		c.Menu = d.Menu
	}
	if len(c.TemplateFields) == 0 {
		c.TemplateFields = []string{"thing1", "thing2", "thing3", "thing4", "thing5"}
	}
	return c
}

func (d Deps) withDefaults() Deps {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	return d
}

func (c Config) check() error {
	switch base, err := url.Parse(c.APIBase); {
	case c.Name == "":
		return errors.New("name is missing")
	case c.AppID == "":
		return errors.New("app_id is missing")
	case c.Token == "":
		return errors.New("token is missing")
	case c.AppSecret == "" && c.TokenURL == "" && c.Account != Unverified:
		return errors.New("app_secret is missing")
	case !slices.Contains([]string{Service, Subscription, Unverified}, c.Account):
		return fmt.Errorf("account is %q, not service, subscription or unverified", c.Account)
	case err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http":
		return errors.New("api_base is no web address")
	}
	if err := c.checkRelay(); err != nil {
		return err
	}
	return checkMenu(c.Menu)
}

// Channel is "wechat/" and the configured name.
func (a *Adapter) Channel() string { return "wechat/" + a.config.Name }

// Path is where the platform is told to call us.
func (a *Adapter) Path() string { return "/wechat/" + a.config.Name }

// Limits are those of a chat without buttons, with a window.
func (a *Adapter) Limits() bot.Limits {
	return bot.Limits{
		Mute: a.config.Account == Unverified || a.denied.Load(), Window: &Window, Forms: a.config.Account == Service && a.config.TemplateID != "", Shared: a.config.shared(),
	}
}

// Run opens the endpoint and sets the menu. When ctx is done the endpoint
// refuses, so that the platform delivers again to our successor; what is in
// flight goes to its end.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) error {
	a.handle.Store(&handle)
	defer a.api.client.http.CloseIdleConnections()
	defer a.handle.Store(nil)
	a.keepMenu(ctx)
	<-ctx.Done()
	return nil
}

// keepMenu sets the menu, patiently: nobody waits for it.
func (a *Adapter) keepMenu(ctx context.Context) {
	for wait := 5 * time.Second; len(a.config.Menu) > 0 && a.config.Account != Unverified; wait = min(2*wait, time.Hour) {
		err := a.SetMenu(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		a.deps.Log.Warn("wechat menu not set", "channel", a.Channel(), "err", err)
		if e, ok := bot.AsSendError(err); ok && e.Verdict == bot.Bad {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}
