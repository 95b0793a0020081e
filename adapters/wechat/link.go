package wechat

import (
	"context"
	"errors"

	"github.com/silenceper/wechat/v2/officialaccount/basic"
	wxcontext "github.com/silenceper/wechat/v2/officialaccount/context"
)

// maxScene is the most bytes of a code in a QR code
// (https://developers.weixin.qq.com/doc/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.html).
const maxScene = 64

// Link makes the address to be printed as a QR code. It lasts for ever, which
// suits a code on a wall; an account has 100,000 of them, so the same code gets
// the same address from us.
func (a *Adapter) Link(ctx context.Context, code string) (string, error) {
	if a.config.Account != Service {
		return "", errors.New("wechat: only a verified service account has QR codes with a scene")
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
	var ticket *basic.Ticket
	err := a.api.do(ctx, func(c *wxcontext.Context) (err error) {
		ticket, err = basic.NewBasic(c).GetQRTicket(basic.NewLimitQrRequest(code)) // a string: it panics on an int64
		return err
	})
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
