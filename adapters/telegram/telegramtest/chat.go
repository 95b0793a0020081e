package telegramtest

import (
	"hash/fnv"
	"strconv"
	"time"
)

// person is somebody with a Telegram account.
type person struct {
	id    int64
	name  string
	phone string // its number; "": of its own
	fails magic
	tries int // messages to them, for their magic
}

func (p *person) json() m {
	return m{"id": p.id, "is_bot": false, "first_name": p.name, "language_code": "zh-hans"}
}

// chat is a private chat with the bot, or a group.
type chat struct {
	id      int64
	kind    string // private, group, supergroup
	title   string
	with    *person            // in a private chat
	members map[int64]*person  // in a group
	phones  []*Phone           // that look at it
	out     bool               // the bot was blocked, or is not in the group
	met     bool               // the person has written, so the bot may write
	movedTo int64              // a group that became a supergroup
	msgs    []*message         // oldest first
	byID    map[int64]*message // and by id
	last    int64
	topics  map[int64]string // of a forum, by id
	keys    []key            // in place of the letters
	folded  bool             // they were pressed
}

func (c *chat) group() bool { return c.kind != "private" }

func (c *chat) name() string {
	if c.with != nil {
		return c.with.name
	}
	return c.title
}

func (c *chat) json() m {
	if c.with != nil {
		return m{"id": c.id, "type": "private", "first_name": c.with.name}
	}
	return m{"id": c.id, "type": c.kind, "title": c.title}
}

// message is one message in a chat.
type message struct {
	id      int64
	bubble  int64
	chat    *chat
	from    *person // nil: the bot
	at      time.Time
	edited  time.Time
	text    string
	photo   string // file ids
	voice   string
	content m // whatever else it holds, as the API shows it
	rows    [][]button
	replyTo *message
	topic   int64
	service bool // a line of the platform itself
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// add puts a message into the chat. The lock must be held, as everywhere below.
func (s *Server) add(c *chat, msg *message) *message {
	c.last++
	s.seq++
	msg.id, msg.bubble, msg.chat, msg.at = c.last, s.seq, c, s.opt.Now()
	c.msgs = append(c.msgs, msg)
	c.byID[msg.id] = msg
	s.changed(c)
	return msg
}

func (s *Server) changed(c *chat) {
	for _, p := range c.phones {
		p.wake()
	}
}

func (s *Server) json(msg *message) m {
	out := m{"message_id": msg.id, "date": msg.at.Unix(), "chat": msg.chat.json(), "from": s.bot()}
	if msg.from != nil {
		out["from"] = msg.from.json()
	}
	if !msg.edited.IsZero() {
		out["edit_date"] = msg.edited.Unix()
	}
	text, marks := "text", "entities"
	if msg.photo != "" {
		text, marks = "caption", "caption_entities"
		out["photo"] = []m{
			{"file_id": msg.photo + "-small", "file_unique_id": "s" + msg.photo, "width": 90, "height": 67},
			{"file_id": msg.photo, "file_unique_id": "u" + msg.photo, "width": 800, "height": 600},
		}
	}
	if msg.voice != "" {
		out["voice"] = m{"file_id": msg.voice, "file_unique_id": "u" + msg.voice, "duration": 3, "mime_type": "audio/ogg"}
	}
	if msg.text != "" && !msg.service {
		out[text] = msg.text
		if found := entities(msg.text); found != nil {
			out[marks] = found
		}
	}
	for k, v := range msg.content {
		out[k] = v
	}
	if len(msg.rows) > 0 {
		out["reply_markup"] = m{"inline_keyboard": msg.rows}
	}
	if msg.topic != 0 {
		out["message_thread_id"], out["is_topic_message"] = msg.topic, true
	}
	if msg.replyTo != nil {
		to := s.json(msg.replyTo)
		delete(to, "reply_to_message")
		out["reply_to_message"] = to
	}
	return out
}

// say is a person's message: it is kept, and shown to the bot if it may see it.
func (s *Server) say(c *chat, msg *message) *message {
	if c.with != nil && c.out {
		s.member(c, c.with, "kicked", "member")
	}
	c.met = true
	s.add(c, msg)
	if c.group() && (c.out || !s.seen(msg)) {
		return msg
	}
	s.tell(c.id, m{"message": s.json(msg)})
	return msg
}

func (s *Server) seen(msg *message) bool {
	toBot := msg.replyTo != nil && msg.replyTo.from == nil && !msg.replyTo.service
	return msg.service || toBot || meantFor(msg.text, s.opt.Username)
}

// member tells the bot what became of it in the chat.
func (s *Server) member(c *chat, by *person, before, after string) {
	c.out = after == "kicked" || after == "left"
	as := func(status string) m {
		out := m{"status": status, "user": s.bot()}
		if status == "kicked" {
			out["until_date"] = 0
		}
		return out
	}
	s.tell(c.id, m{"my_chat_member": m{
		"chat": c.json(), "from": by.json(), "date": s.opt.Now().Unix(),
		"old_chat_member": as(before), "new_chat_member": as(after),
	}})
}

// person finds or makes somebody by name.
func (s *Server) person(name string) *person {
	p := s.people[name]
	if p == nil {
		p = &person{id: 5_000_000_000 + number(name), name: name, fails: magicOf(name)}
		s.people[name] = p
	}
	return p
}

// number is the same for a name in every run, so that a bot that is started
// again meets the same people.
func number(name string) int64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return int64(h.Sum32())
}

// private finds or makes the person's own chat with the bot.
func (s *Server) private(p *person) *chat {
	c := s.chats[p.id]
	if c == nil {
		c = &chat{id: p.id, kind: "private", with: p, byID: map[int64]*message{}, last: p.id % 1000}
		s.chats[p.id] = c
	}
	return c
}

func (s *Server) reached(msg *message) {
	s.delivered = append(s.delivered, Delivered{
		Chat: strconv.FormatInt(msg.chat.id, 10), To: msg.chat.name(), Ref: strconv.FormatInt(msg.id, 10), At: msg.at, Text: msg.text, Topic: msg.topic,
	})
}
