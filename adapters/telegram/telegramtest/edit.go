package telegramtest

import "reflect"

// editable finds the message an edit is for. Edits keep no pace of their own
// in a private chat; in a group they count with its messages.
func (s *Server) editable(p params) (*message, result) {
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
