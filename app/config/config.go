// Package config is what the program is told: a YAML file, the environment over
// it, and what is wrong with either, said with the line.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"yishi/adapters/openai"
	"yishi/adapters/sms"
	"yishi/adapters/telegram"
	"yishi/adapters/wechat"
	"yishi/bot/workday"
)

// Config is everything the program is told: a YAML file, and the environment
// over it (see environ.go).
type Config struct {
	Listen    string `yaml:"listen"`     // host:port
	PublicURL string `yaml:"public_url"` // under which people and platforms reach us
	Store     string `yaml:"store"`      // bolt:/path/to/file

	// TrustedProxies are the addresses, or ranges of them, of the proxies in front of
	// us. What they say of where a visitor comes from is believed, and of nobody else.
	TrustedProxies []string `yaml:"trusted_proxies"`

	// MetricsToken lets who sends it as "Authorization: Bearer …" read /metrics from
	// elsewhere. Without one it is read from this machine only.
	MetricsToken string `yaml:"metrics_token"`

	Secret  string `yaml:"secret"`   // signs the sessions of the web chat; made and kept Beside the store if empty
	ListKey string `yaml:"list_key"` // signs published lists of ballots; yishi key makes one
	Log     string `yaml:"log"`      // debug, info, warn or error

	// Holidays is the file of public holidays and exchanged days; holidays.txt beside the
	// configuration, if it is there. Days is what it says.
	Holidays string        `yaml:"holidays"`
	Days     []workday.Day `yaml:"-"`

	// Words is the folder of lists of words to be heard, beside the program's own; words
	// beside the configuration, if it is there.
	Words string `yaml:"words"`

	// Profile is Domestic (境内) where data may not leave the country: see profile.go.
	// ModelHosts are the hosts of models that it allows, in place of the usual ones.
	Profile    string   `yaml:"profile"`
	ModelHosts []string `yaml:"model_hosts"`

	Settings Settings `yaml:"settings"` // of places where staff set nothing else

	WeChat   []wechat.Config   `yaml:"wechat"`
	Telegram []telegram.Config `yaml:"telegram"`
	LLM      *openai.Config    `yaml:"llm"`
	Verify   *sms.Config       `yaml:"verify"` // sends codes that prove a number; without it they go another way
}

// secretKeys are never shown.
var secretKeys = map[string]bool{"app_secret": true, "token": true, "aes_key": true, "secret": true, "api_key": true, "list_key": true, "metrics_token": true, "token_url": true, "token_auth": true, "url": true, "headers": true, "body": true}

// Default is the name of the file nobody has to name.
const Default = "yishi.yaml"

// Load reads the file and lays the environment over it. Without a file
// of the default name the environment alone will do. ignored are variables that
// look like ours but name no key.
func Load(path string, env []string) (c Config, ignored []string, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && path == Default {
		data, err = nil, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil, fmt.Errorf("there is no configuration at %s: name it with -c FILE", path)
	}
	if err != nil {
		return c, nil, fmt.Errorf("the configuration cannot be read: %w", err)
	}
	file, err := parseYAML(path, data, &c)
	if err != nil {
		return c, nil, err
	}
	if ignored, err = overlay(&c, env); err != nil {
		return c, nil, err
	}
	c = c.WithDefaults()
	if bad := c.check(); bad != nil {
		return c, nil, bad.at(file)
	}
	if err := c.readHolidays(filepath.Dir(path)); err != nil {
		return c, nil, err
	}
	if err := c.learnWords(filepath.Dir(path)); err != nil {
		return c, nil, err
	}
	return c, ignored, nil
}

func (c Config) WithDefaults() Config {
	or := func(s *string, value string) {
		if *s == "" {
			*s = value
		}
	}
	or(&c.Listen, "127.0.0.1:8080")
	or(&c.PublicURL, "http://"+reachable(c.Listen))
	or(&c.Store, "bolt:yishi.db")
	or(&c.Log, "info")
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	for i := range c.WeChat {
		or(&c.WeChat[i].Account, wechat.Service)
		or(&c.WeChat[i].APIBase, "https://api.weixin.qq.com")
	}
	for i := range c.Telegram {
		t := &c.Telegram[i]
		or(&t.APIBase, "https://api.telegram.org")
		if t.Secret != "" {
			or(&t.Mode, telegram.ByWebhook)
		}
		or(&t.Mode, telegram.ByPolling)
	}
	return c
}

// reachable is a listen address as something to connect to.
func reachable(listen string) string {
	host, port, ok := strings.Cut(listen, ":")
	if ok && (host == "" || host == "0.0.0.0") {
		return "127.0.0.1:" + port
	}
	return listen
}

// StorePath is the file of the embedded store.
func (c Config) StorePath() string { return strings.TrimPrefix(c.Store, "bolt:") }

// Beside is a file or folder that belongs to the store: yishi.db has yishi.media.
func (c Config) Beside(ending string) string {
	path := c.StorePath()
	return strings.TrimSuffix(path, filepath.Ext(path)) + ending
}
