package config

import (
	"strings"
	"testing"
)

func TestProfileKeepsDataInTheCountry(t *testing.T) {
	const at = "listen: 127.0.0.1:9000\nprofile: 境内\n"
	llm := func(url string) string { return "llm:\n  base_url: " + url + "\n  model: m\n" }
	for text, want := range map[string]string{
		at:                                      "",
		at + llm("https://api.deepseek.com/v1"): "",
		at + llm("https://DashScope.aliyuncs.com/compatible-mode/v1"):                        "",
		at + llm("http://127.0.0.1:11434/v1"):                                                "",
		at + llm("http://10.1.2.3:8000/v1"):                                                  "",
		at + "model_hosts: [llm.wutong.gov.cn]\n" + llm("https://llm.wutong.gov.cn:8443/v1"): "",
		at + llm("https://api.openai.com/v1"):                                                "yaml:4: llm.base_url: profile 境内 keeps data in the country, and api.openai.com is none of api.deepseek.com",
		at + llm("https://dashscope-intl.aliyuncs.com/compatible-mode/v1"):                   "yaml:4: llm.base_url",
		at + llm("https://api.deepseek.com.evil.example/v1"):                                 "yaml:4: llm.base_url",
		at + llm("https://api.deepseek.com@evil.example/v1"):                                 "yaml:4: llm.base_url",
		at + llm("http://8.8.8.8/v1"):                                                        "yaml:4: llm.base_url",
		at + "model_hosts: [llm.wutong.gov.cn]\n" + llm("https://api.deepseek.com/v1"):       "is none of llm.wutong.gov.cn",
		at + "model_hosts: [https://llm.wutong.gov.cn/v1]\n":                                 "yaml:3: model_hosts: \"https://llm.wutong.gov.cn/v1\" is no host",
		"model_hosts: [llm.wutong.gov.cn]\n":                                                 "yaml:1: model_hosts: is for profile: 境内",
		"profile: domestic\n":                                                                "yaml:1: profile: \"domestic\" is none",
		at + "telegram:\n  - name: main\n    token: \"123:abc\"\n":                           "yaml:4: telegram[0]: profile 境内 keeps data in the country, and Telegram is outside",
		strings.Replace(wholeConfig, "listen:", "profile: 境内\nlisten:", 1):                   "telegram[0]: profile 境内",
	} {
		_, _, err := Load(written(t, text), nil)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s\ngot  %v\nwant %s", text, err, want)
		}
	}
	if _, _, err := Load(written(t, at), []string{"YISHI_TELEGRAM_0_NAME=a", "YISHI_TELEGRAM_0_TOKEN=1:a"}); err == nil {
		t.Error("Telegram came in by the environment")
	}
}
