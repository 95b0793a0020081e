package wechat_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/bot"
)

func TestIn(t *testing.T) {
	const head = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oJia]]></FromUserName><CreateTime>1795348800</CreateTime>`
	at := time.Unix(1795348800, 0).UTC()
	from := bot.Address{Channel: "wechat/main", Chat: "oJia"}
	message := func(in bot.In) *bot.In {
		in.ID, in.At, in.Address, in.From, in.Claim = "23000000000000007", at, from, "oJia", true
		return &in
	}
	event := func(id string, in bot.In) *bot.In {
		in.ID, in.At, in.Address, in.From = "oJia.1795348800."+id, at, from, "oJia"
		return &in
	}
	const id = `<MsgId>23000000000000007</MsgId></xml>`
	for _, c := range []struct {
		what, rest string
		want       *bot.In // nil: nobody is told
	}{
		{"words", `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[灯坏了 <3]]></Content>` + id,
			message(bot.In{Kind: bot.Text, Text: "灯坏了 <3"})},
		{"words in any order, with entities and white space", `
			<Content>1 &lt; 2 &amp; 3</Content>
			` + `<MsgId>23000000000000007</MsgId>
			<MsgDataId>x</MsgDataId><Idx>1</Idx><MsgType>text</MsgType></xml>`,
			message(bot.In{Kind: bot.Text, Text: "1 < 2 & 3"})},
		{"control characters", "<MsgType>text</MsgType><Content><![CDATA[a\x01\x0bb]]></Content>" + id,
			message(bot.In{Kind: bot.Text, Text: "ab"})},
		{"a menu link", `<MsgType>text</MsgType><Content>同意</Content><bizmsgmenuid>101</bizmsgmenuid>` + id,
			message(bot.In{Kind: bot.Text, Text: "同意", Tap: true})},
		{"a menu link whose id is no number", `<MsgType>text</MsgType><Content>同意</Content><bizmsgmenuid>vote:7</bizmsgmenuid>` + id,
			message(bot.In{Kind: bot.Text, Text: "同意", Tap: true})},
		{"a photo", `<MsgType>image</MsgType><PicUrl>http://mmbiz.qpic.cn/x/0</PicUrl><MediaId>M1</MediaId>` + id,
			message(bot.In{Kind: bot.Photo, File: "M1"})},
		{"a voice", `<MsgType>voice</MsgType><MediaId>M2</MediaId><Format>amr</Format><Recognition></Recognition>` + id,
			message(bot.In{Kind: bot.Voice, File: "M2"})},
		{"a place", `<MsgType>location</MsgType><Location_X>31.230416</Location_X><Location_Y>121.473701</Location_Y><Scale>16</Scale><Label><![CDATA[幸福小区3栋]]></Label>` + id,
			message(bot.In{Kind: bot.Location, Text: "幸福小区3栋", Pin: &bot.Pin{Lat: 31.230416, Lon: 121.473701, Label: "幸福小区3栋"}})},
		{"a place that is none", `<MsgType>location</MsgType><Location_X>NaN</Location_X><Location_Y>121</Location_Y>` + id,
			message(bot.In{Kind: bot.Other})},
		{"a video", `<MsgType>video</MsgType><MediaId>M3</MediaId>` + id, message(bot.In{Kind: bot.Other})},
		{"a sticker", `<MsgType>text</MsgType><Content>【收到不支持的消息类型，暂无法显示】</Content>` + id, message(bot.In{Kind: bot.Other})},
		{"a sticker in English", `<MsgType>text</MsgType><Content>[Unsupported Message]</Content>` + id, message(bot.In{Kind: bot.Other})},
		{"a sticker in Taiwan", `<MsgType>text</MsgType><Content>【收到不支援的訊息類型，暫無法顯示】</Content>` + id, message(bot.In{Kind: bot.Other})},
		{"words about one", `<MsgType>text</MsgType><Content>为什么说收到不支持的消息类型</Content>` + id, message(bot.In{Kind: bot.Text, Text: "为什么说收到不支持的消息类型"})},
		{"a follow", `<MsgType>event</MsgType><Event>subscribe</Event><EventKey></EventKey></xml>`,
			event("subscribe.", bot.In{Kind: bot.Follow, Tap: true, Claim: true})},
		{"a follow by code", `<MsgType>event</MsgType><Event>subscribe</Event><EventKey>qrscene_b_1-2</EventKey><Ticket>T</Ticket></xml>`,
			event("subscribe.qrscene_b_1-2", bot.In{Kind: bot.Follow, Text: "b_1-2", Tap: true, Claim: true})},
		{"a scan", `<MsgType>event</MsgType><Event>SCAN</Event><EventKey>b_1-2</EventKey></xml>`,
			event("SCAN.b_1-2", bot.In{Kind: bot.Scan, Text: "b_1-2", Tap: true, Claim: true})},
		{"a menu press", `<MsgType>event</MsgType><Event>CLICK</Event><EventKey>issue</EventKey></xml>`,
			event("CLICK.issue", bot.In{Kind: bot.Press, Text: "issue", Tap: true, Claim: true})},
		{"a leave", `<MsgType>event</MsgType><Event>unsubscribe</Event><EventKey></EventKey></xml>`,
			event("unsubscribe.", bot.In{Kind: bot.Leave})},
		{"a receipt, whose id is MsgID", `<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>200163836</MsgID><Status>success</Status></xml>`,
			event("TEMPLATESENDJOBFINISH.200163836", bot.In{Kind: bot.Receipt, Ref: "200163836"})},
		{"a receipt of refusal", `<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>1</MsgID><Status>failed:user block</Status></xml>`,
			event("TEMPLATESENDJOBFINISH.1", bot.In{Kind: bot.Receipt, Ref: "1", Text: "对方设置了拒收"})},
		{"a receipt of failure", `<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>1</MsgID><Status>failed: system failed</Status></xml>`,
			event("TEMPLATESENDJOBFINISH.1", bot.In{Kind: bot.Receipt, Ref: "1", Text: "微信没有送达"})},
		{"a page of the menu", `<MsgType>event</MsgType><Event>VIEW</Event><EventKey>https://example.org</EventKey></xml>`, nil},
		{"where somebody is", `<MsgType>event</MsgType><Event>LOCATION</Event><Latitude>31</Latitude><Longitude>121</Longitude></xml>`, nil},
		{"a nested event", `<MsgType>event</MsgType><Event>scancode_push</Event><ScanCodeInfo><EventKey>no</EventKey><Event>CLICK</Event></ScanCodeInfo></xml>`, nil},
	} {
		var got *bot.In
		w := start(t, nil)
		w.run(t, func(_ context.Context, in bot.In) (bot.Answer, error) {
			got = &in
			return bot.Answer{}, nil
		})
		if rec := w.post(t, head+c.rest, nil); rec.Code != 200 || rec.Body.String() != "success" {
			t.Errorf("%s: answered %d %q", c.what, rec.Code, rec.Body)
		}
		if c.want != nil {
			c.want.Sent = c.want.At // safe mode: the platform vouches for it
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.what, got, c.want)
		}
	}
}

// The library reads the time of a request into 32 bits.
func TestAfter2038(t *testing.T) {
	w := start(t, nil)
	w.clock.pass(20 * 365 * 24 * time.Hour)
	var got bot.In
	w.run(t, func(_ context.Context, in bot.In) (bot.Answer, error) { got = in; return bot.Answer{}, nil })
	_ = w.fake.Phone("甲").Type("还在")
	if !got.At.Equal(w.clock.Now()) {
		t.Errorf("heard %+v", got)
	}
}

func TestUnverifiedAccountFetchesOpenPictures(t *testing.T) {
	w := start(t, func(c *wechat.Config, o *wechattest.Options) { c.Account, o.Account = "unverified", "unverified" })
	var got bot.In
	w.run(t, func(_ context.Context, in bot.In) (bot.Answer, error) { got = in; return bot.Answer{}, nil })
	_ = w.fake.Phone("甲").Photo([]byte("a picture"))
	if s, ext, err := w.fetch(got.File); s != "a picture" || ext != "jpg" || err != nil {
		t.Errorf("fetched %q, %q, %v", s, ext, err)
	}
	for _, address := range []string{"http://127.0.0.1:1/x", "https://example.org/.qpic.cn", "file:///etc/passwd", "http://qpic.cn.example.org/"} {
		if _, _, err := w.fetch(address); err == nil || !strings.Contains(err.Error(), "not an address") {
			t.Errorf("fetching %s: %v", address, err)
		}
	}
}
