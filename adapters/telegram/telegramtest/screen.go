package telegramtest

import (
	"fmt"
	"slices"

	"yishi/adapters/phone"
)

func (p *Phone) screen() []phone.Bubble {
	out := slices.Clone(p.notices)
	for _, msg := range p.chat.msgs {
		out = append(out, p.bubble(msg))
	}
	if n := len(out); n > 0 && !p.chat.folded && out[n-1].Rows == nil { // below all that was said
		for _, k := range p.chat.keys {
			out[n-1].Rows = append(out[n-1].Rows, []string{k.Text})
		}
	}
	slices.SortFunc(out, func(a, b phone.Bubble) int { return int(a.ID - b.ID) })
	return out
}

// bubble is how the app shows a message.
func (p *Phone) bubble(msg *message) phone.Bubble {
	b := phone.Bubble{
		ID: msg.bubble, At: msg.at, Mine: msg.from == p.who && !msg.service, Text: msg.text,
		Voice: msg.voice != "", Photo: p.s.files[msg.photo].data, Edited: !msg.edited.IsZero(),
	}
	if p.chat.group() {
		b.From = "议事"
		if msg.from != nil {
			b.From = msg.from.name
		}
	}
	if msg.service {
		b.Text, b.From, b.Notice = "", "", msg.text
	}
	if b.Text == "" {
		b.Text = shortly(msg.content)
	}
	for _, row := range msg.rows {
		var labels []string
		for _, button := range row {
			labels = append(labels, button.Text)
		}
		b.Rows = append(b.Rows, labels)
	}
	for _, address := range webURL.FindAllString(msg.text, -1) {
		b.Links = append(b.Links, phone.Link{Label: address, URL: address})
	}
	return b
}

func shortly(content m) string {
	if venue, ok := content["venue"].(m); ok {
		return fmt.Sprintf("📍 %v", venue["title"])
	}
	switch {
	case content["location"] != nil:
		return "📍 位置"
	case content["contact"] != nil:
		return "👤 名片"
	case content["sticker"] != nil:
		return "😀"
	case content["document"] != nil:
		return "📎 文件"
	}
	return ""
}
