package wechat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	wxcontext "github.com/silenceper/wechat/v2/officialaccount/context"
	"github.com/silenceper/wechat/v2/officialaccount/material"
	wxmessage "github.com/silenceper/wechat/v2/officialaccount/message"
	"github.com/silenceper/wechat/v2/util"

	"yishi/adapters/render"
	"yishi/bot"
)

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
	return a.api.say(ctx, func(c *wxcontext.Context) error { return wxmessage.NewMessageManager(c).Send(m) })
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

const formURL = "https://api.weixin.qq.com/cgi-bin/message/template/send"

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
	err := a.api.say(ctx, func(c *wxcontext.Context) error {
		ticket, _ := c.GetAccessToken()
		body, err := util.PostJSON(formURL+"?access_token="+ticket, f)
		if err != nil {
			return err
		}
		return json.Unmarshal(body, &answer)
	})
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
		if strings.HasPrefix(key, f.kind) && utf8.RuneCountInString(value) > f.size {
			return string([]rune(value)[:f.size-1]) + "…"
		}
	}
	return value
}

// upload is a picture that the platform has from us.
type upload struct {
	id    string
	until time.Time
}

// Temporary media live three days; an image holds at most 10 MB
// (https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/New_temporary_materials.html).
const (
	mediaLife = 3 * 24 * time.Hour
	maxImage  = 10 << 20
)

// upload gives the platform a picture of ours, unless it has it. Its errors are
// certain: no message went out.
func (a *Adapter) upload(ctx context.Context, name string) (string, error) {
	if id := a.uploaded(name); id != "" {
		return id, nil
	}
	id, err := a.give(ctx, name)
	if e, certain := bot.AsSendError(err); certain {
		refused := *e // only the picture: that no more may be given today says nothing of words
		if refused.Photo = true; refused.Verdict == bot.Quota {
			refused.Verdict = bot.Bad
		}
		return "", &refused
	}
	return id, err
}

func (a *Adapter) give(ctx context.Context, name string) (string, error) {
	picture, err := a.picture(name)
	if err != nil {
		return "", err
	}
	var media material.Media
	err = a.api.do(ctx, func(c *wxcontext.Context) error {
		media, err = material.NewMaterial(c).MediaUploadFromReader(material.MediaTypeImage, name, strings.NewReader(picture))
		return err
	})
	if err == nil && media.MediaID == "" {
		err = errors.New("no media_id")
	}
	if _, certain := bot.AsSendError(err); err != nil && !certain {
		return "", &bot.SendError{Verdict: bot.Retry, Why: "图片没能传给微信"}
	}
	if err != nil {
		return "", err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.media[name] = upload{media.MediaID, a.deps.Now().Add(mediaLife - 6*time.Hour)}
	return media.MediaID, nil
}

func (a *Adapter) picture(name string) (string, error) {
	f, err := a.deps.Files.Open(name)
	if err != nil {
		return "", &bot.SendError{Verdict: bot.Bad, Why: "图片文件找不到了"}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxImage+1))
	if err != nil {
		return "", &bot.SendError{Verdict: bot.Retry, Why: "图片文件读不出来"}
	}
	if len(data) > maxImage {
		return "", &bot.SendError{Verdict: bot.Bad, Why: "图片超过 10 MB"}
	}
	return string(data), nil
}

// uploaded also drops what has expired.
func (a *Adapter) uploaded(name string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	for n, u := range a.media {
		if !a.deps.Now().Before(u.until) {
			delete(a.media, n)
		}
	}
	return a.media[name].id
}

func (a *Adapter) forget(name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.media, name)
}
