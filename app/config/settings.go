package config

import (
	"reflect"

	"yishi/bot/directory/setting"
)

// Settings are what holds in every place where staff set nothing else (「设置」). A key is
// that of the kind it sets.
type Settings struct {
	Quiet      string `yaml:"quiet"`
	Closing    string `yaml:"closing"`
	AnswerDays string `yaml:"answer_days"`
	HardDays   string `yaml:"hard_days"`
	ReplyDays  string `yaml:"reply_days"`
}

// keyForms are those of the keys that are no number of days.
var keyForms = map[string]setting.Form{"quiet": setting.Span, "closing": setting.Hour}

// usual are examples of what keys say; of the others it is 3.
func usual(key string) string {
	switch key {
	case "quiet":
		return setting.Quiet.Usual
	case "closing":
		return setting.Closing.Usual
	}
	return "3"
}

// Said are the values that were given, by key.
func (s Settings) Said() map[string]string {
	said := map[string]string{}
	s.each(func(key, value string, form setting.Form) {
		if read, ok := form.Read(value); ok {
			said[key] = read
		}
	})
	return said
}

func (s Settings) each(do func(key, value string, form setting.Form)) {
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		key := yamlKey(v.Type().Field(i))
		form, other := keyForms[key]
		if !other {
			form = setting.Days
		}
		do(key, v.Field(i).String(), form)
	}
}

func (c Config) checkSettings() (wrong *badKey) {
	c.Settings.each(func(key, value string, form setting.Form) {
		if _, ok := form.Read(value); value != "" && !ok && wrong == nil {
			wrong = bad("settings."+key, "%q is none such as %s", value, usual(key))
		}
	})
	return wrong
}
