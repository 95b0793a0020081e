package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const wholeConfig = `listen: 127.0.0.1:9000
public_url: https://yishi.example.org
store: bolt:/tmp/yishi.db
wechat:
  - name: main
    app_id: wx0123456789abcdef
    app_secret: wechat-app-secret
    token: wechat-token
    aes_key: abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG
    account: service
    api_base: https://api.weixin.qq.com
    template_id: TPL
    menu:
      - name: 办事
        sub:
          - {name: 我要报修, key: 报修}
telegram:
  - name: main
    token: "123:telegram-token"
    secret: telegram-secret
    mode: webhook
    api_base: https://api.telegram.org
llm:
  base_url: https://llm.example.org/v1
  api_key: llm-api-key
  model: some-model
  transcribe_model: another
`

// written writes a configuration file.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "yishi.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestConfigOfTheManual(t *testing.T) {
	c, ignored, err := Load(written(t, wholeConfig), nil)
	if err != nil || len(ignored) > 0 {
		t.Fatal(err, ignored)
	}
	if c.WeChat[0].AppSecret != "wechat-app-secret" || c.WeChat[0].Menu[0].Sub[0].Key != "报修" ||
		c.Telegram[0].Mode != "webhook" || c.LLM.TranscribeModel != "another" || c.StorePath() != "/tmp/yishi.db" || c.Log != "info" {
		t.Errorf("read %+v", c)
	}
	shown, err := c.Print()
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"wechat-app-secret", "wechat-token", "abcdefghijkl", "telegram-token", "telegram-secret", "llm-api-key"} {
		if strings.Contains(shown, secret) {
			t.Errorf("%s is shown in\n%s", secret, shown)
		}
	}
	for _, open := range []string{"wx0123456789abcdef", "some-model", "(hidden)", "我要报修"} {
		if !strings.Contains(shown, open) {
			t.Errorf("%s is missing in\n%s", open, shown)
		}
	}
	if c.WeChat[0].AppSecret != "wechat-app-secret" || c.LLM.APIKey != "llm-api-key" {
		t.Error("printing has hidden the secrets from the program, too")
	}
}

// Each edit of the whole configuration gives one line that names the key, and
// the line where it stands.
func TestConfigMistakes(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"typo at the top":       {"listen:", "lisen:", "yaml:1: there is no key lisen; keys here are listen, public_url"},
		"typo in a list":        {"    app_secret:", "    app_secert:", "yaml:7: there is no key wechat[0].app_secert; keys here are name, app_id"},
		"typo in a group":       {"  model: some", "  modell: some", "yaml:26: there is no key llm.modell; keys here are base_url"},
		"typo deep down":        {"key: 报修", "kye: 报修", "yaml:16: there is no key wechat[0].menu[0].sub[0].kye; keys here are name, key, url, sub"},
		"key twice":             {"public_url:", "listen:", "yaml:2: "},
		"group, not a list":     {"telegram:\n  - name: main", "telegram:\n    name: main", "telegram"},
		"text, not a list":      {"wechat:\n", "wechat: main\nxwechat:\n", "wechat has to be a list"},
		"list, not text":        {"store: bolt:/tmp/yishi.db", "store: [a, b]", "yaml:3: store has to be text"},
		"no YAML":               {"wechat:\n", "wechat: [\n", "yaml:"},
		"postgres":              {"bolt:/tmp/yishi.db", "postgres://localhost/yishi", "yaml:3: store: PostgreSQL comes later"},
		"store without a kind":  {"bolt:/tmp/yishi.db", "/tmp/yishi.db", "yaml:3: store: "},
		"no port":               {"127.0.0.1:9000", "127.0.0.1", `yaml:1: listen: "127.0.0.1" is no address`},
		"odd port":              {"127.0.0.1:9000", "127.0.0.1:99999", `yaml:1: listen: "99999" is no port`},
		"public_url":            {"https://yishi.example.org", "yishi.example.org", `yaml:2: public_url: "yishi.example.org" is no address`},
		"public_url, plain":     {"https://yishi.example.org", "http://yishi.example.org", "telegram[0]: a webhook needs a public_url with https"},
		"public_url and a path": {"https://yishi.example.org", "https://example.org/yishi", "yaml:2: public_url: "},
		"short aes_key":         {"ABCDEFG", "ABCDEF", "yaml:9: wechat[0].aes_key: has to be the 43 letters and digits of EncodingAESKey; it has 42"},
		"account":               {"account: service", "account: servcie", `yaml:10: wechat[0].account: "servcie" is none of service, subscription, unverified`},
		"no app_id":             {"    app_id: wx0123456789abcdef\n", "", "wechat[0].app_id: is missing (or YISHI_WECHAT_0_APP_ID in the environment)"},
		"no app_secret":         {"    app_secret: wechat-app-secret\n", "", "wechat[0].app_secret: is missing"},
		"relay is no word":      {"    account: service", "    relay: maybe\n    account: service", "yaml:10: wechat[0].relay has to be true or false"},
		"relay and a menu":      {"    account: service", "    relay: true\n    account: service", "wechat[0]: wechat main: menu is the owner's to set"},
		"menu too deep":         {"{name: 我要报修, key: 报修}", "{name: 我要报修}", "wechat[0]: wechat main: menu entry"},
		"name twice":            {"telegram:\n", "telegram:\n  - {name: main, token: \"1:a\"}\n", `telegram[1].name: "main" is there twice`},
		"name for an address":   {"wechat:\n  - name: main", "wechat:\n  - name: 主号", `yaml:5: wechat[0].name: "主号" may have letters`},
		"mode":                  {"mode: webhook", "mode: webhoook", `yaml:21: telegram[0].mode: "webhoook" is neither`},
		"telegram token":        {`"123:telegram-token"`, "nonsense", "telegram[0]: token must look like"},
		"llm address":           {"https://llm.example.org/v1", "llm.example.org", "llm: llm.base_url must be a full address"},
		"log":                   {"listen:", "log: loud\nlisten:", "yaml:1: log: \"loud\" is none of"},
		"short secret":          {"listen:", "secret: short\nlisten:", "yaml:1: secret: has 5 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(wholeConfig, c.old, c.new, 1)
			if text == wholeConfig {
				t.Fatalf("%q is not in the configuration", c.old)
			}
			_, _, err := Load(written(t, text), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %v", err)
			}
			if err != nil && (strings.Contains(err.Error(), "wechat-app-secret") || strings.Contains(err.Error(), "abcdefghijkl")) {
				t.Errorf("shows a secret: %v", err)
			}
		})
	}
}

func TestEnvironmentOverFile(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("from a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, ignored, err := Load(written(t, wholeConfig), []string{
		"YISHI_LISTEN=127.0.0.1:9999",
		"YISHI_WECHAT_0_APP_SECRET_FILE=" + secret,
		"YISHI_WECHAT_0_TEMPLATE_FIELDS_0=thing7",
		"YISHI_TELEGRAM_1_NAME=second", "YISHI_TELEGRAM_1_TOKEN=456:def",
		"YISHI_LLM_MODEL=other",
		"YISHI_PORT_8080_TCP=tcp://10.0.0.1", "OTHER=1",
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:9999" || c.WeChat[0].AppSecret != "from a file" || c.WeChat[0].TemplateFields[0] != "thing7" ||
		c.Telegram[1].Token != "456:def" || c.Telegram[1].Mode != "polling" || c.LLM.Model != "other" {
		t.Errorf("read %+v", c)
	}
	if len(ignored) != 1 || ignored[0] != "YISHI_PORT_8080_TCP" {
		t.Errorf("ignored %v", ignored)
	}
}

func TestEnvironmentAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	c, _, err := Load(Default, []string{"YISHI_LISTEN=:8081", "YISHI_LLM_BASE_URL=http://127.0.0.1:1/v1", "YISHI_LLM_MODEL=m"})
	if err != nil || c.PublicURL != "http://127.0.0.1:8081" || c.LLM.Model != "m" || c.Store != "bolt:yishi.db" {
		t.Errorf("%v: %+v", err, c)
	}
	for name, env := range map[string][]string{
		"YISHI_TELEGRAM_0_TOKEN in the environment": {"YISHI_TELEGRAM_0_NAME=main"},
		"YISHI_SECRET_FILE: open":                   {"YISHI_SECRET_FILE=none"},
		`YISHI_WECHAT_0_RELAY: "maybe" is neither`:  {"YISHI_WECHAT_0_RELAY=maybe"},
		"wechat[0]: wechat a: ours is for an account": {
			"YISHI_WECHAT_0_NAME=a", "YISHI_WECHAT_0_APP_ID=a", "YISHI_WECHAT_0_APP_SECRET=a", "YISHI_WECHAT_0_TOKEN=a",
			"YISHI_WECHAT_0_RELAY=false", "YISHI_WECHAT_0_OURS_0=议事",
		},
		"both YISHI_SECRET and YISHI_SECRET_FILE": {"YISHI_SECRET=0123456789abcdef", "YISHI_SECRET_FILE=none"},
	} {
		if _, _, err := Load(Default, env); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v: got %v, want %s", env, err, name)
		}
	}
	if _, _, err := Load("other.yaml", nil); err == nil || !strings.Contains(err.Error(), "no configuration at other.yaml") {
		t.Errorf("a file that was named and is not there: %v", err)
	}
}
