package wechat

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// envelope is the encryption of safe mode: AES-256-CBC over 16 random bytes, the
// length, the message and the app id, padded to 32
// (https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html).
// The library does the same but decodes the key and makes the cipher each time.
type envelope struct {
	appID string
	block cipher.Block
	iv    []byte
}

const (
	padTo  = 32
	prefix = 16 + 4 // random bytes, length
)

var errEnvelope = errors.New("not a message encrypted for this account")

func newEnvelope(appID, aesKey string) (*envelope, error) {
	key, err := base64.StdEncoding.DecodeString(aesKey + "=")
	if err != nil || len(aesKey) != 43 {
		return nil, errors.New("aes_key is not 43 characters of base64")
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return &envelope{appID: appID, block: block, iv: key[:16]}, nil
}

// open decrypts the text of <Encrypt>. The message is a part of buf, or of what
// buf grew to.
func (e *envelope) open(text, buf []byte) (msg, grown []byte, err error) {
	buf = slices.Grow(buf[:0], base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(buf[:cap(buf)], text)
	plain := buf[:n]
	if err != nil || n < padTo || n%aes.BlockSize != 0 {
		return nil, buf, errEnvelope
	}
	cipher.NewCBCDecrypter(e.block, e.iv).CryptBlocks(plain, plain)
	pad := int(plain[n-1])
	if pad < 1 || pad > padTo || n-pad < prefix {
		return nil, buf, errEnvelope
	}
	plain = plain[prefix : n-pad]
	size := uint64(binary.BigEndian.Uint32(buf[16:prefix:prefix]))
	if size > uint64(len(plain)) || string(plain[size:]) != e.appID {
		return nil, buf, errEnvelope
	}
	return plain[:size], buf, nil
}

// close encrypts a message into the text of <Encrypt>, appended to dst. It works
// in buf, or what buf grew to.
func (e *envelope) close(dst, msg, buf []byte) (text, grown []byte) {
	size := prefix + len(msg) + len(e.appID)
	pad := padTo - size%padTo
	plain := slices.Grow(buf[:0], size+pad)[:prefix]
	_, _ = rand.Read(plain[:16]) // never fails
	binary.BigEndian.PutUint32(plain[16:], uint32(len(msg)))
	plain = append(append(plain, msg...), e.appID...)
	for range pad {
		plain = append(plain, byte(pad))
	}
	cipher.NewCBCEncrypter(e.block, e.iv).CryptBlocks(plain, plain)
	return base64.StdEncoding.AppendEncode(dst, plain), plain
}

// signature is the platform's: SHA-1 over the sorted parts, in hex.
func signature(parts ...string) (sum [2 * sha1.Size]byte) {
	slices.SortFunc(parts, strings.Compare)
	var room [1024]byte
	all := room[:0]
	for _, p := range parts {
		all = append(all, p...)
	}
	raw := sha1.Sum(all)
	hex.Encode(sum[:], raw[:])
	return sum
}

// signed compares in constant time.
func signed(claim string, parts ...string) bool {
	sum := signature(parts...)
	return subtle.ConstantTimeCompare([]byte(claim), sum[:]) == 1
}
