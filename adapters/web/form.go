package web

import (
	"errors"
	"math"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"yishi/adapters/render"
	"yishi/bot"
	"yishi/store"
)

// form is one post of the page. With JavaScript or without, it is the same.
type form struct {
	id       string
	age      time.Duration // since the person tapped; no clock of theirs is trusted
	kind     string        // open text press photo voice place again leave
	text     string
	code     string
	bubble   string // of the pressed button
	token    string
	lat, lon string
	upload   multipart.File
	kept     kept // the upload, once it is in our files
}

const (
	maxUpload = 10 << 20
	maxFields = 256 << 10
)

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)
	codeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	errCode  = errors.New("web: a code is up to 64 of A-Z a-z 0-9 _ -")
)

const (
	garbled = bot.Refusal("没有看懂这个请求，请刷新页面再试。")
	notGot  = bot.Refusal("这句话没有收到，请再写一遍。")
)

// readForm reads a post of any size that is allowed.
func readForm(w http.ResponseWriter, r *http.Request) (f form, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload+maxFields)
	err = r.ParseMultipartForm(1 << 20)
	if errors.Is(err, http.ErrNotMultipart) {
		err = nil // an ordinary form, which has been parsed
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return f, tooMuch
	case err != nil:
		return f, garbled
	}
	age, _ := strconv.ParseInt(r.PostFormValue("age"), 10, 64)
	f = form{
		id: r.PostFormValue("id"), age: time.Duration(max(0, min(age, maxAge.Milliseconds()))) * time.Millisecond,
		kind: r.PostFormValue("kind"), text: strings.TrimSpace(render.Clean(r.PostFormValue("text"))),
		code: r.PostFormValue("code"), bubble: r.PostFormValue("bubble"), token: r.PostFormValue("token"),
		lat: r.PostFormValue("lat"), lon: r.PostFormValue("lon"),
	}
	if r.MultipartForm != nil && len(r.MultipartForm.File["file"]) > 0 {
		f.upload, err = r.MultipartForm.File["file"][0].Open()
	}
	if err != nil || !idForm.MatchString(f.id) {
		return f, garbled
	}
	if len(f.text) > maxFields {
		return f, bot.Refusal("太长了，请分几次发。")
	}
	return f, nil
}

// begins reports whether a form may be the first of its session.
func (f form) begins() bool { return f.kind != "leave" && f.kind != "press" && f.kind != "again" }

// tooLate is what a form gets whose session has ended: leaving twice is fine.
func (f form) tooLate() error {
	if f.kind == "leave" {
		return nil
	}
	return bot.Refusal("这次对话已经结束，请刷新页面。")
}

// read says what a form means, and what its bubble is, if it shows. A form that
// means nothing any more is an In without kind.
func (f form) read(tx store.Reader, s *session, known bool) (in bot.In, b *bubble, err error) {
	switch f.kind {
	case "open":
		return f.opened(known)
	case "text":
		if f.text == "" {
			return in, nil, bot.Refusal("请先写点什么，再点发送。")
		}
		return bot.In{Kind: bot.Text, Text: f.text}, &bubble{Text: f.text}, nil
	case "press":
		return f.pressed(tx, s)
	case "photo", "voice":
		return f.kept.read(f.text)
	case "place":
		return f.placed()
	case "leave":
		return bot.In{Kind: bot.Leave}, nil, nil
	case "again":
		return in, nil, notGot
	}
	return in, nil, garbled
}

func (f form) opened(known bool) (in bot.In, b *bubble, err error) {
	switch {
	case f.code != "" && !codeForm.MatchString(f.code):
		return in, nil, bot.Refusal("这个码认不出来，请重新扫一次。")
	case !known:
		in.Kind, in.Text = bot.Follow, f.code
	case f.code != "":
		in.Kind, in.Text = bot.Scan, f.code
	}
	return in, nil, nil
}

func (f form) pressed(tx store.Reader, s *session) (in bot.In, b *bubble, err error) {
	asked, ok := s.bubble(tx, f.bubble)
	if !ok || !asked.offers(f.token) {
		return in, nil, bot.Refusal("这个已经过去了，请看最新的消息。")
	}
	return bot.In{Kind: bot.Press, Text: f.token, Ref: f.bubble}, nil, nil
}

func (f form) placed() (in bot.In, b *bubble, err error) {
	lat, err1 := strconv.ParseFloat(f.lat, 64)
	lon, err2 := strconv.ParseFloat(f.lon, 64)
	if errors.Join(err1, err2) != nil || !(math.Abs(lat) <= 90) || !(math.Abs(lon) <= 180) {
		return in, nil, bot.Refusal("没有取到位置，请用文字说一下在哪里。")
	}
	where := "📍 我的位置"
	if f.text != "" {
		where = "📍 " + f.text
	}
	in = bot.In{Kind: bot.Location, Text: f.text, Pin: bot.PinOfGPS(lat, lon, f.text)}
	return in, &bubble{Text: where}, nil
}
