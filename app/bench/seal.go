package bench

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// platformSide seals and opens as WeChat does in safe mode, with the key made
// ready once: the load generator shares the processors with what it measures.
// One is for one goroutine.
type platformSide struct {
	appID, token string
	block        cipher.Block
	iv           []byte

	query, body, plain []byte
}

func newPlatformSide(appID, token, aesKey string) (*platformSide, error) {
	key, err := base64.StdEncoding.DecodeString(aesKey + "=")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	return &platformSide{appID: appID, token: token, block: block, iv: key[:16]}, err
}

// seal makes query and body of a push, valid until the next.
func (p *platformSide) seal(doc []byte, openid string, at time.Time) (query, body []byte) {
	text := base64.StdEncoding.AppendEncode(nil, p.encrypt(doc))
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails
	timestamp, nonce := strconv.FormatInt(at.Unix(), 10), hex.EncodeToString(random[:])
	q := append(append(p.query[:0], "signature="...), signWith(p.token, timestamp, nonce)...)
	q = append(append(append(append(q, "&timestamp="...), timestamp...), "&nonce="...), nonce...)
	q = append(append(q, "&openid="...), openid...)
	p.query = append(append(q, "&encrypt_type=aes&msg_signature="...), signWith(p.token, timestamp, nonce, string(text))...)
	b := append(p.body[:0], "<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><Encrypt><![CDATA["...)
	p.body = append(append(b, text...), "]]></Encrypt></xml>"...)
	return p.query, p.body
}

func (p *platformSide) encrypt(doc []byte) []byte {
	b := slices.Grow(p.plain[:0], len(doc)+len(p.appID)+64)[:16]
	_, _ = rand.Read(b)
	b = binary.BigEndian.AppendUint32(b, uint32(len(doc)))
	b = append(append(b, doc...), p.appID...)
	for pad, n := 32-len(b)%32, 0; n < pad; n++ {
		b = append(b, byte(pad))
	}
	cipher.NewCBCEncrypter(p.block, p.iv).CryptBlocks(b, b)
	p.plain = b
	return b
}

var errAnswer = errors.New("the answer is not sealed for this account")

// open checks and opens the answer to a push; it is valid until the next call.
func (p *platformSide) open(body []byte) ([]byte, error) {
	text := between(body, "<Encrypt><![CDATA[", "]]>")
	sum := signWith(p.token, string(between(body, "<TimeStamp>", "<")), string(between(body, "<Nonce><![CDATA[", "]]>")), string(text))
	if string(between(body, "<MsgSignature><![CDATA[", "]]>")) != sum {
		return nil, errAnswer
	}
	b := slices.Grow(p.plain[:0], len(text))
	n, err := base64.StdEncoding.Decode(b[:cap(b)], text)
	if err != nil || n < 32 || n%aes.BlockSize != 0 {
		return nil, errAnswer
	}
	b = b[:n]
	p.plain = b
	cipher.NewCBCDecrypter(p.block, p.iv).CryptBlocks(b, b)
	size := int(binary.BigEndian.Uint32(b[16:]))
	if pad := int(b[n-1]); size < 0 || 20+size+len(p.appID)+pad != n || string(b[20+size:n-pad]) != p.appID {
		return nil, errAnswer
	}
	return b[20 : 20+size], nil
}

func signWith(parts ...string) string {
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

// between is what stands after one mark and before the next; nil without them.
func between(b []byte, from, to string) []byte {
	_, b, found := bytes.Cut(b, []byte(from))
	if !found {
		return nil
	}
	b, _, _ = bytes.Cut(b, []byte(to))
	return b
}
