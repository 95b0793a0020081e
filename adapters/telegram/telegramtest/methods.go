package telegramtest

import (
	"bytes"
	"encoding/json"
	"image"
	_ "image/jpeg" // sizes of photos
	_ "image/png"
	"regexp"
	"time"
)

// command is an entry of the bot's menu.
type command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// query is a press of a button that waits for its answer.
type query struct {
	phone *Phone
	at    time.Time
}

// A press must be answered soon, or its id is no longer known. Telegram does
// not say how soon.
const queryLife = 30 * time.Second

// methods are the calls the server knows, by name in lower case (the Bot API
// does not mind case). They run under the lock.
var methods map[string]func(*Server, params) result

func init() {
	methods = map[string]func(*Server, params) result{
		"getme":                  func(s *Server, _ params) result { return ok(s.bot()) },
		"setwebhook":             (*Server).setWebhook,
		"deletewebhook":          (*Server).deleteWebhook,
		"getwebhookinfo":         (*Server).getWebhookInfo,
		"sendmessage":            (*Server).sendMessage,
		"sendphoto":              (*Server).sendPhoto,
		"senddocument":           (*Server).sendDocument,
		"editmessagetext":        (*Server).editMessageText,
		"editmessagecaption":     (*Server).editMessageCaption,
		"editmessagereplymarkup": (*Server).editMessageReplyMarkup,
		"answercallbackquery":    (*Server).answerCallbackQuery,
		"setmycommands":          (*Server).setMyCommands,
		"getfile":                (*Server).getFile,
		"sendchataction":         (*Server).sendChatAction,
		"leavechat":              (*Server).leaveChat,
	}
}

// target finds the chat a call is for, or says why it cannot be written to.
func (s *Server) target(p params) (*chat, result) {
	c := s.chats[p.num("chat_id")]
	switch {
	case c == nil:
		return nil, bad("chat not found")
	case c.movedTo != 0:
		res := bad("group chat was upgraded to a supergroup chat")
		res.body["parameters"] = m{"migrate_to_chat_id": c.movedTo}
		return nil, res
	case c.group() && c.out:
		return nil, fail(403, "Forbidden: bot was kicked from the "+c.kind+" chat")
	case c.out:
		return nil, fail(403, "Forbidden: bot was blocked by the user")
	case !c.group() && !c.met:
		return nil, fail(403, "Forbidden: bot can't initiate conversation with a user")
	}
	return c, result{}
}

// open is target for a new message, which must also keep the pace.
func (s *Server) open(p params) (*chat, result) {
	c, res := s.target(p)
	if c == nil {
		return nil, res
	}
	if topic := p.num("message_thread_id"); topic != 0 && c.topics[topic] == "" {
		return nil, bad("message thread not found")
	}
	if res, refused := c.refusal(); refused {
		return nil, res
	}
	if !s.opt.Unpaced {
		if wait := s.pace.wait(s.opt.Now(), c.id, c.group()); wait > 0 {
			return nil, tooMany(wait)
		}
	}
	return c, result{}
}

// deliver puts the bot's message into the chat.
func (s *Server) deliver(p params, c *chat, msg *message) result {
	msg.topic = p.num("message_thread_id")
	if wrong := c.useKeys(p); wrong != "" {
		return bad(wrong)
	}
	s.reached(s.add(c, msg))
	return c.with.after(ok(s.json(msg)))
}

// https://core.telegram.org/bots/api#sendmessage
func (s *Server) sendMessage(p params) result {
	text := p.str("text")
	if why := wrongText(text); why != "" {
		return bad(why)
	}
	rows, why := keyboard(p)
	if why != "" {
		return bad(why)
	}
	c, res := s.open(p)
	if c == nil {
		return res
	}
	return s.deliver(p, c, &message{text: text, rows: rows})
}

func wrongText(text string) string {
	switch {
	case text == "":
		return "message text is empty"
	case units(text) > 4096:
		return "message is too long"
	}
	return ""
}

// https://core.telegram.org/bots/api#sendphoto
func (s *Server) sendPhoto(p params) result {
	caption := p.str("caption")
	if units(caption) > 1024 {
		return bad("message caption is too long")
	}
	rows, why := keyboard(p)
	if why != "" {
		return bad(why)
	}
	id := p.str("photo")
	if data := p.upload["photo"]; len(data) > 0 {
		if size, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && !fits(size.Width, size.Height) {
			return bad("PHOTO_INVALID_DIMENSIONS")
		}
		id = s.keep("photo", "jpg", data)
	} else if _, ok := s.files[id]; !ok {
		return bad("wrong file identifier/HTTP URL specified")
	}
	c, res := s.open(p)
	if c == nil {
		return res
	}
	return s.deliver(p, c, &message{text: caption, photo: id, rows: rows})
}

// fits reports whether a picture is taken for a photo.
func fits(width, height int) bool {
	return width+height <= 10000 && max(width, height) <= 20*min(width, height)
}

// https://core.telegram.org/bots/api#senddocument
func (s *Server) sendDocument(p params) result {
	caption := p.str("caption")
	if units(caption) > 1024 {
		return bad("message caption is too long")
	}
	rows, why := keyboard(p)
	data := p.upload["document"]
	switch {
	case why != "":
		return bad(why)
	case len(data) == 0:
		return bad("wrong file identifier/HTTP URL specified")
	}
	c, res := s.open(p)
	if c == nil {
		return res
	}
	id := s.keep("document", "png", data)
	return s.deliver(p, c, &message{text: caption, content: m{"document": m{"file_id": id, "file_unique_id": "u" + id}}, rows: rows})
}

// https://core.telegram.org/bots/api#answercallbackquery
func (s *Server) answerCallbackQuery(p params) result {
	id := p.str("callback_query_id")
	q := s.queries[id]
	if q == nil || s.opt.Now().Sub(q.at) > queryLife {
		return bad("query is too old and response timeout expired or query ID is invalid")
	}
	text := p.str("text")
	if units(text) > 200 {
		return bad("MESSAGE_TOO_LONG")
	}
	delete(s.queries, id)
	if text != "" {
		q.phone.notice(text)
	}
	return ok(true)
}

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// https://core.telegram.org/bots/api#setmycommands
func (s *Server) setMyCommands(p params) result {
	var menu []command
	if json.Unmarshal([]byte(p.values["commands"]), &menu) != nil || len(menu) > 100 {
		return bad("can't parse commands")
	}
	for _, c := range menu {
		if !commandName.MatchString(c.Command) {
			return bad("BOT_COMMAND_INVALID")
		}
		if n := units(c.Description); n < 1 || n > 256 {
			return bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.menu = menu
	return ok(true)
}

func (s *Server) sendChatAction(p params) result {
	if c, res := s.target(p); c == nil {
		return res
	}
	return ok(true)
}

func (s *Server) leaveChat(p params) result {
	c, res := s.target(p)
	if c == nil {
		return res
	}
	c.out = true
	return ok(true)
}
