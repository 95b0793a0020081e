package wechat

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"

	"yishi/bot"
)

// maxBody is the most bytes of a request we read. A message is some hundred.
const maxBody = 64 << 10

// ServeHTTP is the callback
// (https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html).
// In safe mode only encrypted messages are taken, whatever the request says of
// itself.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	handle := a.handle.Load()
	if handle == nil {
		http.Error(w, "not running", http.StatusServiceUnavailable)
		return
	}
	q := newQuery(r.URL.RawQuery)
	if !signed(q.signature, a.config.Token, q.timestamp, q.nonce) {
		http.Error(w, "bad signature", http.StatusForbidden)
		return
	}
	if !q.fresh(a.deps.Now()) { // signed, so perhaps it is our clock that is wrong
		a.refuse(w, http.StatusForbidden, "its time is not ours")
		return
	}
	switch r.Method {
	case http.MethodGet:
		a.serveEcho(w, q)
	case http.MethodPost:
		a.serveMessage(w, r, q, *handle)
	default:
		http.Error(w, "bad method", http.StatusMethodNotAllowed)
	}
}

// serveEcho proves to the platform that this address is ours.
func (a *Adapter) serveEcho(w http.ResponseWriter, q query) {
	if q.echo == "" || !a.nonces.take(q.timestamp, q.nonce, a.deps.Now()) {
		http.Error(w, "bad request", http.StatusForbidden)
		return
	}
	writePlain(w, q.echo)
}

func (a *Adapter) serveMessage(w http.ResponseWriter, r *http.Request, q query, handle bot.Handler) {
	rooms := pool.Get().(*rooms)
	defer pool.Put(rooms)
	doc, status, why := a.read(w, r, q, rooms)
	if status != 0 {
		a.refuse(w, status, why)
		return
	}
	msg, err := parse(doc)
	if err != nil {
		a.refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	if !a.nonces.take(q.timestamp, q.nonce, a.deps.Now()) {
		http.Error(w, "seen before", http.StatusForbidden)
		return
	}
	// The platform hangs up after 5 s and delivers again. We never say "success"
	// before the commit to win time: nothing would bring the message back if we
	// then died. The handler goes on to its end, and whichever delivery is
	// waiting then gets the answer, which is the same for all of them.
	answered := false
	defer func() {
		if !answered || r.Context().Err() != nil {
			a.nonces.release(q.timestamp, q.nonce)
		}
	}()
	answered = a.serve(context.WithoutCancel(r.Context()), w, msg, rooms, handle)
}

// serve gives the message to the handler and writes its answer.
func (a *Adapter) serve(ctx context.Context, w http.ResponseWriter, msg message, rooms *rooms, handle bot.Handler) bool {
	in, ok := a.in(msg)
	if !ok && a.config.Relay {
		writeNotOurs(w)
		return true
	}
	if !ok {
		writePlain(w, "success")
		return true
	}
	answer, err := handle(ctx, in)
	var reply []byte
	if err == nil && answer.Out != nil && in.Claim {
		reply, err = a.reply(ctx, msg, *answer.Out)
	}
	if err != nil {
		a.deps.Log.Error("wechat message not handled", "channel", a.Channel(), "id", in.ID, "err", err)
		http.Error(w, "try again", http.StatusInternalServerError)
		return false
	}
	if answer.Pass && a.config.Relay {
		writeNotOurs(w)
		return true
	}
	if reply == nil {
		writePlain(w, "success")
		return true
	}
	writeXML(w, a.sealed(rooms, reply))
	return true
}

// refuse turns away a request that bears our token's signature. Whoever sets up
// the account wants to know why.
func (a *Adapter) refuse(w http.ResponseWriter, status int, why string) {
	a.deps.Log.Warn("wechat message refused", "channel", a.Channel(), "why", why)
	http.Error(w, why, status)
}

// read takes the message out of the request: the body, in safe mode opened. A
// status other than 0 says why not.
func (a *Adapter) read(w http.ResponseWriter, r *http.Request, q query, rooms *rooms) (doc []byte, status int, why string) {
	if err := rooms.fill(http.MaxBytesReader(w, r.Body, maxBody)); err != nil {
		if _, big := errors.AsType[*http.MaxBytesError](err); big {
			return nil, http.StatusRequestEntityTooLarge, "too long"
		}
		return nil, http.StatusBadRequest, "broken off"
	}
	body := rooms.body.Bytes()
	encrypted := q.encrypted == "aes" && q.msgSignature != ""
	switch {
	case a.seal == nil && encrypted:
		return nil, http.StatusBadRequest, "encrypted, but no aes_key is configured"
	case a.seal == nil:
		return body, 0, ""
	case !encrypted:
		return nil, http.StatusForbidden, "not in safe mode, which aes_key requires"
	}
	return a.unseal(body, q, rooms)
}

func (a *Adapter) unseal(body []byte, q query, rooms *rooms) (doc []byte, status int, why string) {
	var text []byte
	err := children(body, func(name, own []byte) {
		if string(name) == "Encrypt" {
			text = own
		}
	})
	if err != nil {
		return nil, http.StatusBadRequest, err.Error()
	}
	if !signed(q.msgSignature, a.config.Token, q.timestamp, q.nonce, string(text)) {
		return nil, http.StatusForbidden, "bad message signature"
	}
	if doc, rooms.plain, err = a.seal.open(text, rooms.plain); err != nil {
		return nil, http.StatusForbidden, err.Error()
	}
	return doc, 0, ""
}

// sealed wraps a reply for the mode we are in.
func (a *Adapter) sealed(rooms *rooms, reply []byte) []byte {
	if a.seal == nil {
		return reply
	}
	rooms.text, rooms.plain = a.seal.close(rooms.text[:0], reply, rooms.plain) // the message is read by now
	timestamp, nonce := strconv.FormatInt(a.deps.Now().Unix(), 10), newNonce()
	sum := signature(a.config.Token, timestamp, nonce, string(rooms.text))
	b := append(rooms.plain[:0], "<xml><Encrypt><![CDATA["...)
	b = append(b, rooms.text...)
	b = append(b, "]]></Encrypt><MsgSignature><![CDATA["...)
	b = append(b, sum[:]...)
	b = append(b, "]]></MsgSignature><TimeStamp>"...)
	b = append(b, timestamp...)
	b = append(b, "</TimeStamp><Nonce><![CDATA["...)
	b = append(b, nonce...)
	rooms.plain = append(b, "]]></Nonce></xml>"...)
	return rooms.plain
}

// rooms are the buffers of one request.
type rooms struct {
	body        bytes.Buffer
	plain, text []byte
}

var pool = sync.Pool{New: func() any { return new(rooms) }}

func (r *rooms) fill(body io.Reader) error {
	r.body.Reset()
	_, err := r.body.ReadFrom(body)
	return err
}

func writePlain(w http.ResponseWriter, text string) {
	w.Header()["Content-Type"] = plainType
	w.Header()["X-Content-Type-Options"] = noSniff // echostr is theirs, not ours
	_, _ = io.WriteString(w, text)
}

func writeXML(w http.ResponseWriter, doc []byte) {
	w.Header()["Content-Type"] = xmlType
	w.Header()["Content-Length"] = []string{strconv.Itoa(len(doc))}
	_, _ = w.Write(doc)
}

var (
	plainType = []string{"text/plain; charset=utf-8"}
	xmlType   = []string{"application/xml; charset=utf-8"}
	noSniff   = []string{"nosniff"}
)
