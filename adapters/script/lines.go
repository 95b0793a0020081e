package script

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/outbox"
	"yishi/store"
)

// do carries out one line and copies it to the page.
func (p *player) do(line string) error {
	p.printf("%s\n", line)
	name, rest := cutName(line)
	switch {
	case line == "" || strings.HasPrefix(line, "#"):
		return nil
	case strings.HasPrefix(line, "-- "):
		return p.happen(strings.Fields(line[3:]))
	case name == "clock":
		t, err := time.ParseInLocation("2006-01-02 15:04", strings.TrimSpace(rest), bot.Zone)
		p.now = t
		return err
	case name == "use":
		return p.use(strings.TrimSpace(rest))
	case strings.HasPrefix(rest, " = "):
		return p.enter(name, strings.Fields(rest[3:]))
	case strings.HasPrefix(rest, "> "), strings.HasPrefix(rest, "! "):
		return p.act(name, rest[0], rest[2:])
	}
	return fmt.Errorf("not a line of a transcript")
}

// enter brings somebody in: a person of the sample street, somebody new, or a group.
func (p *player) enter(name string, words []string) error {
	if len(words) == 3 && words[0] == "group" {
		a := &actor{name: name, chat: bot.Address{Channel: words[1], Chat: "-" + name}, group: true}
		p.cast = append(p.cast, a)
		p.update(func(tx store.Tx) {
			directory.PutGroup(tx, directory.Group{Channel: words[1], Chat: a.chat.Chat, Place: words[2]})
		})
		return nil
	}
	if len(words) != 2 || p.channels[words[1]] == nil {
		return fmt.Errorf("want NAME = PERSON CHANNEL or NAME = group CHANNEL PLACE")
	}
	a := &actor{name: name, chat: bot.Address{Channel: words[1], Chat: name}}
	p.cast = append(p.cast, a)
	id, known := heroes()[words[0]]
	if !known {
		return nil // the bot meets them when they first say something
	}
	var err error
	p.update(func(tx store.Tx) {
		account, _, _ := directory.Meet(tx, a.chat, words[0])
		if err = directory.LinkAccount(tx, account, id); err == nil {
			account, _ = directory.GetAccount(tx, a.chat.Channel, a.chat.Chat)
			directory.Seen(tx, account)
			outbox.Opened(tx, bot.In{Address: a.chat, Kind: bot.Text})
		}
	})
	return err
}

func heroes() map[string]string {
	ids := map[string]string{}
	for _, h := range sample.Heroes {
		ids[h.Name] = h.ID
	}
	return ids
}

// happen does what is between the lines.
func (p *player) happen(words []string) error {
	switch {
	case len(words) == 2 && words[1] == "later":
		d, err := time.ParseDuration(words[0])
		if err != nil {
			return err
		}
		return p.pass(d)
	case len(words) == 2 && words[1] == "closed":
		d, err := time.ParseDuration(words[0])
		if err != nil {
			return err
		}
		p.now = p.now.Add(d)
		p.reopen()
		return p.house.Settle(context.Background())
	case len(words) == 2 && words[1] == "apart":
		d, err := time.ParseDuration(words[0])
		p.gap = d
		return err
	case len(words) == 3 && words[1] == "under" && words[2] == "way":
		d, err := time.ParseDuration(words[0])
		p.onTheWay = d
		return err
	case len(words) == 3 && p.channels[words[0]] != nil:
		verdict, ok := map[string]bot.Verdict{"refuses": bot.Gone, "closes": bot.Closed, "rejects": bot.Bad, "silent": silent, "takes": ""}[words[1]]
		if !ok {
			return fmt.Errorf("a channel refuses, closes, rejects, takes or is silent")
		}
		p.channels[words[0]].refuses[words[2]] = verdict
		return nil
	case len(words) >= 3 && words[0] == "machine":
		p.machine(words[1], strings.Join(words[2:], " "))
		p.reopen() // the house learns of its machines when it is built
		return nil
	}
	return fmt.Errorf("nobody knows how that happens")
}

// pass lets time go by, in steps, so that things happen in their order.
func (p *player) pass(d time.Duration) error {
	for d > 0 {
		step := min(d, 15*time.Minute)
		p.now, d = p.now.Add(step), d-step
		if err := p.house.Settle(context.Background()); err != nil {
			return err
		}
	}
	return nil
}

// act has somebody type, send or press something, perhaps in a group (甲@群).
func (p *player) act(name string, mark byte, what string) error {
	who, where, inGroup := strings.Cut(name, "@")
	a := p.find(who)
	if a == nil {
		return fmt.Errorf("nobody is called %s", who)
	}
	in := bot.In{Address: a.chat, From: a.chat.Chat, Kind: bot.Text, Text: what}
	if inGroup {
		g := p.find(where)
		if g == nil {
			return fmt.Errorf("no group is called %s", where)
		}
		in.Address, in.Group, in.ToUs = g.chat, true, strings.HasPrefix(what, "/") || strings.HasPrefix(what, "@")
		in.Text = strings.TrimSpace(strings.TrimPrefix(what, "@"))
	}
	c := p.channels[a.chat.Channel]
	if mark == '!' {
		token, ref, ok := c.find(in.Chat, what)
		if !ok {
			return fmt.Errorf("there is no such button")
		}
		in.Kind, in.Text, in.Ref = bot.Press, token, ref
	} else if strings.HasPrefix(what, "[") && strings.HasSuffix(what, "]") {
		things(&in, strings.Trim(what, "[]"))
	}
	return p.deliver(c, in)
}

// pinned is a point on the map, of which the numbers may be said: 30.513,114.352 东门.
func pinned(what string) *bot.Pin {
	pin := bot.Pin{Lat: 30.5, Lon: 114.3, Label: what}
	if n, _ := fmt.Sscanf(what, "%f,%f", &pin.Lat, &pin.Lon); n == 2 {
		_, pin.Label, _ = strings.Cut(what, " ")
	}
	return &pin
}

// things are the messages that are not words: [照片] [语音] [位置 东门] [扫码 CODE] …
func things(in *bot.In, what string) {
	kind, rest, _ := strings.Cut(what, " ")
	in.Text = rest
	switch kind {
	case "照片":
		in.Kind, in.File = bot.Photo, "photo"
	case "打不开的照片":
		in.Kind, in.File = bot.Photo, unreadable
	case "丢了的照片":
		in.Kind, in.File = bot.Photo, gone
	case "相册": // one of the photos of a set
		in.Kind, in.File, in.Set = bot.Photo, "photo", "set"
	case "语音":
		in.Kind, in.File, in.Text = bot.Voice, "voice", ""
	case "位置":
		in.Kind, in.Pin, in.Text = bot.Location, pinned(rest), ""
	case "名片": // one's own number, as the platform vouches; without, another's
		in.Kind = bot.Contact
	case "扫码":
		in.Kind = bot.Scan
	case "关注":
		in.Kind = bot.Follow
	case "离开":
		in.Kind = bot.Leave
	case "菜单":
		in.Kind, in.Tap = bot.Press, true
	case "很长":
		in.Text = strings.Repeat("这个问题说来话长，", 1200)
	default:
		in.Kind = bot.Other
	}
}

func (p *player) find(name string) *actor {
	for _, a := range p.cast {
		if a.name == name {
			return a
		}
	}
	return nil
}
