package wechattest

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"yishi/adapters/phone"
)

// maxText is the most bytes of a text, passive or not.
const maxText = 2048

// custom takes a customer message
// (https://developers.weixin.qq.com/doc/service/guide/product/kf/intro).
func (f *Fake) custom(w http.ResponseWriter, r *http.Request) (any, code) {
	var msg struct {
		To   string `json:"touser"`
		Type string `json:"msgtype"`
		Text struct {
			Content string `json:"content"`
		} `json:"text"`
		Image struct {
			ID string `json:"media_id"`
		} `json:"image"`
		News struct {
			Articles []article `json:"articles"`
		} `json:"news"`
		Menu msgMenu `json:"msgmenu"`
	}
	if !read(r, &msg) {
		return nil, 47001
	}
	var b phone.Bubble
	var c code
	switch msg.Type {
	case "text":
		b, c = textBubble(msg.Text.Content)
	case "image":
		b, c = f.imageBubble(msg.Image.ID)
	case "news":
		b, c = newsBubble(msg.News.Articles)
	case "msgmenu":
		b, c = msg.Menu.bubble(f.opts.Account)
	default:
		c = 40008
	}
	if c != 0 {
		return nil, c
	}
	return f.reach(w, msg.To, func(p *Phone) (bool, code) { return true, p.take(b) }, Delivery{Kind: "custom", Text: b.Text, Photo: b.Photo})
}

// reach brings a message to a person unless a fault was asked for.
func (f *Fake) reach(w http.ResponseWriter, openid string, take func(*Phone) (bool, code), d Delivery) (any, code) {
	p := f.person(openid)
	if p == nil {
		return nil, 40003
	}
	fault := f.fault(openid)
	if f.spoil(w, fault) {
		return done, 0
	}
	there, c := take(p)
	if c != 0 {
		return nil, c
	}
	if d.OpenID, d.Name = p.id, p.name; there {
		f.arrived(d)
	}
	return f.after(w, fault)
}

func textBubble(content string) (phone.Bubble, code) {
	if content == "" {
		return phone.Bubble{}, 44004
	}
	if len(content) > maxText {
		return phone.Bubble{}, 45002
	}
	text, links := look(content)
	return phone.Bubble{Text: text, Links: links}, 0
}

func (f *Fake) imageBubble(id string) (phone.Bubble, code) {
	m, ok := f.medium(id)
	if !ok || !strings.HasPrefix(m.kind, "image/") {
		return phone.Bubble{}, 40007
	}
	return phone.Bubble{Photo: m.data}, 0
}

type article struct {
	Title       string `json:"title" xml:"Title"`
	Description string `json:"description" xml:"Description"`
	URL         string `json:"url" xml:"Url"`
}

func newsBubble(articles []article) (phone.Bubble, code) {
	if len(articles) != 1 {
		return phone.Bubble{}, 45008
	}
	a := articles[0]
	return phone.Bubble{Text: a.Title + "\n" + a.Description, Links: []phone.Link{{Label: a.Title, URL: a.URL}}}, 0
}

type msgMenu struct {
	Head string `json:"head_content"`
	Tail string `json:"tail_content"`
	List []struct {
		ID      string `json:"id"`
		Content string `json:"content"`
	} `json:"list"`
}

// bubble: only a verified service account has menus in messages.
func (m msgMenu) bubble(account string) (phone.Bubble, code) {
	if account != "service" {
		return phone.Bubble{}, 40200
	}
	var b phone.Bubble
	lines := []string{m.Head}
	for _, item := range m.List {
		lines = append(lines, item.Content)
		b.Links = append(b.Links, phone.Link{Label: item.Content, URL: menuLink + "msgmenucontent=" + item.Content + "&msgmenuid=" + item.ID})
	}
	b.Text = strings.Join(append(lines, m.Tail), "\n")
	return b, 0
}

// seen is a template message by its client id; the same one is delivered once
// in ten minutes.
type seen struct {
	ref int64
	at  time.Time
}

const sameFor = 10 * time.Minute

// template takes a template message and reports on it afterwards
// (https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage).
func (f *Fake) template(w http.ResponseWriter, r *http.Request) (any, code) {
	var msg struct {
		To       string `json:"touser"`
		Template string `json:"template_id"`
		URL      string `json:"url"`
		ID       string `json:"client_msg_id"`
		Data     map[string]struct {
			Value string `json:"value"`
		} `json:"data"`
		Mini *struct {
			AppID string `json:"appid"`
		} `json:"miniprogram"`
	}
	switch {
	case !read(r, &msg):
		return nil, 47001
	case msg.Template == "":
		return nil, 40037
	case msg.Mini != nil && msg.Mini.AppID == "":
		return nil, 40013
	}
	values := map[string]string{}
	for key, d := range msg.Data {
		if !fits(key, d.Value) {
			return nil, 47003
		}
		values[key] = d.Value
	}
	if ref := f.sameForm(msg.To, msg.ID); ref != 0 {
		return map[string]any{"errcode": 0, "errmsg": "ok", "msgid": ref}, 0
	}
	b, ref := card(values, msg.URL), f.id()
	take := func(p *Phone) (bool, code) {
		there, c := p.takeForm(b)
		if c == 0 {
			f.noteForm(msg.To, msg.ID, ref)
			f.report(msg.To, ref, there)
		}
		return there, c
	}
	answer, c := f.reach(w, msg.To, take, Delivery{Kind: "template", Text: b.Text, Ref: strconv.FormatInt(ref, 10), ID: msg.ID})
	if answer == nil && c == 0 {
		answer = map[string]any{"errcode": 0, "errmsg": "ok", "msgid": ref}
	}
	return answer, c
}

// sameForm is the msgid of the same message sent shortly before, or 0.
func (f *Fake) sameForm(to, id string) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if was := f.seen[to+" "+id]; f.opts.Now().Sub(was.at) < sameFor {
		return was.ref
	}
	return 0
}

func (f *Fake) noteForm(to, id string, ref int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if id != "" {
		f.seen[to+" "+id] = seen{ref, f.opts.Now()}
	}
}

// report pushes how a template message fared.
func (f *Fake) report(openid string, ref int64, there bool) {
	status := "success"
	if !there {
		status = "failed:user block"
	}
	f.events.Go(func() {
		f.deliver(f.doc(openid, "event", tag{"Event", "TEMPLATESENDJOBFINISH"}, tag{"MsgID", ref}, tag{"Status", status}), openid)
	})
}

// fits: a value's type begins its key
// (https://developers.weixin.qq.com/doc/service/guide/product/template_message/subscription_message.html).
func fits(key, value string) bool {
	sizes := map[string]int{"thing": 20, "short_thing": 10, "phrase": 5, "name": 10, "character_string": 32, "number": 32, "letter": 32}
	size, ok := sizes[strings.TrimRight(key, "0123456789")]
	return value != "" && !strings.Contains(value, "\n") && (!ok || utf8.RuneCountInString(value) <= size)
}

var digits = regexp.MustCompile(`\d+$`)

// card shows a form's values in the order of their keys' numbers.
func card(values map[string]string, url string) phone.Bubble {
	keys := make([]string, 0, len(values))
	for k := range values {
		keys = append(keys, k)
	}
	order := func(key string) string { return fmt.Sprintf("%6s", digits.FindString(key)) }
	slices.SortFunc(keys, func(a, b string) int { return strings.Compare(order(a), order(b)) })
	lines := make([]string, len(keys))
	for i, k := range keys {
		lines[i] = values[k]
	}
	b := phone.Bubble{Form: true, Text: strings.Join(lines, "\n")}
	if url != "" {
		b.Links = []phone.Link{{Label: "查看详情", URL: url}}
	}
	return b
}
