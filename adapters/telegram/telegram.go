// Package telegram connects one Telegram bot. Updates come in by webhook or by
// polling and are confirmed to Telegram only after the handler has made them
// durable; messages go out as plain text with inline keyboards. The library
// (github.com/go-telegram/bot) gives us its types and its calls; receiving is
// ours, because the library confirms before anything was done.
//
// Pace, retries and the order of sending are the outbox's work.
package telegram

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"yishi/adapters/internal/gate"
	"yishi/bot"
)

// Config is one entry of the configuration's telegram list.
type Config struct {
	Name    string `yaml:"name"`
	Token   string `yaml:"token"`
	Secret  string `yaml:"secret"`   // of the webhook
	Mode    string `yaml:"mode"`     // webhook or polling
	APIBase string `yaml:"api_base"` // instead of https://api.telegram.org
}

// Modes of receiving.
const (
	ByWebhook = "webhook"
	ByPolling = "polling"
)

const officialAPI = "https://api.telegram.org"

// Command is an entry of the bot's menu: a name without "/", and what it does.
type Command struct{ Name, About string }

// Deps is what the adapter needs of the program.
type Deps struct {
	PublicURL string           // under which the webhook is reached
	Files     bot.Files        // pictures to send
	Marks     Marks            // where polling goes on; nil keeps it in memory
	Commands  []Command        // the menu
	Now       func() time.Time // time.Now
	Log       *slog.Logger     // slog.Default()
}

// Adapter is one bot. Make it with New.
type Adapter struct {
	cfg     Config
	deps    Deps
	channel string
	id      int64 // the bot's own
	api     *tg.Bot
	http    *http.Client // for everything but polling
	polls   *http.Client
	log     *slog.Logger
	wait    time.Duration // the first wait after a failure

	gate  gate.Gate
	lanes lanes
	self  atomic.Pointer[string] // our username, once known
	sent  uploads
	keys  keys
}

var (
	_ bot.Webhook = (*Adapter)(nil)
	_ bot.Linker  = (*Adapter)(nil)
	_ bot.Typer   = (*Adapter)(nil)
	_ bot.Fetcher = (*Adapter)(nil)
)

// New checks the configuration. It does not talk to Telegram; Run does.
func New(cfg Config, deps Deps) (*Adapter, error) {
	if cfg.APIBase == "" {
		cfg.APIBase = officialAPI
	}
	cfg.APIBase = strings.TrimRight(cfg.APIBase, "/")
	if err := check(cfg, deps); err != nil {
		return nil, err
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	if deps.Log == nil {
		deps.Log = slog.Default()
	}
	a := &Adapter{cfg: cfg, deps: deps, channel: "telegram/" + cfg.Name, wait: 500 * time.Millisecond}
	a.log = deps.Log.With("channel", a.channel)
	a.http = &http.Client{Transport: watched{transport()}}
	a.polls = &http.Client{Transport: transport()}
	api, err := tg.New(cfg.Token, tg.WithServerURL(cfg.APIBase), tg.WithSkipGetMe(), tg.WithHTTPClient(time.Minute, a.http),
		tg.WithErrorsHandler(func(err error) { a.log.Warn("telegram library", "error", a.scrub(err)) }))
	if err != nil {
		return nil, errors.New("telegram: " + a.hide(err.Error()))
	}
	a.api, a.id = api, api.ID()
	return a, nil
}

func transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 32
	t.DialContext = (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	return t
}

var (
	name   = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)
	token  = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	secret = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`) // https://core.telegram.org/bots/api#setwebhook
)

func check(cfg Config, deps Deps) error {
	switch {
	case !name.MatchString(cfg.Name):
		return errors.New("telegram: name must be 1 to 32 of the characters A-Z a-z 0-9 _ -")
	case !token.MatchString(cfg.Token):
		return errors.New("telegram: token must look like 123456:ABC-def, as @BotFather gives it")
	case cfg.Mode != ByWebhook && cfg.Mode != ByPolling:
		return errors.New("telegram: mode must be webhook or polling")
	case cfg.Mode == ByWebhook && !secret.MatchString(cfg.Secret):
		return errors.New("telegram: a webhook needs a secret of 1 to 256 of the characters A-Z a-z 0-9 _ -")
	}
	if base, err := url.Parse(cfg.APIBase); err != nil || base.Host == "" {
		return errors.New("telegram: api_base must be an address such as " + officialAPI)
	}
	if cfg.Mode == ByWebhook && cfg.APIBase == officialAPI {
		return checkPublic(deps.PublicURL)
	}
	return nil
}

// checkPublic holds the address to what Telegram delivers to: https on one of
// four ports (https://core.telegram.org/bots/webhooks#the-short-version).
func checkPublic(address string) error {
	u, err := url.Parse(address)
	if err == nil && u.Scheme == "https" {
		switch u.Port() {
		case "", "443", "80", "88", "8443":
			return nil
		}
	}
	return errors.New("telegram: a webhook needs a public_url with https on port 443, 80, 88 or 8443; without one use mode: polling")
}

// Channel is "telegram/" and the configured name.
func (a *Adapter) Channel() string { return a.channel }

// Path is where the webhook is served.
func (a *Adapter) Path() string { return "/telegram/" + a.cfg.Name }

// Limits (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
// about 30 messages a second, of which two are left for other calls.
func (a *Adapter) Limits() bot.Limits {
	return bot.Limits{
		Buttons: true, Edits: true, Groups: true,
		PerSecond: 28, PerChat: time.Second, PerGroupMinute: 20,
	}
}
