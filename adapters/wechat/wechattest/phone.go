package wechattest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"yishi/adapters/phone"
)

// Phone is one person's chat with the account.
type Phone struct {
	fake     *Fake
	name, id string
	changed  chan struct{}

	mu      sync.Mutex
	isNew   bool // nothing has happened yet
	follows bool
	blocks  bool
	off     bool
	window  window
	screen  []phone.Bubble
	kept    []phone.Bubble // what came while the phone was off
	serial  int64
}

// OpenID is how the account knows the person.
func (p *Phone) OpenID() string { return p.id }

// Block makes the person refuse messages, which the account is not told.
func (p *Phone) Block() { p.do(func() { p.blocks = true }) }

// OpenWindow is as if the person had just written, without a push.
func (p *Phone) OpenWindow() { p.do(func() { p.isNew = false; p.window.message(p.fake.opts.Now()) }) }

// CloseWindow ends the account's leave to write now.
func (p *Phone) CloseWindow() { p.do(func() { p.window = window{} }) }

func (p *Phone) do(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
}

var (
	errOff    = errors.New("the phone is off")
	errGone   = errors.New("does not follow the account")
	errNobody = errors.New("nothing to press")
)

// opening is what an act does to the account's leave to write.
type opening int

const (
	byNothing opening = iota
	byMessage
	byTap
)

// act shows the person's own bubble, opens the window and pushes what was done.
func (p *Phone) act(mine *phone.Bubble, opens opening, doc []byte) error {
	p.mu.Lock()
	switch {
	case p.off:
		p.mu.Unlock()
		return errOff
	case !p.follows:
		p.mu.Unlock()
		return errGone
	}
	p.isNew = false
	switch opens {
	case byMessage:
		p.window.message(p.fake.opts.Now())
	case byTap:
		p.window.tap(p.fake.opts.Now())
	}
	if mine != nil {
		mine.Mine = true
		p.show(*mine)
	}
	p.mu.Unlock()
	p.answer(doc)
	return nil
}

const trouble = "该公众号提供的服务出现故障，请稍后再试"

// answer pushes and shows what comes back.
func (p *Phone) answer(doc []byte) {
	reply, ok := p.fake.deliver(doc, p.id)
	b := phone.Bubble{Notice: trouble}
	if ok && reply == nil {
		return
	}
	if ok {
		if good, err := p.fake.answerBubble(reply, p.id); err == nil {
			b = good
			p.fake.arrived(Delivery{Kind: "reply", OpenID: p.id, Name: p.name, Text: b.Text, Photo: b.Photo})
		}
	}
	p.do(func() { p.show(b) })
}

// show puts a bubble on the screen, or keeps it while the phone is off. The
// phone is locked.
func (p *Phone) show(b phone.Bubble) {
	p.serial++
	b.ID, b.At = p.serial, p.fake.opts.Now()
	if p.off {
		p.kept = append(p.kept, b)
		return
	}
	p.screen = append(p.screen, b)
	p.signal()
}

func (p *Phone) signal() {
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

// take is a customer message arriving.
func (p *Phone) take(b phone.Bubble) code {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.follows {
		return 45015
	}
	if p.blocks {
		return 48002
	}
	if c := p.window.spend(p.fake.opts.Now()); c != 0 {
		return c
	}
	p.show(b)
	return 0
}

// takeForm is a template message arriving; a person who blocks does not see it,
// which the account hears of later.
func (p *Phone) takeForm(b phone.Bubble) (there bool, c code) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.follows {
		return false, 43004
	}
	if !p.blocks {
		p.show(b)
	}
	return !p.blocks, 0
}

// message pushes a message, which has an id, and shows it.
func (p *Phone) message(mine phone.Bubble, kind string, tags ...tag) error {
	return p.act(&mine, byMessage, p.fake.doc(p.id, kind, append(tags, tag{"MsgId", p.fake.id()})...))
}

// Type sends words.
func (p *Phone) Type(text string) error {
	return p.message(phone.Bubble{Text: text}, "text", tag{"Content", text})
}

// Photo sends a picture.
func (p *Phone) Photo(data []byte) error {
	id := p.fake.keep("image/jpeg", data)
	return p.message(phone.Bubble{Photo: data}, "image",
		tag{"PicUrl", p.fake.url + "/mmbiz_pic/" + id + "/0"}, tag{"MediaId", id})
}

// Voice sends a voice message. The platform no longer says what it heard.
func (p *Phone) Voice(data []byte) error {
	id := p.fake.keep("audio/amr", data)
	return p.message(phone.Bubble{Voice: true}, "voice",
		tag{"MediaId", id}, tag{"Format", "amr"}, tag{"Recognition", ""})
}

// Pin sends a place.
func (p *Phone) Pin(lat, lon float64, label string) error {
	return p.message(phone.Bubble{Text: "[位置] " + label}, "location",
		tag{"Location_X", lat}, tag{"Location_Y", lon}, tag{"Scale", 16}, tag{"Label", label})
}

// Sticker sends what the platform does not pass on: the account gets a sentence
// instead.
func (p *Phone) Sticker() error {
	return p.message(phone.Bubble{Text: "[表情]"}, "text", tag{"Content", "【收到不支持的消息类型，暂无法显示】"})
}

// Scan scans a code: a scene, or the address of a QR code that the account made.
func (p *Phone) Scan(code string) error {
	p.fake.mu.Lock()
	if scene, ok := p.fake.scenes[code]; ok {
		code = scene
	}
	p.fake.mu.Unlock()
	event, key := tag{"Event", "SCAN"}, tag{"EventKey", code}
	p.do(func() {
		if p.isNew || !p.follows {
			event, key = tag{"Event", "subscribe"}, tag{"EventKey", "qrscene_" + code}
		}
		p.follows = p.follows || !p.off
	})
	return p.act(nil, byTap, p.fake.doc(p.id, "event", event, key, tag{"Ticket", openID("ticket", code)}))
}

// Follow follows the account without a code.
func (p *Phone) Follow() error {
	p.do(func() { p.follows = !p.off })
	return p.act(nil, byTap, p.fake.doc(p.id, "event", tag{"Event", "subscribe"}, tag{"EventKey", ""}))
}

// Leave unfollows the account.
func (p *Phone) Leave() error {
	p.mu.Lock()
	if p.off || !p.follows {
		p.mu.Unlock()
		return errGone
	}
	p.follows, p.isNew, p.window = false, false, window{}
	p.mu.Unlock()
	p.fake.deliver(p.fake.doc(p.id, "event", tag{"Event", "unsubscribe"}, tag{"EventKey", ""}), p.id)
	return nil
}

// Press taps a link or types the number of a choice in the newest message, else
// taps the menu, else a link or choice further up.
func (p *Phone) Press(label string) error {
	bubbles := slices.DeleteFunc(p.bubbles(), func(b phone.Bubble) bool { return b.Mine || b.Notice != "" })
	slices.Reverse(bubbles)
	if len(bubbles) > 0 {
		if done, err := p.pressIn(bubbles[0], label); done {
			return err
		}
	}
	for _, e := range p.fake.Menu() {
		if found, ok := e.find(label); ok {
			return p.pressMenu(found)
		}
	}
	for _, b := range bubbles {
		if done, err := p.pressIn(b, label); done {
			return err
		}
	}
	return fmt.Errorf("%w: %s", errNobody, label)
}

func (p *Phone) pressIn(b phone.Bubble, label string) (bool, error) {
	for _, l := range b.Links {
		if l.Label != label {
			continue
		}
		if content, id, ok := menuClick(l.URL); ok {
			doc := p.fake.doc(p.id, "text", tag{"Content", content}, tag{"MsgId", p.fake.id()}, tag{"bizmsgmenuid", id})
			return true, p.act(&phone.Bubble{Text: content}, byTap, doc)
		}
		return true, nil // a page opens
	}
	choice := regexp.MustCompile(`(?m)^(\d+)[ ）]` + regexp.QuoteMeta(label) + `$`)
	if m := choice.FindStringSubmatch(b.Text); m != nil {
		return true, p.Type(m[1])
	}
	return false, nil
}

func (p *Phone) pressMenu(e Entry) error {
	if e.Type == "view" {
		return p.act(nil, byNothing, p.fake.doc(p.id, "event", tag{"Event", "VIEW"}, tag{"EventKey", e.URL}))
	}
	return p.act(nil, byTap, p.fake.doc(p.id, "event", tag{"Event", "CLICK"}, tag{"EventKey", e.Key}))
}

// Switch turns the phone on or off.
func (p *Phone) Switch(on bool) {
	p.do(func() {
		p.off = !on
		if on && len(p.kept) > 0 {
			p.screen, p.kept = append(p.screen, p.kept...), nil
			p.signal()
		}
	})
}

// Screen is what is to be seen. A link that speaks has no address.
func (p *Phone) Screen() []phone.Bubble {
	screen := p.bubbles()
	for i, b := range screen {
		screen[i].Links = slices.Clone(b.Links)
		for j, l := range b.Links {
			if _, _, speaks := menuClick(l.URL); speaks {
				screen[i].Links[j].URL = ""
			}
		}
	}
	return screen
}

func (p *Phone) bubbles() []phone.Bubble {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.screen)
}

// Changed tells of a changed screen.
func (p *Phone) Changed() <-chan struct{} { return p.changed }

// menuLink is the address of a link that says something when tapped.
const menuLink = "weixin://bizmsgmenu?"

func menuClick(address string) (content, id string, ok bool) {
	query, ok := strings.CutPrefix(address, menuLink)
	for _, pair := range strings.Split(query, "&") {
		switch name, value, _ := strings.Cut(pair, "="); name {
		case "msgmenucontent":
			content = value
		case "msgmenuid":
			id = value
		}
	}
	return content, id, ok
}
