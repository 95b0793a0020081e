package config

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Domestic is the profile of those whose data stay in the country, as those of state
// bodies have to (个人信息保护法 36): no Telegram, and of models only listed ones.
const Domestic = "境内"

// modelHosts are services for use in the country, as their makers name the addresses.
var modelHosts = []string{
	"api.deepseek.com",
	"dashscope.aliyuncs.com",
	"open.bigmodel.cn",
	"api.moonshot.cn",
	"ark.cn-beijing.volces.com",
	"qianfan.baidubce.com",
	"api.hunyuan.cloud.tencent.com",
	"spark-api-open.xf-yun.com",
	"api.siliconflow.cn",
}

// Models are the hosts of models that the profile 境内 allows, beside this machine
// and its own network.
func (c Config) Models() []string {
	if len(c.ModelHosts) > 0 {
		return c.ModelHosts
	}
	return modelHosts
}

func (c Config) checkProfile() *badKey {
	switch {
	case c.Profile == "" && len(c.ModelHosts) > 0:
		return bad("model_hosts", "is for profile: %s, which is not set", Domestic)
	case c.Profile == "":
		return nil
	case c.Profile != Domestic:
		return bad("profile", "%q is none; there is %s, or none", c.Profile, Domestic)
	case len(c.Telegram) > 0:
		return bad("telegram[0]", "profile %s keeps data in the country, and Telegram is outside: leave telegram out", Domestic)
	}
	for _, host := range c.ModelHosts {
		if at, err := url.Parse("https://" + host); err != nil || at.Hostname() != host || host == "" {
			return bad("model_hosts", "%q is no host such as %s", host, modelHosts[0])
		}
	}
	if c.LLM == nil {
		return nil
	}
	at, _ := url.Parse(c.LLM.BaseURL) // checked before
	if host := strings.ToLower(at.Hostname()); !near(host) && !slices.Contains(c.Models(), host) {
		return bad("llm.base_url", "profile %s keeps data in the country, and %s is none of %s; model_hosts makes another list",
			Domestic, host, strings.Join(c.Models(), ", "))
	}
	return nil
}

// near reports whether a host is this machine, or an address of its own network.
func near(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && (addr.IsLoopback() || addr.IsPrivate())
}
