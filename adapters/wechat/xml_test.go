package wechat_test

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/silenceper/wechat/v2/officialaccount/message"

	"yishi/adapters/wechat"
)

// leaves is what the scanner finds, name and text in turn.
func leaves(doc string) ([]string, error) {
	var got []string
	err := wechat.Children([]byte(doc), func(name, text []byte) { got = append(got, string(name), string(text)) })
	return got, err
}

func TestScannerReadsWhatThePlatformWrites(t *testing.T) {
	for doc, want := range map[string][]string{
		`<xml><A><![CDATA[楼下]]></A><B>12</B></xml>`:                      {"A", "楼下", "B", "12"},
		"<xml>\n  <A>\n<![CDATA[x]]>\n</A>\n</xml>\n":                    {"A", "\nx\n"},
		`<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>`:                {"A", "a]]>b"},
		`<xml><A>1 &lt; 2 &amp;&amp; &#20320;&#x597D;</A></xml>`:         {"A", "1 < 2 && 你好"},
		`<xml><A/><B a="1>2" b='/'/><C x = "y" >z</C ></xml>`:            {"A", "", "B", "", "C", "z"},
		`<xml><L><item><A>deep</A></item></L><A>flat</A></xml>`:          {"L", "", "A", "flat"},
		`<?xml version="1.0"?><!-- <A>no</A> --><xml><A>yes</A></xml>`:   {"A", "yes"},
		`<xml><A>b<!-- c -->d<X>e</X>f</A></xml>`:                        {"A", "bdf"},
		"<xml><A>1\r\n2\r3</A></xml>":                                    {"A", "1\n2\n3"},
		`<xml><A><![CDATA[<B>not an element</B> &amp;]]></A></xml> tail`: {"A", "<B>not an element</B> &amp;"},
	} {
		if got, err := leaves(doc); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s\n got %q, %v\nwant %q", doc, got, err, want)
		}
	}
}

func TestScannerRefuses(t *testing.T) {
	for _, doc := range []string{
		"", "words", "<xml>", "<xml><A></xml>", "<xml><A></B></xml>", "<xml><A>&nbsp;</A></xml>", "<xml><A>&#xD800;</A></xml>",
		`<!DOCTYPE x [<!ENTITY a "b">]><xml><A>&a;</A></xml>`, "<xml><A><![CDATA[x</A></xml>", "<xml><A x=\"</A></xml>", "<xml><A<B></A></xml>",
		"{\"A\":1}", "</xml>", "<><A/></>", "<xml><A>a & b</A></xml>", "x<xml><A/></xml>", strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40),
	} {
		if got, err := leaves(doc); err == nil {
			t.Errorf("%.60q was taken as %q", doc, got)
		}
	}
}

// reference is what encoding/xml finds; ok is false where the two need not agree.
func reference(doc string) (got []string, ok bool) {
	d := xml.NewDecoder(strings.NewReader(doc))
	var text bytes.Buffer
	for depth := 0; ; {
		tok, err := d.Token()
		if err != nil {
			return nil, false
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth++; depth > 16 || tok.Name.Space != "" || strings.Contains(tok.Name.Local, ":") {
				return nil, false
			}
			if depth == 2 {
				text.Reset()
				got = append(got, tok.Name.Local)
			}
		case xml.EndElement:
			if depth == 2 {
				got = append(got, text.String())
			}
			if depth--; depth == 0 {
				return got, true
			}
		case xml.CharData:
			if depth == 2 {
				text.Write(tok)
			}
			if depth == 0 && len(bytes.Trim(tok, " \t\r\n")) > 0 {
				return nil, false
			}
		case xml.Directive:
			return nil, false
		}
	}
}

// Whatever encoding/xml reads as XML, the scanner reads the same.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{
		`<xml><ToUserName><![CDATA[gh]]></ToUserName><CreateTime>1</CreateTime><Content><![CDATA[好]]></Content></xml>`,
		`<xml><A a="b">&lt;&#x41;</A><B/><!-- c --><C><D>e</D></C></xml>`,
		"<?xml version=\"1.0\"?>\n<xml>\r\n<A>\r</A></xml>",
		`<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>`,
		`<a:b xmlns:a="c"><d e='f"g'/></a:b>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		got, err := leaves(doc)
		want, ok := reference(doc)
		if ok && (err != nil || !slices.Equal(got, want)) {
			t.Errorf("%q: got %q, %v; encoding/xml says %q", doc, got, err, want)
		}
	})
}

func BenchmarkScanner(b *testing.B) {
	doc := []byte(`<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[oAbCdEfGhIjKlMnOpQrStUvWxYz0]]></FromUserName>` +
		`<CreateTime>1795348800</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[楼下的灯又坏了]]></Content><MsgId>23000000000000001</MsgId></xml>`)
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = wechat.Children(doc, func(_, _ []byte) {})
		}
	})
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = xml.Unmarshal(doc, new(message.MixMessage))
		}
	})
}
