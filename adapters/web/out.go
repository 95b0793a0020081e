package web

import (
	"context"
	"errors"
	"strconv"

	"yishi/bot"
	"yishi/store"
)

// Send writes a bubble and tells the pages that are open. Having it in the
// store is having it delivered: whoever opens the page sees it.
func (a *Adapter) Send(ctx context.Context, to bot.Address, out bot.Out) (ref string, err error) {
	var there bool
	err = a.cfg.Store.Update(ctx, func(tx store.Tx) error {
		var s session
		if s, there = sessions.Get(tx, to.Chat); there {
			ref = s.put(tx, out)
		}
		return nil
	})
	switch {
	case err != nil:
		return "", sendError(err)
	case !there:
		return "", &bot.SendError{Verdict: bot.Gone, Why: "对方已经退出网页对话"}
	}
	a.crowd.wake(to.Chat)
	return ref, nil
}

// put replaces the bubble that out edits, or adds one.
func (s *session) put(tx store.Tx, out bot.Out) (ref string) {
	b, ok := s.bubble(tx, out.Edit)
	if !ok || b.Mine {
		b = s.add(tx, bubble{Text: out.Text, Buttons: out.Buttons, Links: out.Links, File: out.Photo})
		return strconv.Itoa(b.N)
	}
	b.Text, b.Buttons, b.Links, b.File = out.Text, out.Buttons, out.Links, out.Photo
	b.Edited, b.Pressed = true, ""
	s.change(tx, b)
	return out.Edit
}

// sendError says what a failing store means for a message: nothing was kept,
// unless nobody knows.
func sendError(err error) error {
	var fault store.Fault
	if errors.Is(err, store.ErrUnknown) || !errors.As(err, &fault) && !errors.Is(err, store.ErrClosed) {
		return err
	}
	return &bot.SendError{Verdict: bot.Retry, Why: "存储暂时不可用"}
}
