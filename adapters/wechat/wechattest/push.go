package wechattest

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/silenceper/wechat/v2/util"

	"yishi/adapters/phone"
)

// Envelope signs and encrypts as the platform does.
type Envelope struct{ AppID, Token, AESKey string }

// Seal makes the query and body of a push. Each has its own nonce.
func (e Envelope) Seal(doc []byte, openid string, at time.Time) (query string, body []byte, err error) {
	timestamp, nonce := strconv.FormatInt(at.Unix(), 10), rand.Text()[:10]
	q := url.Values{"timestamp": {timestamp}, "nonce": {nonce}, "openid": {openid}}
	q.Set("signature", util.Signature(e.Token, timestamp, nonce))
	if e.AESKey == "" {
		return q.Encode(), doc, nil
	}
	text, err := util.EncryptMsg([]byte(rand.Text()[:16]), doc, e.AppID, e.AESKey)
	q.Set("encrypt_type", "aes")
	q.Set("msg_signature", util.Signature(e.Token, timestamp, nonce, string(text)))
	return q.Encode(), fmt.Appendf(nil, "<xml>\n<ToUserName><![CDATA[%s]]></ToUserName>\n<Encrypt><![CDATA[%s]]></Encrypt>\n</xml>", ourName, text), err
}

// Open reads the answer to a push: XML, or nothing for "success" and "".
func (e Envelope) Open(body []byte) ([]byte, error) {
	if s := string(body); s == "" || s == "success" {
		return nil, nil
	}
	if e.AESKey == "" {
		return body, nil
	}
	var sealed struct {
		Encrypt, MsgSignature, TimeStamp, Nonce string
	}
	if err := xml.Unmarshal(body, &sealed); err != nil {
		return nil, err
	}
	if sealed.Encrypt == "" || sealed.MsgSignature != util.Signature(e.Token, sealed.TimeStamp, sealed.Nonce, sealed.Encrypt) {
		return nil, errors.New("the answer is not signed")
	}
	_, doc, err := util.DecryptMsg(e.AppID, sealed.Encrypt, e.AESKey)
	return doc, err
}

// ourName is the account as people's messages name it.
const ourName = "gh_0123456789ab"

// openID makes the id by which an account knows a person.
func openID(appID, name string) string {
	sum := sha256.Sum256([]byte(appID + "\x00" + name))
	return "o" + base64.RawURLEncoding.EncodeToString(sum[:])[:27]
}

// tag is an element of a message: text is CDATA, numbers are plain, tags nest.
type tag struct {
	name string
	text any
}

// doc writes a message or event.
func (f *Fake) doc(from, kind string, tags ...tag) []byte {
	head := []tag{{"ToUserName", ourName}, {"FromUserName", from}, {"CreateTime", f.opts.Now().Unix()}, {"MsgType", kind}}
	var b bytes.Buffer
	b.WriteString("<xml>")
	for _, t := range append(head, tags...) {
		t.write(&b)
	}
	b.WriteString("</xml>")
	return b.Bytes()
}

func (t tag) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "<%s>", t.name)
	if text, ok := t.text.(string); ok {
		fmt.Fprintf(b, "<![CDATA[%s]]>", strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>"))
	} else {
		fmt.Fprint(b, t.text)
	}
	fmt.Fprintf(b, "</%s>\n", t.name)
}

// deliver pushes a message until it is answered, each time signed anew
// (https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html).
func (f *Fake) deliver(doc []byte, openid string) (answer []byte, ok bool) {
	e := Envelope{f.opts.AppID, f.opts.Token, f.opts.AESKey}
	for range f.opts.Tries {
		body, err := f.post(e, doc, openid)
		if err != nil {
			continue
		}
		answer, err = e.Open(body)
		return answer, err == nil
	}
	return nil, false
}

func (f *Fake) post(e Envelope, doc []byte, openid string) ([]byte, error) {
	query, body, err := e.Seal(doc, openid, f.opts.Now())
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	callback := f.callback
	f.mu.Unlock()
	resp, err := f.push.Post(callback+"?"+query, "text/xml", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("HTTP %d", resp.StatusCode)
	}
	return answer, err
}

// Verify asks the callback to prove itself, as saving the server's address in
// the console does.
func (f *Fake) Verify() error {
	e := Envelope{f.opts.AppID, f.opts.Token, ""}
	query, _, err := e.Seal(nil, "", f.opts.Now())
	if err != nil {
		return err
	}
	echo := rand.Text()
	f.mu.Lock()
	callback := f.callback
	f.mu.Unlock()
	resp, err := f.push.Get(callback + "?" + query + "&echostr=" + echo)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && string(body) != echo {
		err = fmt.Errorf("HTTP %d without the echo", resp.StatusCode)
	}
	return err
}

// answerBubble reads the message that answers a push. An answer that breaks a
// rule is no answer.
func (f *Fake) answerBubble(doc []byte, openid string) (phone.Bubble, error) {
	var a struct {
		ToUserName, FromUserName, MsgType, Content string
		CreateTime                                 int64
		Image                                      struct{ MediaId string }
		ArticleCount                               int
		Articles                                   struct {
			Item []article `xml:"item"`
		}
	}
	if err := xml.Unmarshal(doc, &a); err != nil {
		return phone.Bubble{}, err
	}
	if a.ToUserName != openid || a.FromUserName != ourName || a.CreateTime == 0 {
		return phone.Bubble{}, errors.New("the answer is to somebody else")
	}
	var b phone.Bubble
	c := code(40008)
	switch a.MsgType {
	case "text":
		b, c = textBubble(a.Content)
	case "image":
		b, c = f.imageBubble(a.Image.MediaId)
	case "news":
		b, c = newsBubble(a.Articles.Item)
	}
	if c != 0 {
		return phone.Bubble{}, fmt.Errorf("errcode %d", c)
	}
	return b, nil
}
