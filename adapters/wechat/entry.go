package wechat

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/silenceper/wechat/v2/officialaccount/basic"
	"github.com/silenceper/wechat/v2/officialaccount/menu"

	"yishi/bot"
)

// Entry is one entry of the menu below the chat: a press of it sends its key, or
// opens its page, or shows the entries below it.
type Entry struct {
	Name string  `yaml:"name"`
	Key  string  `yaml:"key,omitempty"`
	URL  string  `yaml:"url,omitempty"` // beginning with "/": a page of ours
	Sub  []Entry `yaml:"sub,omitempty"`
}

// Limits of the menu
// (https://developers.weixin.qq.com/doc/offiaccount/Custom_Menus/Creating_Custom-Defined_Menu.html).
const (
	maxEntries  = 3
	maxSub      = 5
	maxName     = 16 // bytes
	maxSubName  = 40
	maxEntryKey = 128
)

func checkMenu(entries []Entry) error {
	if len(entries) > maxEntries {
		return fmt.Errorf("menu has %d entries, the platform takes %d", len(entries), maxEntries)
	}
	for _, e := range entries {
		if len(e.Sub) > maxSub {
			return fmt.Errorf("menu entry %q has %d below it, the platform takes %d", e.Name, len(e.Sub), maxSub)
		}
		if err := e.check(maxName); err != nil {
			return err
		}
		for _, sub := range e.Sub {
			if len(sub.Sub) > 0 {
				return fmt.Errorf("menu entry %q lies too deep to have others below it", sub.Name)
			}
			if err := sub.check(maxSubName); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e Entry) check(room int) error {
	kinds := 0
	for _, has := range []bool{e.Key != "", e.URL != "", len(e.Sub) > 0} {
		if has {
			kinds++
		}
	}
	switch {
	case e.Name == "":
		return errors.New("a menu entry has no name")
	case len(e.Name) > room:
		return fmt.Errorf("menu name %q is longer than %d bytes", e.Name, room)
	case len(e.Key) > maxEntryKey:
		return fmt.Errorf("key of menu entry %q is longer than %d bytes", e.Name, maxEntryKey)
	case kinds != 1:
		return fmt.Errorf("menu entry %q needs one of key, url and sub", e.Name)
	}
	return nil
}

// SetMenu gives the account its menu. Phones show it some minutes later.
func (a *Adapter) SetMenu(ctx context.Context) error {
	return a.api.say(ctx, "/cgi-bin/menu/create", struct {
		Buttons []*menu.Button `json:"button"`
	}{a.buttons(a.config.Menu)}, nil)
}

func (a *Adapter) buttons(entries []Entry) []*menu.Button {
	var out []*menu.Button
	for _, e := range entries {
		b := &menu.Button{Name: e.Name, SubButtons: a.buttons(e.Sub)}
		switch {
		case e.Key != "":
			b.Type, b.Key = "click", e.Key
		case e.URL != "":
			b.Type, b.URL = "view", e.URL
			if strings.HasPrefix(e.URL, "/") {
				b.URL = strings.TrimRight(a.deps.Public, "/") + e.URL
			}
		}
		out = append(out, b)
	}
	return out
}

// maxScene is the most bytes of a code in a QR code
// (https://developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.html).
const maxScene = 64

// Link makes the address to be printed as a QR code. It lasts for ever, which
// suits a code on a wall; an account has 100,000 of them, so the same code gets
// the same address from us.
func (a *Adapter) Link(ctx context.Context, code string) (string, error) {
	if a.config.Account != Service {
		return "", bot.Refuse("只有认证过的服务号才有带参数的二维码")
	}
	if code == "" || len(code) > maxScene {
		return "", errors.New("wechat: a code has 1 to 64 bytes")
	}
	a.mu.Lock()
	address := a.links[code]
	a.mu.Unlock()
	if address != "" {
		return address, nil
	}
	var ticket basic.Ticket
	err := a.api.post(ctx, "/cgi-bin/qrcode/create", basic.NewLimitQrRequest(code), &ticket) // a string: it panics on an int64
	switch {
	case err != nil:
		return "", err
	case ticket.URL == "":
		return "", errors.New("wechat: a QR code without an address")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.links[code] = ticket.URL
	return ticket.URL, nil
}
