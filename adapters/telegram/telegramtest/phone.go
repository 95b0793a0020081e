package telegramtest

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"yishi/adapters/phone"
)

// Phone is one person's view of one chat: their own with the bot, or a group.
type Phone struct {
	s    *Server
	chat *chat
	who  *person

	off     bool
	frozen  []phone.Bubble // what was to be seen when it was turned off
	notices []phone.Bubble // toasts
	changes chan struct{}
}

var _ phone.Phone = (*Phone)(nil)

// Phone is a person's own chat with the bot. Before they write or scan, the
// bot may not write to them.
func (s *Server) Phone(name string) *Phone {
	s.mu.Lock()
	defer s.mu.Unlock()
	who := s.person(name)
	return s.look(s.private(who), who)
}

// look is a new phone that looks at a chat.
func (s *Server) look(c *chat, who *person) *Phone {
	for _, p := range c.phones {
		if p.who == who {
			return p
		}
	}
	p := &Phone{s: s, chat: c, who: who, changes: make(chan struct{}, 1)}
	c.phones = append(c.phones, p)
	return p
}

// Chat is the id of the chat the phone looks at.
func (p *Phone) Chat() int64 { return p.chat.id }

// Met is as if the person had written once, without an update.
func (p *Phone) Met() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.chat.met = true
}

// User is the id of the person.
func (p *Phone) User() int64 { return p.who.id }

func (p *Phone) say(msg *message) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	msg.from = p.who
	p.s.say(p.chat, msg)
	return nil
}

// Type says words. A command of the menu may be typed like any other.
func (p *Phone) Type(text string) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil // the app has no button for that
	}
	for units(text) > 4096 { // the app cuts
		runes := []rune(text)
		if err := p.say(&message{text: string(runes[:2048])}); err != nil {
			return err
		}
		text = string(runes[2048:])
	}
	return p.say(&message{text: text})
}

// Reply says words as a reply to the bot's newest message.
func (p *Phone) Reply(text string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	msg := &message{text: text, from: p.who}
	for _, was := range slices.Backward(p.chat.msgs) {
		if was.from == nil && !was.service {
			msg.replyTo = was
			break
		}
	}
	p.s.say(p.chat, msg)
	return nil
}

func (p *Phone) Photo(data []byte) error {
	return p.say(&message{photo: p.keep("photo", "jpg", data)})
}

func (p *Phone) Voice(data []byte) error {
	return p.say(&message{voice: p.keep("voice", "oga", data)})
}

func (p *Phone) keep(kind, ext string, data []byte) string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.keep(kind, ext, slices.Clone(data))
}

// Pin sends a place: a venue if it has a name.
func (p *Phone) Pin(lat, lon float64, label string) error {
	at := m{"latitude": lat, "longitude": lon}
	content := m{"location": at}
	if label != "" {
		content["venue"] = m{"location": at, "title": label, "address": ""}
	}
	return p.say(&message{content: content})
}

func (p *Phone) Sticker() error {
	return p.say(&message{content: m{"sticker": m{
		"file_id": "sticker", "file_unique_id": "usticker", "type": "regular", "width": 512, "height": 512, "emoji": "😀",
	}}})
}

// Scan opens https://t.me/<bot>?start=<code> and presses Start
// (https://core.telegram.org/bots/features#deep-linking).
func (p *Phone) Scan(code string) error {
	if p.chat.group() {
		return p.s.Phone(p.who.name).Scan(code)
	}
	if !startCode(code) {
		return fmt.Errorf("telegramtest: %q cannot be a start parameter", code)
	}
	return p.Type(strings.TrimSpace("/start " + code))
}

func startCode(code string) bool {
	return len(code) <= 64 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

// Leave blocks the bot, or leaves the group.
func (p *Phone) Leave() error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if !p.chat.group() {
		p.s.member(p.chat, p.who, "member", "kicked")
		return nil
	}
	delete(p.chat.members, p.who.id)
	p.s.say(p.chat, &message{from: p.who, service: true, text: p.who.name + " 离开了群", content: m{"left_chat_member": p.who.json()}})
	p.chat.phones = slices.DeleteFunc(p.chat.phones, func(other *Phone) bool { return other == p })
	return nil
}

// Press taps a button, an entry of the bot's menu, or a link.
func (p *Phone) Press(label string) error {
	if there, err := p.pressKey(label); there {
		return err
	}
	p.s.mu.Lock()
	for _, msg := range slices.Backward(p.chat.msgs) {
		for _, b := range slices.Concat(msg.rows...) {
			if b.Text == label && b.URL == "" {
				p.query(msg, b)
				p.s.mu.Unlock()
				return nil
			}
			if b.Text == label {
				p.s.mu.Unlock()
				return p.open(b.URL)
			}
		}
	}
	menu := p.s.menu
	p.s.mu.Unlock()
	for _, c := range menu {
		if label == c.Description || label == "/"+c.Command {
			return p.Type("/" + c.Command)
		}
	}
	return fmt.Errorf("telegramtest: %s sees no %q to press", p.who.name, label)
}

// query tells the bot of a pressed button
// (https://core.telegram.org/bots/api#callbackquery).
func (p *Phone) query(msg *message, b button) {
	s := p.s
	s.seq++
	id := fmt.Sprintf("%d%06d", p.who.id, s.seq)
	s.queries[id] = &query{phone: p, at: s.opt.Now()}
	s.tell(p.chat.id, m{"callback_query": m{
		"id": id, "from": p.who.json(), "message": s.json(msg), "chat_instance": fmt.Sprint(p.chat.id), "data": b.Data,
	}})
}

// open follows an address: one of the bot's deep links, or a page we leave to a browser.
func (p *Phone) open(address string) error {
	u, err := url.Parse(address)
	if err == nil && u.Host == "t.me" && strings.EqualFold(u.Path, "/"+p.s.opt.Username) {
		return p.Scan(u.Query().Get("start"))
	}
	return err
}

// Switch turns the phone off and on.
func (p *Phone) Switch(on bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if !on && !p.off {
		p.frozen = p.screen()
	}
	p.off = !on
	p.wake()
}

func (p *Phone) Screen() []phone.Bubble {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if p.off {
		return slices.Clone(p.frozen)
	}
	return p.screen()
}

func (p *Phone) Changed() <-chan struct{} { return p.changes }

// wake tells whoever watches the phone. The lock is held.
func (p *Phone) wake() {
	select {
	case p.changes <- struct{}{}:
	default:
	}
}

// notice shows a toast. The lock is held.
func (p *Phone) notice(text string) {
	p.s.seq++
	p.notices = append(p.notices, phone.Bubble{ID: p.s.seq, At: p.s.opt.Now(), Notice: text})
	p.wake()
}
