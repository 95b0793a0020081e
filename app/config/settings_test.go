package config

import (
	"maps"
	"strings"
	"testing"
)

func TestSettings(t *testing.T) {
	c, _, err := Load(written(t, "settings:\n  quiet: 22:00-7:00\n  answer_days: 5\n"), []string{"YISHI_SETTINGS_CLOSING=下午5点"})
	if want := map[string]string{"quiet": "22:00-7:00", "answer_days": "5", "closing": "17:00"}; err != nil || !maps.Equal(c.Settings.Said(), want) {
		t.Error(c.Settings.Said(), err)
	}
	for text, want := range map[string]string{
		"settings:\n  quiet: always\n": `yishi.yaml:2: settings.quiet: "always" is none such as 21:00-8:00`,
		"settings:\n  reply_days: 0\n": `yishi.yaml:2: settings.reply_days: "0" is none such as 3`,
		"settings:\n  colour: red\n":   "yishi.yaml:2: there is no key settings.colour; keys here are quiet, closing, answer_days, hard_days, reply_days",
	} {
		if _, _, err := Load(written(t, text), nil); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s says %v", text, err)
		}
	}
}
