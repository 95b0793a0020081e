package telegram_test

import (
	"bytes"
	"log"
	"strings"
	"testing"

	"yishi/adapters/telegram"
	"yishi/bot"
)

func TestConfig(t *testing.T) {
	good := telegram.Config{Name: "main", Token: "123:ABC", Secret: "s3cret", Mode: "webhook"}
	for _, c := range []struct {
		name   string
		change func(*telegram.Config, *telegram.Deps)
		wrong  string // part of the error; "" means that it is right
	}{
		{"whole", func(*telegram.Config, *telegram.Deps) {}, ""},
		{"port 8443", func(_ *telegram.Config, d *telegram.Deps) { d.PublicURL = "https://yishi.example.org:8443" }, ""},
		{"polling needs no address", func(c *telegram.Config, d *telegram.Deps) { c.Mode, c.Secret, d.PublicURL = "polling", "", "" }, ""},
		{"a server of one's own", func(c *telegram.Config, d *telegram.Deps) {
			c.APIBase, d.PublicURL = "http://127.0.0.1:8081", "http://127.0.0.1:8080"
		}, ""},
		{"no name", func(c *telegram.Config, _ *telegram.Deps) { c.Name = "" }, "name"},
		{"a name that is a path", func(c *telegram.Config, _ *telegram.Deps) { c.Name = "a/b" }, "name"},
		{"no token", func(c *telegram.Config, _ *telegram.Deps) { c.Token = "" }, "token"},
		{"half a token", func(c *telegram.Config, _ *telegram.Deps) { c.Token = "123" }, "token"},
		{"no mode", func(c *telegram.Config, _ *telegram.Deps) { c.Mode = "" }, "mode"},
		{"no secret", func(c *telegram.Config, _ *telegram.Deps) { c.Secret = "" }, "secret"},
		{"a secret Telegram refuses", func(c *telegram.Config, _ *telegram.Deps) { c.Secret = "秘密" }, "secret"},
		{"no https", func(_ *telegram.Config, d *telegram.Deps) { d.PublicURL = "http://yishi.example.org" }, "https"},
		{"a wrong port", func(_ *telegram.Config, d *telegram.Deps) { d.PublicURL = "https://yishi.example.org:9000" }, "port"},
		{"no server", func(c *telegram.Config, _ *telegram.Deps) { c.APIBase = "api.telegram.org" }, "api_base"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, deps := good, telegram.Deps{PublicURL: "https://yishi.example.org"}
			c.change(&cfg, &deps)
			_, err := telegram.New(cfg, deps)
			if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
				t.Errorf("%v", err)
			}
			if err != nil && (strings.Contains(err.Error(), good.Token) || strings.Contains(err.Error(), "秘密")) {
				t.Errorf("told too much: %v", err)
			}
		})
	}
}

// The library would log every update and error with log.Printf.
func TestTheLibraryIsSilent(t *testing.T) {
	var said bytes.Buffer
	defer log.SetOutput(log.Writer())
	log.SetOutput(&said)
	s := newStage(t, "webhook", nil)
	h := &hearer{}
	stop := s.run(t, h)
	_ = s.fake.Phone("甲").Type("我的秘密")
	until(t, "the message", func() bool { return len(h.texts()) == 1 })
	s.fake.Close()
	_, _ = s.adapter.Send(t.Context(), to(5), bot.Out{Text: "好"})
	stop()
	if said.Len() > 0 || strings.Contains(s.log.String(), "秘密") {
		t.Errorf("logged %s %s", said.String(), s.log)
	}
}
