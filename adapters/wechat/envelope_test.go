package wechat_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/silenceper/wechat/v2/util"
	"pgregory.net/rapid"

	"yishi/adapters/wechat"
)

// Both ways are held against the library's.
func TestEnvelopeAgreesWithTheLibrary(t *testing.T) {
	seal, err := wechat.NewSeal(appID, aesKey)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		msg := []byte(rapid.StringN(0, 400, -1).Draw(t, "message"))
		theirs, err := util.EncryptMsg([]byte("0123456789abcdef"), msg, appID, aesKey)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := seal.Unseal(theirs); err != nil || !bytes.Equal(got, msg) {
			t.Fatalf("opened %q, %v", got, err)
		}
		_, got, err := util.DecryptMsg(appID, string(seal.Seal(msg)), aesKey)
		if err != nil || !bytes.Equal(got, msg) {
			t.Fatalf("the library opened %q, %v", got, err)
		}
	})
}

func TestSignatureAgreesWithTheLibrary(t *testing.T) {
	for _, parts := range [][]string{{"b", "a", "c"}, {token, "1795348800", "n0nce", strings.Repeat("Ab+/", 700)}, {"", ""}} {
		want := util.Signature(append([]string(nil), parts...)...)
		if got := wechat.Signature(parts...); string(got[:]) != want {
			t.Errorf("signature of %.40q is %s, not %s", parts, got, want)
		}
	}
}

func TestEnvelopeRefuses(t *testing.T) {
	seal, err := wechat.NewSeal(appID, aesKey)
	if err != nil {
		t.Fatal(err)
	}
	other, _ := util.EncryptMsg([]byte("0123456789abcdef"), []byte("<xml/>"), "wxother", aesKey)
	good, _ := util.EncryptMsg([]byte("0123456789abcdef"), []byte("<xml/>"), appID, aesKey)
	raw, _ := base64.StdEncoding.DecodeString(string(good))
	raw[len(raw)-1] ^= 1
	for what, text := range map[string]string{
		"another account": string(other), "nothing": "", "words": "你好", "half a block": string(good[:20]),
		"one block": base64.StdEncoding.EncodeToString(raw[:16]), "a changed end": base64.StdEncoding.EncodeToString(raw),
	} {
		if msg, err := seal.Unseal([]byte(text)); err == nil {
			t.Errorf("%s opened as %q", what, msg)
		}
	}
}

func FuzzEnvelope(f *testing.F) {
	seal, err := wechat.NewSeal(appID, aesKey)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("a message"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, _ = seal.Unseal(text)
		if got, err := seal.Unseal(seal.Seal(text)); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%q came back as %q, %v", text, got, err)
		}
	})
}
