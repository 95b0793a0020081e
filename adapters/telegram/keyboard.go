package telegram

import (
	"github.com/go-telegram/bot/models"

	"yishi/bot"
)

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
