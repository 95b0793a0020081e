package telegramtest

import (
	"encoding/json"
	"fmt"
)

// key is one of the keyboard in place of the letters
// (https://core.telegram.org/bots/api#keyboardbutton).
type key struct {
	Text    string `json:"text"`
	Contact bool   `json:"request_contact"`
}

// readKeys reads such a keyboard; any reports whether there is one, or its removal.
func readKeys(p params) (rows [][]key, remove, any bool) {
	var markup struct {
		Rows   [][]key `json:"keyboard"`
		Remove bool    `json:"remove_keyboard"`
	}
	_ = json.Unmarshal([]byte(p.values["reply_markup"]), &markup)
	return markup.Rows, markup.Remove, markup.Rows != nil || markup.Remove
}

// useKeys puts up, or takes away, the keyboard that comes with a message.
func (c *chat) useKeys(p params) (wrong string) {
	rows, remove, any := readKeys(p)
	if !any {
		return ""
	}
	var keys []key
	for _, row := range rows {
		keys = append(keys, row...)
	}
	for _, k := range keys {
		switch {
		case k.Text == "":
			return "text of a keyboard button is empty"
		case k.Contact && c.group():
			return "phone number can be requested in private chats only"
		}
	}
	if c.keys, c.folded = keys, false; remove {
		c.keys = nil
	}
	return ""
}

// Keys are the labels of the keyboard in place of the letters.
func (p *Phone) Keys() (labels []string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	for _, k := range p.chat.keys {
		labels = append(labels, k.Text)
	}
	return labels
}

// pressKey presses one of them, if it is there.
func (p *Phone) pressKey(label string) (there bool, err error) {
	p.s.mu.Lock()
	for _, k := range p.chat.keys {
		if k.Text != label {
			continue
		}
		p.chat.folded = true
		number := p.who.number()
		p.s.mu.Unlock()
		if k.Contact {
			return true, p.Contact(p.who.id, number)
		}
		return true, p.Type(label)
	}
	p.s.mu.Unlock()
	return false, nil
}

// Own gives the person a number; without it they have one of their own.
func (p *Phone) Own(number string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.who.phone = number
}

func (p *person) number() string {
	if p.phone != "" {
		return p.phone
	}
	return fmt.Sprintf("86199%08d", p.id%100_000_000)
}

// Contact sends a contact: of the account user, 0 if it has none.
func (p *Phone) Contact(user int64, number string) error {
	contact := m{"phone_number": number, "first_name": "某"}
	if user != 0 {
		contact["user_id"] = user
	}
	return p.say(&message{content: m{"contact": contact}})
}

// Topic makes a topic in the group, which then is a forum.
func (g *Group) Topic(name string) int64 {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if g.chat.topics == nil {
		g.chat.kind, g.chat.topics = "supergroup", map[int64]string{}
	}
	g.chat.last++
	g.chat.topics[g.chat.last] = name
	return g.chat.last
}

// Close deletes a topic.
func (g *Group) Close(topic int64) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	delete(g.chat.topics, topic)
}

// TypeIn says words in a topic.
func (p *Phone) TypeIn(topic int64, text string) error {
	return p.say(&message{text: text, topic: topic})
}
