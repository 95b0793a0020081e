package webtest

import (
	"net/http"
	"net/url"
	"strings"
)

// Look loads the page, no more: nothing is said to the bot yet. It gives what
// the page calls this browser from then on.
func (p *Phone) Look() (session string, err error) {
	resp, err := p.http.Get(p.base + "/chat")
	if err != nil {
		return "", err
	}
	return p.Session(), resp.Body.Close()
}

// Session is what the chat page calls this browser; "" before it was opened.
func (p *Phone) Session() string {
	page, err := url.Parse(p.base + "/chat")
	if err != nil {
		return ""
	}
	for _, c := range p.http.Jar.Cookies(page) {
		id, _, signed := strings.Cut(c.Value, "~")
		if id, _, _ = strings.Cut(id, "."); signed {
			return id
		}
	}
	return ""
}

// Jar holds this browser's cookies, for a page that is opened beside its script.
func (p *Phone) Jar() http.CookieJar { return p.http.Jar }
