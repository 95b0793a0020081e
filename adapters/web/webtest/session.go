package webtest

import (
	"net/url"
	"strings"
)

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
