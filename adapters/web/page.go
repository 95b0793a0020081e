package web

import (
	"crypto/rand"
	"embed"
	"html/template"
	"io"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"time"

	"yishi/adapters/errorpage"
	"yishi/adapters/internal/assets"
	"yishi/store"
)

//go:embed assets/chat.css assets/chat.js assets/weui-2.6.26.min.css
var files embed.FS

//go:embed assets/chat.html
var chatHTML string

// own are the files of the page.
var own = assets.New(files, "/chat/assets/", "assets/chat.css", "assets/chat.js", "assets/weui-2.6.26.min.css")

var page = template.Must(template.New("chat").Funcs(template.FuncMap{"id": rand.Text, "asset": own.URL}).Parse(chatHTML))

var webURL = regexp.MustCompile(`^https?://`)

// policy lets nothing in but our own files. The stylesheet brings its icons as
// data.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard refuses posts from other sites and tells browsers what the page may do.
func (a *Adapter) guard(next http.Handler) http.Handler {
	csrf := http.NewCrossOriginProtection()
	if a.public.Host != "" {
		_ = csrf.AddTrustedOrigin(a.public.Scheme + "://" + a.public.Host) // a proxy may hide our name from us
	}
	csrf.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		errorpage.Say(w, r, http.StatusForbidden, "这个请求不是从本页面发出的。")
	}))
	next = csrf.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), microphone=(self), geolocation=(self)")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// sheet is what the template shows.
type sheet struct {
	Title   string
	Big     bool
	Known   bool   // the chat has begun
	Code    string // to open it with
	Note    string
	Rev     int
	Bubbles []line
	Menu    []Entry
}

// line is a bubble with the time above it, if some time has passed, and whether
// its buttons are the ones to press.
type line struct {
	view
	Gap    bool
	Newest bool
}

// page opens the chat; with a code, it arrives with that code.
func (a *Adapter) page(w http.ResponseWriter, r *http.Request) {
	if code := r.PathValue("code"); code != "" && !codeForm.MatchString(code) {
		http.Redirect(w, r, "/chat", http.StatusSeeOther)
		return
	}
	a.show(w, r, http.StatusOK, "")
}

func (a *Adapter) show(w http.ResponseWriter, r *http.Request, code int, note string) {
	s := sheet{Title: a.cfg.Title, Menu: a.cfg.Menu, Code: r.PathValue("code"), Note: note, Big: isBig(r)}
	chat, kept, err := a.admit(w, r)
	if err == nil {
		err = a.shown(r.Context(), kept)
	}
	if err != nil {
		errorpage.Say(w, r, http.StatusServiceUnavailable, "暂时打不开，请稍后再试。")
		return
	}
	if chat.Over {
		s.Note, kept = lastWord(note, kept), nil
	}
	s.Known = chat.ID != "" && !chat.Over
	s.Bubbles = lines(kept, a.cfg.Now())
	for _, b := range kept {
		s.Rev = max(s.Rev, b.Rev)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	_ = page.Execute(w, s)
}

// lastWord is what a page shows whose chat is over, if it has nothing else to say.
func lastWord(note string, kept []bubble) string {
	for _, b := range kept {
		if note == "" && !b.Blank {
			note = b.Text
		}
	}
	return note
}

// gap is how much time passes before the clock is shown again.
const gap = 5 * time.Minute

func lines(kept []bubble, now time.Time) []line {
	out := make([]line, len(kept))
	newest := -1
	for i, b := range kept {
		out[i] = line{view: b.view(now), Gap: i == 0 || b.At.Sub(kept[i-1].At) >= gap}
		if len(b.Buttons) > 0 {
			newest = i
		}
	}
	if newest >= 0 {
		out[newest].Newest = true
	}
	return out
}

// file gives a photo or voice of the reader's own chat.
func (a *Adapter) file(w http.ResponseWriter, r *http.Request) {
	sid, _ := a.session(r)
	n, _ := strconv.Atoi(r.PathValue("n"))
	var name string
	err := a.cfg.Store.View(r.Context(), func(tx store.Reader) error {
		if sid != "" && n > 0 {
			b, _ := bubbles.Get(tx, store.Key(sid, n))
			name = b.File
		}
		return nil
	})
	kind := types[path.Ext(name)]
	if err != nil || kind == "" || a.cfg.Files == nil {
		errorpage.NotFound(w, r)
		return
	}
	body, err := a.cfg.Files.Open(name)
	if err != nil {
		errorpage.NotFound(w, r)
		return
	}
	defer body.Close()
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=3600")
	if seeker, ok := body.(io.ReadSeeker); ok { // players ask for parts
		http.ServeContent(w, r, "", time.Time{}, seeker)
		return
	}
	_, _ = io.Copy(w, body)
}

const bigCookie = "yishi_big"

func isBig(r *http.Request) bool {
	c, err := r.Cookie(bigCookie)
	return err == nil && c.Value == "1"
}

// look changes between ordinary and large type, for pages without a script.
func (a *Adapter) look(w http.ResponseWriter, r *http.Request) {
	big := "1"
	if isBig(r) {
		big = "0"
	}
	http.SetCookie(w, &http.Cookie{Name: bigCookie, Value: big, Path: "/", MaxAge: int(cookieLife.Seconds()), SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/chat#end", http.StatusSeeOther)
}
