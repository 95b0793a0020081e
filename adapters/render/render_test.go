package render_test

import (
	"encoding/xml"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yishi/adapters/render"
	"yishi/bot"
)

func TestNumbered(t *testing.T) {
	course := bot.Out{Text: "选哪个班？", Buttons: []bot.Button{{Label: "太极班"}, {Label: "摄影班"}}}
	house := bot.Out{Text: "哪一栋？\n", Buttons: []bot.Button{{Label: "3栋"}, {Label: "东门\n那栋"}}}
	for _, c := range []struct {
		out  bot.Out
		want string
	}{
		{bot.Out{Text: "好的。"}, "好的。"},
		{course, "选哪个班？\n\n1 太极班\n2 摄影班\n\n回复数字即可。"},
		{house, "哪一栋？\n\n1）3栋\n2）东门 那栋\n\n回复数字即可。"},
		{bot.Out{Text: "说说吧。", Buttons: []bot.Button{{Label: "返回", Tap: true}}}, "说说吧。"},
		{bot.Out{Buttons: []bot.Button{{Label: "继续"}, {Label: "返回", Tap: true}}}, "1 继续\n\n回复 1 即可。"},
	} {
		if got := render.Numbered(c.out); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

func TestLinks(t *testing.T) {
	got := render.Links([]bot.Link{{Label: "看详情", URL: "https://example.org/a"}, {Label: "看结果", URL: "https://example.org/b"}})
	want := "看详情：\nhttps://example.org/a\n看结果：\nhttps://example.org/b"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCleanKeepsWhatPeopleWrite(t *testing.T) {
	for in, want := range map[string]string{
		"楼下的灯\n又坏了\t了":            "楼下的灯\n又坏了\t了",
		"a\x01b\x00c\x7Fd\u0085e": "abcde",
		"一行\r\n两行\r三行\u2028四行":    "一行\n两行\n三行\n四行",
		"好\xff的\xed\xa0\x80":      "好的",
		"倒\u202E着\uFEFF写\uFFFE":   "倒着写",
		"家庭👨‍👩‍👧 与 \uFFFD 与 ]]>":  "家庭👨‍👩‍👧 与 \uFFFD 与 ]]>",
	} {
		if got := render.Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSplitCutsWhereAReaderWould(t *testing.T) {
	for _, c := range []struct {
		text string
		max  int
		want []string
	}{
		{"短的。", 100, []string{"短的。"}},
		{"", 10, nil},
		{" \n\n", 10, nil},
		{"第一段话在这里。\n\n第二段话在这里。\n又一行。", 12, []string{"第一段话在这里。", "第二段话在这里。", "又一行。"}},
		{"今天停水。明天来水！后天再看？", 11, []string{"今天停水。明天来水！", "后天再看？"}},
		{"他说：“停水了。”大家都知道了。", 12, []string{"他说：“停水了。”", "大家都知道了。"}},
		{"没有标点的一长串字只好从中间切开", 6, []string{"没有标点的一", "长串字只好从", "中间切开"}},
	} {
		got := render.Split(c.text, c.max, render.Runes)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("Split(%q, %d) = %q, want %q", c.text, c.max, got, c.want)
		}
	}
}

func TestSplitKeepsOneCharacterWhole(t *testing.T) {
	family, flag, tone := "👨‍👩‍👧", "🇨🇳", "👍🏽"
	text := strings.Repeat(family+flag+tone+"é", 20)
	for _, piece := range render.Split(text, 64, render.Bytes) {
		rest := piece
		for _, whole := range []string{family, flag, tone, "é"} {
			rest = strings.ReplaceAll(rest, whole, "")
		}
		if rest != "" {
			t.Fatalf("%q was cut inside a character: %q is left", piece, rest)
		}
	}
}

// A row of flags has no other place to be cut than between two of them, and an
// old Korean syllable is three runes.
func TestCharactersOfManyRunesStayWhole(t *testing.T) {
	for _, whole := range []string{"🇨🇳", "각", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "é", "👩🏽‍⚕️"} {
		for _, piece := range append(render.Split(strings.Repeat(whole, 60), 100, render.Bytes), render.Clip(strings.Repeat(whole, 60), 41, render.Runes)) {
			if rest := strings.ReplaceAll(piece, whole, ""); rest != "" && rest != "…" {
				t.Errorf("%q leaves %q of %q", whole, rest, piece)
			}
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		text string
		max  int
		want string
	}{{"", 5, ""}, {"义诊", 2, "义诊"}, {"居委会义诊", 4, "居委会…"}, {"👨‍👩‍👧👨‍👩‍👧", 6, "👨‍👩‍👧…"}, {"👨‍👩‍👧一", 3, "…"}} {
		if got := render.Clip(c.text, c.max, render.Runes); got != c.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", c.text, c.max, got, c.want)
		}
	}
}

// texts are what people and machines write, with everything that is hard to cut.
func texts() *rapid.Generator[string] {
	part := rapid.OneOf(
		rapid.String(),
		rapid.StringOf(rapid.RuneFrom([]rune("一二三。！？，\n \t"))),
		rapid.SampledFrom([]string{"👨‍👩‍👧", "🇨🇳🇭🇰", "\x00", "\xff\xfe", "\r\n", "]]>", "<a href=\"x\">", "\u3000"}),
	)
	return rapid.Map(rapid.SliceOf(part), func(parts []string) string { return strings.Join(parts, "") })
}

func TestSplitLosesNothing(t *testing.T) {
	units := map[string]render.Unit{"bytes": render.Bytes, "runes": render.Runes, "utf16": render.UTF16}
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		max := rapid.IntRange(4, 80).Draw(t, "max")
		unit := units[rapid.SampledFrom([]string{"bytes", "runes", "utf16"}).Draw(t, "unit")]
		pieces := render.Split(text, max, unit)
		for _, p := range pieces {
			if strings.TrimSpace(p) != p || p == "" || !utf8.ValidString(p) {
				t.Fatalf("not a good piece: %q", p)
			}
			if size(p, unit) > max {
				t.Fatalf("%q is longer than %d", p, max)
			}
		}
		if got, want := black(strings.Join(pieces, "")), black(strings.ToValidUTF8(text, "")); got != want {
			t.Fatalf("lost: got %q, want %q", got, want)
		}
	})
}

func TestCleanIsXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := render.Clean(texts().Draw(t, "text"))
		if render.Clean(text) != text {
			t.Fatalf("cleaning %q twice is not cleaning once", text)
		}
		var buf strings.Builder
		if err := xml.EscapeText(&buf, []byte(text)); err != nil {
			t.Fatal(err)
		}
		var back struct {
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal([]byte("<x>"+buf.String()+"</x>"), &back); err != nil || back.Text != text {
			t.Fatalf("%q came back as %q, %v", text, back.Text, err)
		}
	})
}

func size(s string, unit render.Unit) (n int) {
	for _, r := range s {
		n += unit(r)
	}
	return n
}

// black is s without white space.
func black(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestNumberedSaysWhatIsForThoseWhoType(t *testing.T) {
	out := bot.Out{Text: "一个一个点。", Typed: "写数字。", Buttons: []bot.Button{{Label: "凉亭", Token: "a", Tap: true}}}
	if got := render.Numbered(out); got != "写数字。" {
		t.Errorf("Numbered = %q", got)
	}
}
