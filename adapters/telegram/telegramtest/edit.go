package telegramtest

import (
	"encoding/json"
	"reflect"
)

// editable finds the message an edit is for. Edits keep no pace of their own
// in a private chat; in a group they count with its messages.
func (s *Server) editable(p params) (*message, result) {
	if _, _, any := readKeys(p); any {
		return nil, bad("inline keyboard expected")
	}
	c, res := s.target(p)
	if c == nil {
		return nil, res
	}
	msg := c.byID[p.num("message_id")]
	switch {
	case msg == nil:
		return nil, bad("message to edit not found")
	case msg.from != nil:
		return nil, bad("message can't be edited")
	}
	if c.group() && !s.opt.Unpaced {
		if wait := s.pace.wait(s.opt.Now(), c.id, true); wait > 0 {
			return nil, tooMany(wait)
		}
	}
	return msg, result{}
}

// replace changes words and keyboard. A keyboard that is not given is removed.
func (s *Server) replace(msg *message, text string, rows [][]button) result {
	if msg.text == text && (len(msg.rows) == 0 && len(rows) == 0 || reflect.DeepEqual(msg.rows, rows)) {
		return bad("message is not modified: specified new message content and reply markup are exactly the same " +
			"as a current content and reply markup of the message")
	}
	msg.text, msg.rows, msg.edited = text, rows, s.opt.Now()
	s.changed(msg.chat)
	return ok(s.json(msg))
}

// https://core.telegram.org/bots/api#editmessagetext
func (s *Server) editMessageText(p params) result {
	rows, why := keyboard(p)
	if why == "" {
		why = wrongText(p.str("text"))
	}
	if why != "" {
		return bad(why)
	}
	msg, res := s.editable(p)
	if msg == nil {
		return res
	}
	if msg.photo != "" {
		return bad("there is no text in the message to edit")
	}
	return s.replace(msg, p.str("text"), rows)
}

// https://core.telegram.org/bots/api#editmessagecaption
func (s *Server) editMessageCaption(p params) result {
	rows, why := keyboard(p)
	if why == "" && units(p.str("caption")) > 1024 {
		why = "message caption is too long"
	}
	if why != "" {
		return bad(why)
	}
	msg, res := s.editable(p)
	if msg == nil {
		return res
	}
	if msg.photo == "" {
		return bad("there is no caption in the message to edit")
	}
	return s.replace(msg, p.str("caption"), rows)
}

// https://core.telegram.org/bots/api#editmessagereplymarkup
func (s *Server) editMessageReplyMarkup(p params) result {
	rows, why := keyboard(p)
	if why != "" {
		return bad(why)
	}
	msg, res := s.editable(p)
	if msg == nil {
		return res
	}
	return s.replace(msg, msg.text, rows)
}

// keyboard reads an inline keyboard
// (https://core.telegram.org/bots/api#inlinekeyboardbutton).
func keyboard(p params) (rows [][]button, wrong string) {
	raw := p.values["reply_markup"]
	if raw == "" {
		return nil, ""
	}
	var markup struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(raw), &markup) != nil {
		return nil, "can't parse reply keyboard markup JSON object"
	}
	for _, row := range markup.Rows {
		for _, b := range row {
			if wrong := b.wrong(); wrong != "" {
				return nil, wrong
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows, ""
}

func (b button) wrong() string {
	switch {
	case b.Text == "":
		return "text of an inline keyboard button is empty"
	case b.URL != "" && !goodURL(b.URL):
		return "inline keyboard button URL '" + b.URL + "' is invalid: Wrong HTTP URL"
	case b.URL == "" && b.Data == "":
		return "text buttons are unallowed in the inline keyboard"
	case len(b.Data) > 64:
		return "BUTTON_DATA_INVALID"
	}
	return ""
}
