package wechat

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"strconv"
	"time"

	"yishi/bot"
)

// uploadTime is what an answer with a picture may spend of the platform's 5 s.
const uploadTime = 3500 * time.Millisecond

const noPhoto = "（有一张照片，这里发不出来。）"

// reply is the XML that answers a message within its request
// (https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html).
func (a *Adapter) reply(ctx context.Context, to message, out bot.Out) ([]byte, error) {
	piece, err := a.onePiece(out)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, 512+len(piece.Text))
	b = element(append(b, "<xml>"...), "ToUserName", to.from)
	b = element(b, "FromUserName", to.to)
	b = append(b, "<CreateTime>"...)
	b = strconv.AppendInt(b, a.deps.Now().Unix(), 10)
	b = append(b, "</CreateTime>"...)
	if piece.Photo == "" {
		b = element(b, "MsgType", "text")
		b = element(b, "Content", words(piece))
		return append(b, "</xml>"...), nil
	}
	ctx, cancel := context.WithTimeout(ctx, uploadTime)
	defer cancel()
	id, err := a.upload(ctx, piece.Photo)
	if err != nil { // an error would have the platform deliver again, and tell that we are out of order
		a.deps.Log.Warn("an answer goes without its picture", "channel", a.Channel(), "err", err)
		b = element(b, "MsgType", "text")
		b = element(b, "Content", noPhoto)
		return append(b, "</xml>"...), nil
	}
	b = element(b, "MsgType", "image")
	b = append(element(append(b, "<Image>"...), "MediaId", id), "</Image>"...)
	return append(b, "</xml>"...), nil
}

// element appends <name> with text as CDATA.
func element(b []byte, name, text string) []byte {
	b = append(append(append(b, '<'), name...), "><![CDATA["...)
	from := len(b)
	b = append(b, text...)
	if bytes.Contains(b[from:], []byte("]]>")) {
		inner := bytes.ReplaceAll(b[from:], []byte("]]>"), []byte("]]]]><![CDATA[>"))
		b = append(b[:from], inner...)
	}
	return append(append(append(b, "]]></"...), name...), '>')
}

func newNonce() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
