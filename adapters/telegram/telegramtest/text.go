package telegramtest

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf16"
)

// units is a text's length as Telegram counts it, in UTF-16 code units
// (https://core.telegram.org/api/entities#entity-length).
func units(s string) int { return len(utf16.Encode([]rune(s))) }

var (
	marks  = regexp.MustCompile(`(?:^|[^\pL\pN_/@])(/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?|@[A-Za-z0-9_]{3,32})`)
	webURL = regexp.MustCompile(`https?://[^\s，。；！？（）]+`)
)

type m = map[string]any

// entities finds commands, mentions and addresses, as the server does for
// text that people type.
func entities(text string) []m {
	var out []m
	add := func(kind string, from, to int) {
		out = append(out, m{"type": kind, "offset": units(text[:from]), "length": units(text[from:to])})
	}
	for _, at := range marks.FindAllStringSubmatchIndex(text, -1) {
		kind := "mention"
		if text[at[2]] == '/' {
			kind = "bot_command"
		}
		add(kind, at[2], at[3])
	}
	for _, at := range webURL.FindAllStringIndex(text, -1) {
		add("url", at[0], at[1])
	}
	return out
}

// meantFor reports whether a bot in privacy mode is shown the text in a group
// (https://core.telegram.org/bots/features#privacy-mode).
func meantFor(text, username string) bool {
	for _, at := range marks.FindAllStringSubmatch(text, -1) {
		if _, name, named := strings.Cut(at[1], "@"); !named || strings.EqualFold(name, username) {
			return true
		}
	}
	return false
}

// goodURL reports whether a button may lead there: http(s) to a host that others
// can reach, or tg:// (https://core.telegram.org/bots/api#inlinekeyboardbutton).
func goodURL(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := u.Hostname()
	web := (u.Scheme == "http" || u.Scheme == "https") && strings.Contains(host, ".") && !strings.HasPrefix(host, "127.")
	return web || u.Scheme == "tg"
}
