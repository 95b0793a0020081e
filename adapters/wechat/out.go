package wechat

import (
	"net/url"
	"strings"

	"yishi/adapters/render"
	"yishi/bot"
)

// maxText is the most bytes of one text, in an answer and in a customer message;
// a longer one is error 45002. No page of the platform names the figure; it is
// what implementations hold to.
const maxText = 2048

const noPicture = "（这里有一张图片，请到社区看。）"

// Render makes pieces: text of at most 2048 bytes, then a picture by itself, which
// says nothing before its words. The choices stay together in the last text as long
// as they fit; links come below.
func (a *Adapter) Render(out bot.Out) []bot.Out {
	picture := out.Photo != "" && a.config.Account != Unverified // only verified accounts may upload
	if out.Photo != "" && out.Text == "" && !picture {
		out.Text = noPicture
	}
	texts := render.Split(safe(out.Text), maxText, render.Bytes)
	if choices := render.Numbered(bot.Out{Buttons: out.Buttons}); choices != "" {
		texts = attach(texts, safe(choices), "\n\n")
	}
	var pieces []bot.Out
	for _, t := range texts {
		pieces = append(pieces, bot.Out{Text: t})
	}
	pieces = addLinks(pieces, out.Links)
	if picture {
		pieces = append(pieces, bot.Out{Photo: out.Photo})
	}
	if len(pieces) > 0 { // a form says it all once
		pieces[0].Title, pieces[0].Fields = out.Title, out.Fields
	}
	return pieces
}

// attach adds text to the last piece, or after it if it does not fit.
func attach(texts []string, more, gap string) []string {
	if n := len(texts) - 1; n >= 0 && len(texts[n])+len(gap)+len(more) <= maxText {
		texts[n] += gap + more
		return texts
	}
	return append(texts, render.Split(more, maxText, render.Bytes)...)
}

// addLinks gives the last text its links, and makes another where they do not fit.
func addLinks(pieces []bot.Out, links []bot.Link) []bot.Out {
	for _, l := range links {
		last := len(pieces) - 1
		if last >= 0 {
			piece := pieces[last]
			piece.Links = append(piece.Links[:len(piece.Links):len(piece.Links)], l)
			if len(words(piece)) <= maxText {
				pieces[last] = piece
				continue
			}
		}
		if alone := (bot.Out{Links: []bot.Link{l}}); len(words(alone)) <= maxText {
			pieces = append(pieces, alone)
		}
	}
	return pieces
}

// words is the text of a piece as it is sent. Only our own links are links.
func words(piece bot.Out) string {
	text := safe(piece.Text)
	if len(piece.Links) == 0 {
		return text
	}
	lines := make([]string, 0, len(piece.Links)+1)
	if text != "" {
		lines = append(lines, text+"\n")
	}
	for _, l := range piece.Links {
		lines = append(lines, `<a href="`+href(l.URL)+`">`+safe(l.Label)+"</a>")
	}
	return strings.Join(lines, "\n")
}

// href is an address that cannot end its attribute. Only pages are opened: a
// link may not speak in the reader's name (weixin://bizmsgmenu).
func href(address string) string {
	u, err := url.Parse(render.Clean(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "#"
	}
	return strings.NewReplacer(`"`, "%22", "<", "%3C", ">", "%3E").Replace(u.String())
}

// safe is text that WeChat shows as it was written: nothing XML refuses, and no
// link made by <a href=…>, which a resident might plant for others to tap. An
// invisible space after the bracket takes its meaning and leaves its look.
func safe(text string) string {
	text = render.Clean(text)
	if !strings.Contains(text, "<") {
		return text
	}
	var b strings.Builder
	for rest := text; ; {
		i := strings.IndexByte(rest, '<') + 1
		if i == 0 {
			b.WriteString(rest)
			return b.String()
		}
		b.WriteString(rest[:i])
		rest = rest[i:]
		if inner := strings.TrimLeft(rest, " \t\n\u3000\u00a0/"); inner != "" && inner[0]|0x20 == 'a' {
			b.WriteString("\u200b")
		}
	}
}

// onePiece is out if it is a rendered piece, or what Render makes of it if that
// is one.
func (a *Adapter) onePiece(out bot.Out) (bot.Out, error) {
	rendered := len(out.Buttons) == 0 && (out.Photo == "" || out.Text == "" && a.config.Account != Unverified)
	if rendered && (out.Photo != "" || out.Text != "" || len(out.Links) > 0) && len(words(out)) <= maxText {
		return out, nil
	}
	if pieces := a.Render(out); len(pieces) == 1 {
		return pieces[0], nil
	}
	return bot.Out{}, &bot.SendError{Verdict: bot.Bad, Why: "不是一条能发的消息"}
}
