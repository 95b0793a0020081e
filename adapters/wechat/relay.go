package wechat

import (
	"errors"
	"net/http"
	"net/url"

	"yishi/bot"
)

// An account that somebody else has already: its owner's server passes callbacks on
// as they came, the signature and all, and gives our answer back. What is not ours
// is answered at once with an empty body and this header, and the owner's server
// answers it itself.
const (
	relayHeader = "X-Yishi"
	notOurs     = "not-ours"
)

func writeNotOurs(w http.ResponseWriter) {
	w.Header().Set(relayHeader, notOurs)
	w.WriteHeader(http.StatusOK)
}

// shared is nil for an account that is ours alone.
func (c Config) shared() *bot.Shared {
	if !c.Relay {
		return nil
	}
	return &bot.Shared{Words: c.Ours}
}

func (c Config) checkRelay() error {
	switch at, err := url.Parse(c.TokenURL); {
	case c.Relay && len(c.Menu) > 0:
		return errors.New("menu is the owner's to set: with relay leave it out, and have its keys send words of ours")
	case !c.Relay && len(c.Ours) > 0:
		return errors.New("ours is for an account with relay: true")
	case c.TokenURL == "" && c.TokenAuth != "":
		return errors.New("token_auth is for a token_url")
	case c.TokenURL != "" && (err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http"):
		return errors.New("token_url is no web address")
	}
	return nil
}
