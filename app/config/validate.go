package config

import (
	"fmt"
	"net"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"golang.org/x/mod/sumdb/note"

	"yishi/adapters/telegram"
	"yishi/adapters/wechat"
)

// badKey is a key whose value will not do.
type badKey struct{ key, why string }

func bad(key, format string, args ...any) *badKey {
	return &badKey{key, fmt.Sprintf(format, args...)}
}

// at says it with the line, where the key stands in the file.
func (b *badKey) at(f yamlFile) error {
	if line := f.lineOf(b.key); line > 0 {
		return f.say(line, "%s: %s", b.key, b.why)
	}
	return fmt.Errorf("%s: %s (or %s in the environment)", b.key, b.why, envName(b.key))
}

// envName is the variable that sets a key.
func envName(key string) string {
	return envPrefix + "_" + strings.ToUpper(strings.NewReplacer(".", "_", "[", "_", "]", "").Replace(key))
}

// check holds the values to what can work. It calls nobody.
func (c Config) check() *badKey {
	checks := []func() *badKey{c.checkListen, c.checkPublicURL, c.checkProxies, c.checkStore, c.checkSecrets, c.checkWeChat, c.checkTelegram, c.checkLLM, c.checkProfile, c.checkVerify, c.checkSettings}
	for _, check := range checks {
		if b := check(); b != nil {
			return b
		}
	}
	return nil
}

func (c Config) checkListen() *badKey {
	_, port, err := net.SplitHostPort(c.Listen)
	if err != nil || port == "" {
		return bad("listen", "%q is no address such as 127.0.0.1:8080", c.Listen)
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return bad("listen", "%q is no port", port)
	}
	return nil
}

func (c Config) checkPublicURL() *badKey {
	u, err := url.Parse(c.PublicURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" || u.RawQuery != "" {
		return bad("public_url", "%q is no address such as https://yishi.example.org, without a path", c.PublicURL)
	}
	return nil
}

func (c Config) checkProxies() *badKey {
	if _, wrong := proxies(c.TrustedProxies); len(c.TrustedProxies) > 0 && wrong != "" {
		return bad("trusted_proxies", "%q is no address such as 127.0.0.1 or 10.0.0.0/8", wrong)
	}
	for _, s := range c.TrustedProxies {
		if s == "" {
			return bad("trusted_proxies", "an entry is empty")
		}
	}
	return nil
}

func (c Config) checkStore() *badKey {
	kind, path, ok := strings.Cut(c.Store, ":")
	switch {
	case kind == "postgres" || kind == "postgresql":
		return bad("store", "PostgreSQL comes later; use bolt:/path/to/yishi.db for now")
	case !ok || kind != "bolt" || path == "" || strings.HasPrefix(path, "//"):
		return bad("store", "%q is no store such as bolt:/var/lib/yishi/yishi.db", kind)
	}
	return nil
}

func (c Config) checkSecrets() *badKey {
	if c.Secret != "" && len(c.Secret) < 16 {
		return bad("secret", "has %d characters, at least 16 are needed", len(c.Secret))
	}
	if c.MetricsToken != "" && len(c.MetricsToken) < 16 {
		return bad("metrics_token", "has %d characters, at least 16 are needed", len(c.MetricsToken))
	}
	if _, err := note.NewSigner(c.ListKey); c.ListKey != "" && err != nil {
		return bad("list_key", "is no secret key: yishi key NAME makes one and says which of the two goes here")
	}
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, c.Log) {
		return bad("log", "%q is none of debug, info, warn, error", c.Log)
	}
	return nil
}

var channelName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// checkName holds the names of one platform's accounts apart: they are part of
// the address that the platform calls.
func checkName(key, name string, before map[string]bool) *badKey {
	switch {
	case name == "":
		return bad(key, "is missing")
	case !channelName.MatchString(name):
		return bad(key, "%q may have letters, digits, - and _, at most 32", name)
	case before[name]:
		return bad(key, "%q is there twice", name)
	}
	before[name] = true
	return nil
}

var aesKey = regexp.MustCompile(`^[A-Za-z0-9]{43}$`)

func (c Config) checkWeChat() *badKey {
	names := map[string]bool{}
	for i, w := range c.WeChat {
		at := fmt.Sprintf("wechat[%d]", i)
		if b := checkName(at+".name", w.Name, names); b != nil {
			return b
		}
		if b := missing(at, "app_id", w.AppID, "token", w.Token); b != nil {
			return b
		}
		switch {
		case !slices.Contains([]string{wechat.Service, wechat.Subscription, wechat.Unverified}, w.Account):
			return bad(at+".account", "%q is none of service, subscription, unverified", w.Account)
		case w.AppSecret == "" && w.TokenURL == "" && w.Account != wechat.Unverified:
			return bad(at+".app_secret", "is missing")
		case w.AESKey != "" && !aesKey.MatchString(w.AESKey):
			return bad(at+".aes_key", "has to be the 43 letters and digits of EncodingAESKey; it has %d characters", len(w.AESKey))
		}
		if _, err := wechat.New(w, wechat.Deps{Public: c.PublicURL}); err != nil {
			return bad(at, "%s", err)
		}
	}
	return nil
}

func (c Config) checkTelegram() *badKey {
	names := map[string]bool{}
	for i, t := range c.Telegram {
		at := fmt.Sprintf("telegram[%d]", i)
		if b := checkName(at+".name", t.Name, names); b != nil {
			return b
		}
		if b := missing(at, "token", t.Token); b != nil {
			return b
		}
		if t.Mode != telegram.ByWebhook && t.Mode != telegram.ByPolling {
			return bad(at+".mode", "%q is neither webhook nor polling", t.Mode)
		}
		if _, err := telegram.New(t, telegram.Deps{PublicURL: c.PublicURL}); err != nil {
			return bad(at, "%s", strings.TrimPrefix(err.Error(), "telegram: "))
		}
	}
	return nil
}

func (c Config) checkLLM() *badKey {
	if c.LLM == nil {
		return nil
	}
	if err := c.LLM.Check(); err != nil {
		return bad("llm", "%s", err)
	}
	return nil
}

func (c Config) checkVerify() *badKey {
	if c.Verify == nil {
		return nil
	}
	if err := c.Verify.Check(); err != nil {
		return bad("verify", "%s", err)
	}
	return nil
}

// missing is the first of the keys, given in pairs with their values, that has none.
func missing(at string, pairs ...string) *badKey {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			return bad(at+"."+pairs[i], "is missing")
		}
	}
	return nil
}

// Print shows the configuration with secrets hidden.
func (c Config) Print() (string, error) {
	shown := c
	shown.WeChat, shown.Telegram = slices.Clone(c.WeChat), slices.Clone(c.Telegram)
	if c.LLM != nil {
		llm := *c.LLM
		shown.LLM = &llm
	}
	if c.Verify != nil {
		verify := *c.Verify
		verify.Headers = slices.Clone(verify.Headers)
		shown.Verify = &verify
	}
	hide(reflect.ValueOf(&shown).Elem())
	data, err := yaml.MarshalWithOptions(shown, yaml.IndentSequence(true))
	return string(data), err
}

func hide(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			hide(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			hide(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f, secret := v.Field(i), secretKeys[yamlKey(v.Type().Field(i))]
			switch {
			case secret && f.Kind() == reflect.Slice:
				for j := range f.Len() {
					f.Index(j).SetString("(hidden)")
				}
			case secret && f.String() != "":
				f.SetString("(hidden)")
			case f.CanSet():
				hide(f)
			}
		}
	}
}
