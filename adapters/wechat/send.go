package wechat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"

	wxmessage "github.com/silenceper/wechat/v2/officialaccount/message"

	"yishi/adapters/render"
	"yishi/bot"
)

// Window is the platform's for customer messages
// (https://developers.weixin.qq.com/doc/service/guide/product/kf/intro). A tap is
// one of the menu, too, and of a link that speaks for the person; a follow and a
// scan count as much. An answer within the request is not counted.
var Window = bot.Window{
	Said:  bot.Allowance{Messages: 5, For: 48 * time.Hour},
	Tap:   bot.Allowance{Messages: 3, For: time.Minute},
	Rule:  "来信后48小时内最多5条",
	Spent: "对方说话之后能发的5条已经用完，要等对方再说话",
	Over:  "对方48小时内没有来过消息，微信不让主动发",
	Still: "居民来信，当场还能回一条。",
}

// Send makes one customer message. The platform gives it no reference, and has
// no way to say that two calls mean the same message.
func (a *Adapter) Send(ctx context.Context, to bot.Address, out bot.Out) (string, error) {
	piece, err := a.onePiece(out)
	if err != nil {
		return "", err
	}
	if piece.Photo == "" {
		return "", a.sendCustomer(ctx, wxmessage.NewCustomerTextMessage(to.Chat, words(piece)))
	}
	id, err := a.upload(ctx, piece.Photo)
	if err != nil {
		return "", err
	}
	err = a.sendCustomer(ctx, wxmessage.NewCustomerImgMessage(to.Chat, id))
	if errors.Is(err, errMediaGone) {
		a.forget(piece.Photo)
	}
	return "", err
}

func (a *Adapter) sendCustomer(ctx context.Context, m *wxmessage.CustomerMessage) error {
	err := a.api.say(ctx, "/cgi-bin/message/custom/send", m, nil)
	a.denied.Store(errors.Is(err, errDenied))
	return err
}

// form is a template message. The library's own always says "miniprogram", with
// nothing in it.
type form struct {
	To       string               `json:"touser"`
	Template string               `json:"template_id"`
	URL      string               `json:"url,omitempty"`
	ID       string               `json:"client_msg_id,omitempty"`
	Data     map[string]formValue `json:"data"`
}

type formValue struct {
	Value string `json:"value"`
}

// SendForm makes one template message of Title and Fields
// (https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage).
func (a *Adapter) SendForm(ctx context.Context, to bot.Address, out bot.Out, id string) (string, error) {
	if !a.Limits().Forms || out.Title == "" {
		return "", &bot.SendError{Verdict: bot.Bad, Why: "没有可用的模板"}
	}
	f := form{To: to.Chat, Template: a.config.TemplateID, ID: shortID(id), Data: a.formData(out)}
	if len(out.Links) > 0 {
		f.URL = out.Links[0].URL
	}
	var answer struct {
		MsgID int64 `json:"msgid"`
	}
	err := a.api.say(ctx, "/cgi-bin/message/template/send", f, &answer)
	switch {
	case err != nil:
		return "", err
	case answer.MsgID == 0:
		return "", errors.New("wechat: a form without msgid")
	}
	return strconv.FormatInt(answer.MsgID, 10), nil
}

// shortID keeps client_msg_id within 32 characters.
func shortID(id string) string {
	if len(id) <= 32 {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16])
}

func (a *Adapter) formData(out bot.Out) map[string]formValue {
	values := []string{out.Title}
	for _, f := range out.Fields {
		values = append(values, f.Value)
	}
	data := map[string]formValue{}
	for i, v := range values[:min(len(values), len(a.config.TemplateFields))] {
		key := a.config.TemplateFields[i]
		data[key] = formValue{fitField(key, v)}
	}
	return data
}

// fieldSizes are the most characters of a value, by the type that begins its
// key; a longer one is error 47003, a line break is cut
// (https://developers.weixin.qq.com/doc/service/guide/product/template_message/subscription_message.html).
var fieldSizes = []struct {
	kind string
	size int
}{{"thing", 20}, {"short_thing", 10}, {"phrase", 5}, {"name", 10}, {"character_string", 32}, {"number", 32}, {"letter", 32}}

func fitField(key, value string) string {
	value = strings.Join(strings.Fields(render.Clean(value)), " ")
	if value == "" {
		return "无" // nothing at all is refused
	}
	for _, f := range fieldSizes {
		if strings.HasPrefix(key, f.kind) {
			return render.Clip(value, f.size, render.Runes)
		}
	}
	return value
}
