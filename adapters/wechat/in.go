package wechat

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"yishi/adapters/render"
	"yishi/bot"
)

// message is what we read of the platform's XML
// (https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html,
// …/Receiving_event_pushes.html). Ids stay text: a menu id need not be a number.
type message struct {
	from, to, kind, created string
	id, content, menuID     string
	media, picture          string
	x, y, label             string
	event, key              string
	ref, status             string // MsgID (not MsgId) and fate of a template message
}

func parse(doc []byte) (m message, err error) {
	err = children(doc, func(name, text []byte) {
		if to := m.field(name); to != nil {
			*to = string(text)
		}
	})
	if err == nil && (m.from == "" || m.kind == "") {
		err = errXML
	}
	return m, err
}

func (m *message) field(name []byte) *string {
	switch string(name) {
	case "FromUserName":
		return &m.from
	case "ToUserName":
		return &m.to
	case "MsgType":
		return &m.kind
	case "CreateTime":
		return &m.created
	case "MsgId":
		return &m.id
	case "Content":
		return &m.content
	case "bizmsgmenuid":
		return &m.menuID
	case "MediaId":
		return &m.media
	case "PicUrl":
		return &m.picture
	case "Location_X":
		return &m.x
	case "Location_Y":
		return &m.y
	case "Label":
		return &m.label
	case "Event":
		return &m.event
	case "EventKey":
		return &m.key
	case "MsgID":
		return &m.ref
	case "Status":
		return &m.status
	}
	return nil
}

// in says a message in our words; false for one that concerns nobody. An event
// has no id: sender, time and event make one, as the platform advises.
func (a *Adapter) in(m message) (bot.In, bool) {
	in := bot.In{
		ID: m.id, At: m.at(), From: m.from,
		Address: bot.Address{Channel: a.Channel(), Chat: m.from},
		Claim:   true,
	}
	if a.seal != nil { // in plain mode nothing vouches for what a message says of itself
		in.Sent = in.At
	}
	if m.kind == "event" {
		in.ID = strings.Join([]string{m.from, m.created, m.event, m.key + m.ref}, ".")
		return in, m.asEvent(&in)
	}
	if in.ID == "" {
		in.ID = m.from + "." + m.created
	}
	switch m.kind {
	case "text":
		m.asText(&in)
	case "image":
		in.Kind, in.File = bot.Photo, m.media
		if a.config.Account == Unverified { // may fetch no media, but the picture's address is open
			in.File = m.picture
		}
	case "voice":
		in.Kind, in.File = bot.Voice, m.media
	case "location":
		m.asLocation(&in)
	default:
		in.Kind = bot.Other
	}
	return in, true
}

func (m message) at() time.Time {
	seconds, _ := strconv.ParseInt(m.created, 10, 64)
	return time.Unix(seconds, 0).UTC()
}

// unsupported is what the platform says, in the language of whoever sends it, in the
// place of a sticker and the like.
var unsupported = regexp.MustCompile(`(?i)^[【\[](收到不支持的消息类型|收到不支援的訊息類型|收到不支援的訊息類別|unsupported message)[^【\[]*[】\]]$`)

func (m message) asText(in *bot.In) {
	in.Kind, in.Text = bot.Text, render.Clean(m.content)
	in.Tap = m.menuID != "" // a tapped link counts as a menu tap
	if unsupported.MatchString(m.content) {
		in.Kind, in.Text = bot.Other, ""
	}
}

func (m message) asLocation(in *bot.In) {
	lat, errX := strconv.ParseFloat(m.x, 64)
	lon, errY := strconv.ParseFloat(m.y, 64)
	if errX != nil || errY != nil || !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) {
		in.Kind = bot.Other
		return
	}
	label := render.Clean(m.label)
	in.Kind, in.Text = bot.Location, label
	in.Pin = &bot.Pin{Lat: lat, Lon: lon, Label: label}
}

// asEvent says an event in our words. Follow, scan and tap open the short
// window (https://developers.weixin.qq.com/doc/service/guide/product/kf/intro).
func (m message) asEvent(in *bot.In) bool {
	switch m.event {
	case "subscribe":
		in.Kind, in.Tap, in.Text = bot.Follow, true, strings.TrimPrefix(m.key, "qrscene_")
	case "SCAN":
		in.Kind, in.Tap, in.Text = bot.Scan, true, m.key
	case "CLICK":
		in.Kind, in.Tap, in.Text = bot.Press, true, m.key
	case "unsubscribe":
		in.Kind, in.Claim = bot.Leave, false
	case "TEMPLATESENDJOBFINISH":
		in.Kind, in.Claim, in.Ref, in.Text = bot.Receipt, false, m.ref, fate(m.status)
	default: // VIEW, LOCATION and a hundred more
		return false
	}
	return true
}

// fate says the status of a template message
// (https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Template_Message_Interface.html).
func fate(status string) string {
	switch status {
	case "success":
		return ""
	case "failed:user block":
		return "对方设置了拒收"
	}
	return "微信没有送达"
}
