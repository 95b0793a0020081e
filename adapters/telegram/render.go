package telegram

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"yishi/adapters/render"
	"yishi/bot"
)

const (
	maxText    = 4096 // https://core.telegram.org/bots/api#sendmessage
	maxCaption = 1024 // https://core.telegram.org/bots/api#sendphoto
)

// Render cuts an Out into messages. A picture goes first, with the words if
// they fit below it; buttons and links are below the last piece.
func (a *Adapter) Render(out bot.Out) []bot.Out {
	text := render.Clean(out.Text)
	links, typed := sortLinks(out.Links)
	if out.Contact { // its keys hold no links
		links, typed = nil, out.Links
	}
	if len(typed) > 0 {
		text = strings.TrimSpace(text + "\n\n" + render.Links(typed))
	}
	last := bot.Out{Text: text, Photo: out.Photo, Buttons: out.Buttons, Links: links, Edit: out.Edit, Contact: out.Contact, Topic: out.Topic}
	if out.Photo != "" && units(text) <= maxCaption {
		return []bot.Out{last}
	}
	texts := render.Split(text, maxText, render.UTF16)
	if len(texts) == 0 {
		return []bot.Out{blank(last)}
	}
	var pieces []bot.Out
	if out.Photo != "" {
		pieces = append(pieces, bot.Out{Photo: out.Photo, Topic: out.Topic})
	}
	for _, t := range texts {
		pieces = append(pieces, bot.Out{Text: t, Topic: out.Topic})
	}
	pieces[0].Edit = out.Edit
	end := &pieces[len(pieces)-1]
	end.Buttons, end.Links, end.Contact = out.Buttons, links, out.Contact
	return pieces
}

// blank gives words to a message that has none, which Telegram would refuse.
// An edit without words only changes the buttons.
func blank(out bot.Out) bot.Out {
	out.Text = ""
	if out.Edit == "" {
		out.Text = "请选择："
	}
	return out
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// sortLinks parts links that can be buttons from those that are typed out.
func sortLinks(links []bot.Link) (buttons, typed []bot.Link) {
	for _, l := range links {
		if reachable(l.URL) && strings.TrimSpace(l.Label) != "" {
			buttons = append(buttons, l)
		} else {
			typed = append(typed, l)
		}
	}
	return buttons, typed
}

// reachable reports whether Telegram takes an address for a button: one on the
// open web (https://core.telegram.org/bots/api#inlinekeyboardbutton).
func reachable(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := u.Hostname()
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Is4() && !ip.IsLoopback() && !ip.IsPrivate() && !ip.IsUnspecified()
	}
	return strings.Contains(host, ".") && !strings.HasSuffix(host, ".localhost")
}

const (
	rowWidth = 24 // of labels that a narrow phone shows whole; a Chinese character counts 2
	maxRow   = 5
)

// keyboard puts buttons in rows: as many in each as are short enough to be
// read there, a wide one alone. Links follow, each on its own.
func keyboard(buttons []bot.Button, links []bot.Link) *models.InlineKeyboardMarkup {
	rows := [][]models.InlineKeyboardButton{}
	var row []models.InlineKeyboardButton
	widest := 0
	flush := func() {
		if len(row) > 0 {
			rows = append(rows, row)
		}
		row, widest = nil, 0
	}
	for _, b := range buttons {
		w := max(widest, width(b.Label))
		if b.Wide || len(row) == maxRow || w*(len(row)+1) > rowWidth {
			flush()
			w = width(b.Label)
		}
		row, widest = append(row, models.InlineKeyboardButton{Text: b.Label, CallbackData: b.Token}), w
		if b.Wide {
			flush()
		}
	}
	flush()
	for _, l := range links {
		rows = append(rows, []models.InlineKeyboardButton{{Text: l.Label, URL: l.URL}})
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: rows}
}

// width is about how wide a label is, in Latin letters.
func width(label string) int {
	n := 2 // the button's edges
	for _, r := range label {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}
