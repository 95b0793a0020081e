package adaptertest

import (
	"fmt"
	"strings"
	"unicode"

	"yishi/adapters/phone"
	"yishi/bot"
)

func wordsAppear(s *stage) {
	for i, words := range []string{
		"已收到,编号 24-017,十月三日前答复您。",
		"<b>粗</b> & <a href=\"x\">链接</a> ]]> *星* _线_ `码` [x](y)",
		"😀👍🏽👨‍👩‍👧‍👦 第一行\n第二行",
	} {
		p, to := s.meet(fmt.Sprintf("居民%d", i))
		s.send(to, bot.Out{Text: words})
		if b := s.sees(p, words); b.Text != words {
			s.t.Errorf("sent %q, shown %q", words, b.Text)
		}
	}
}

func controlCharacters(s *stage) {
	p, to := s.meet("甲")
	s.send(to, bot.Out{Text: "左\x00\x01\x0b\x1b[31m\x7f\xff\ufffe右"})
	b := s.sees(p, "右")
	if strings.ContainsFunc(b.Text, unicode.IsControl) || !strings.Contains(b.Text, "左") {
		s.t.Errorf("shown %q", b.Text)
	}
	s.send(to, bot.Out{Text: "一切如常"})
	s.sees(p, "一切如常")
}

func longWords(s *stage) {
	choices := []bot.Button{{Label: "同意这样办", Token: "a"}, {Label: "不同意这样办", Token: "b"}}
	for _, words := range []string{
		strings.Repeat("关于三栋加装电梯的说明,请各位邻居细看。\n", 500),
		strings.Repeat("没有标点的长句子", 1200),
		strings.Repeat("👨‍👩‍👧", 3000),
		strings.Repeat("word ", 3000),
	} {
		pieces := s.Adapter.Render(bot.Out{Text: words})
		var joined strings.Builder
		for _, piece := range pieces {
			s.fits(piece)
			joined.WriteString(piece.Text)
		}
		if len(pieces) < 2 || dense(joined.String()) != dense(words) {
			s.t.Errorf("%.30q… in %d pieces is not what it was", words, len(pieces))
		}
		pieces = s.Adapter.Render(bot.Out{Text: words, Buttons: choices})
		for i, piece := range pieces {
			s.fits(piece)
			if last := i == len(pieces)-1; offers(piece, choices) != last {
				s.t.Errorf("piece %d of %d: buttons %v", i+1, len(pieces), !last)
			}
		}
	}
	p, to := s.meet("甲")
	words := strings.Repeat("请各位邻居细看。", 250)
	s.send(to, bot.Out{Text: words})
	s.until("all of a long text", func() bool {
		var all strings.Builder
		for _, b := range shown(p, "请各位邻居") {
			all.WriteString(b.Text)
		}
		return dense(all.String()) == words
	})
}

func (s *stage) fits(piece bot.Out) {
	s.t.Helper()
	if err := s.Fits(piece); err != nil {
		s.t.Errorf("a piece of %d bytes: %v", len(piece.Text), err)
	}
}

// dense is words without white space, of which a cut may drop some.
func dense(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, words)
}

// offers reports whether a piece carries the choices, as buttons or in its words.
func offers(piece bot.Out, choices []bot.Button) bool {
	return len(piece.Buttons) == len(choices) || strings.Contains(piece.Text, choices[0].Label)
}

var courses = []bot.Button{
	{Label: "太极拳", Token: "p1:太极:1"},
	{Label: "<国画> & 书法", Token: strings.Repeat("k", bot.MaxToken)},
	{Label: "智能手机入门与防诈骗知识", Token: "p1:3", Wide: true},
}

func buttonsSeen(s *stage) {
	p, to := s.meet("甲")
	s.send(to, bot.Out{Text: "您想学哪一门?", Buttons: courses})
	b := s.sees(p, "您想学哪一门?")
	for _, c := range courses {
		if !visible(b, c.Label) {
			s.t.Errorf("%q is not to be seen in %+v", c.Label, b)
		}
	}
}

func visible(b phone.Bubble, label string) bool {
	if strings.Contains(b.Text, label) {
		return true
	}
	for _, row := range b.Rows {
		for _, l := range row {
			if l == label {
				return true
			}
		}
	}
	for _, l := range b.Links {
		if strings.Contains(l.Label, label) {
			return true
		}
	}
	return false
}

func buttonsPressed(s *stage) {
	if !s.Adapter.Limits().Buttons {
		s.t.Skip("no buttons: choices are typed")
	}
	s.answering(func(in bot.In, _ int) (bot.Answer, error) {
		if in.Kind == bot.Press {
			return bot.Answer{Toast: "记下了"}, nil
		}
		return bot.Answer{}, nil
	})
	p, to := s.meet("甲")
	ref := s.send(to, bot.Out{Text: "您想学哪一门?", Buttons: courses})
	s.sees(p, "您想学哪一门?")
	for _, c := range courses {
		s.act(p.Press(c.Label))
		in := s.hear(c.Label, func(in bot.In) bool { return in.Kind == bot.Press && in.Text == c.Token })
		if in.Address != to || in.From != to.Chat || in.ID == "" || (in.Ref != "" && in.Ref != ref) {
			s.t.Errorf("pressing came as %+v, asked in %s", in, ref)
		}
	}
	s.until("the toast", func() bool {
		for _, b := range p.Screen() {
			if b.Notice == "记下了" {
				return true
			}
		}
		return false
	})
}

func linksAndPictures(s *stage) {
	p, to := s.meet("甲")
	const url = "https://yishi.example.org/p/1"
	s.send(to, bot.Out{Text: "方案已公示。", Links: []bot.Link{{Label: "看全文", URL: url}}})
	b := s.sees(p, "方案已公示。")
	if !visible(b, "看全文") {
		s.t.Errorf("the link is not to be seen in %+v", b)
	}
	if s.Picture == "" {
		return
	}
	s.send(to, bot.Out{Text: "这是平面图。", Photo: s.Picture})
	s.sees(p, "这是平面图。")
	s.until("the picture", func() bool {
		for _, b := range p.Screen() {
			if !b.Mine && len(b.Photo) > 0 {
				return true
			}
		}
		return false
	})
}

func replaced(s *stage) {
	if !s.Adapter.Limits().Edits {
		s.t.Skip("no edits")
	}
	p, to := s.meet("甲")
	ref := s.send(to, bot.Out{Text: "已有 3 户投票", Buttons: courses})
	before := s.sees(p, "已有 3 户投票")
	for range 2 { // the second changes nothing, which is no failure
		s.send(to, bot.Out{Text: "已有 4 户投票", Edit: ref})
	}
	after := s.sees(p, "已有 4 户投票")
	if after.ID != before.ID || !after.Edited || len(shown(p, "已有 3 户投票")) != 0 || len(after.Rows) != 0 {
		s.t.Errorf("the message was %+v and is %+v", before, after)
	}
}
