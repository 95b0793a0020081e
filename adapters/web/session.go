package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"yishi/store"
)

const (
	cookieName = "yishi_chat"
	cookieLife = 400 * 24 * time.Hour // the most browsers keep (https://www.rfc-editor.org/rfc/rfc6265bis#section-5.6.2)
	renewAfter = 24 * time.Hour
)

// session reads the session's id from its cookie; "" if there is none of ours.
func (a *Adapter) session(r *http.Request) (id string, issued time.Time) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return "", issued
	}
	value, sum, _ := strings.Cut(c.Value, "~")
	if !hmac.Equal([]byte(sum), []byte(a.sign(value))) {
		return "", issued
	}
	id, at, _ := strings.Cut(value, ".")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if issued = time.Unix(seconds, 0); err != nil || a.cfg.Now().Sub(issued) > cookieLife {
		return "", issued
	}
	return id, issued
}

// admit gives the chat of a page's reader and what is kept of it. It keeps the
// cookie fresh; who has none, or one of a chat that is over, gets a new one.
func (a *Adapter) admit(w http.ResponseWriter, r *http.Request) (chat session, kept []bubble, err error) {
	id, issued := a.session(r)
	err = a.cfg.Store.View(r.Context(), func(tx store.Reader) error {
		chat, _ = sessions.Get(tx, id)
		kept = chat.since(tx, 0)
		return nil
	})
	switch {
	case err != nil:
		return chat, nil, err
	case id == "" || chat.Over:
		id = newSession()
	case a.cfg.Now().Sub(issued) < renewAfter:
		return chat, kept, nil
	}
	value := id + "." + strconv.FormatInt(a.cfg.Now().Unix(), 10)
	a.setCookie(w, value+"~"+a.sign(value), int(cookieLife.Seconds()))
	return chat, kept, nil
}

// dismiss takes the cookie away.
func (a *Adapter) dismiss(w http.ResponseWriter) { a.setCookie(w, "", -1) }

func (a *Adapter) setCookie(w http.ResponseWriter, value string, age int) {
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.public.Scheme == "https",
	})
}

func (a *Adapter) sign(value string) string {
	mac := hmac.New(sha256.New, a.cfg.Secret)
	mac.Write([]byte("yishi chat session " + value))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// newSession is 128 random bits.
func newSession() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}
