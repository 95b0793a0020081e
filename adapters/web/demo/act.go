package demo

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"yishi/bot"
)

// act is something a person does on a phone.
type act struct {
	Phone int    `json:"phone"`
	Do    string `json:"do"`
	Text  string `json:"text"`
}

const maxPost = 64 << 10

func read(w http.ResponseWriter, r *http.Request, v any) error {
	return json.NewDecoder(http.MaxBytesReader(w, r.Body, maxPost)).Decode(v)
}

// act does it and tells whether it worked.
func (p *page) act(w http.ResponseWriter, r *http.Request) {
	var a act
	if err := read(w, r, &a); err != nil {
		answer(w, reply{Error: "没有看懂，请刷新页面。"})
		return
	}
	h, ok := p.shelf.find(a.Phone)
	if !ok {
		answer(w, reply{Error: "没有这部手机，请刷新页面。"})
		return
	}
	if a.Do == "on" || a.Do == "off" {
		p.shelf.turn(h.id, a.Do == "on")
		answer(w, reply{})
		return
	}
	answer(w, reply{Error: h.try(a)})
}

// try does something and says in a sentence why it did not work.
func (h held) try(a act) (why string) {
	if h.off {
		return "手机关着，先开机。"
	}
	err := h.do(a)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errors.ErrUnsupported):
		return "这个平台做不了这件事。"
	}
	slog.Info("demo: a phone could not do something", "do", a.Do, "channel", h.Channel, "err", err)
	if a.Do == "press" {
		return "这里现在按不了。"
	}
	return "没有发出去。如果已经离开，先扫码回来。"
}

// follower is a phone that can follow an account without a code.
type follower interface{ Follow() error }

func (h held) do(a act) error {
	p := h.Phone.Phone
	switch a.Do {
	case "type":
		return p.Type(a.Text)
	case "press":
		return p.Press(a.Text)
	case "photo":
		return p.Photo(nextPhoto())
	case "voice":
		return p.Voice(voice())
	case "pin":
		return p.Pin(30.5728, 114.2793, "和苑小区东门")
	case "sticker":
		return p.Sticker()
	case "scan":
		if f, ok := p.(follower); ok && a.Text == "" {
			return f.Follow()
		}
		return p.Scan(a.Text)
	case "leave":
		return p.Leave()
	}
	return errors.ErrUnsupported
}

// clock moves the clock on: a duration, or "evening" for seven tomorrow evening.
func (p *page) clock(w http.ResponseWriter, r *http.Request) {
	var a struct {
		By string `json:"by"`
	}
	err := read(w, r, &a)
	d, bad := time.ParseDuration(a.By)
	if a.By == "evening" {
		now := p.cfg.Clock.Now()
		d, bad = bot.Midnight(now).AddDate(0, 0, 1).Add(19*time.Hour).Sub(now), nil
	}
	if err != nil || bad != nil || d <= 0 || d > 366*24*time.Hour {
		answer(w, reply{Error: "时间只能往前走。"})
		return
	}
	p.cfg.Clock.Advance(d)
	p.shelf.moved()
	answer(w, reply{})
}

// add puts the phone of somebody unknown on the shelf.
func (p *page) add(w http.ResponseWriter, r *http.Request) {
	var a struct {
		Channel string `json:"channel"`
	}
	if err := read(w, r, &a); err != nil || p.cfg.Add == nil {
		answer(w, reply{Error: "不能再加手机了。"})
		return
	}
	ph, err := p.cfg.Add(a.Channel)
	if err != nil {
		slog.Info("demo: no further phone", "channel", a.Channel, "err", err)
		answer(w, reply{Error: "这部手机加不上。"})
		return
	}
	answer(w, reply{Phone: p.shelf.put(ph)})
}
