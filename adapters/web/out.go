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
	err = a.cfg.Store.Update(ctx, func(tx store.Tx) error {
		ref = ""
		if s, there := sessions.Get(tx, to.Chat); there && !s.Over {
			ref = s.put(tx, out)
		}
		return nil
	})
	switch {
	case err != nil:
		return "", sendError(err)
	case ref == "":
		return "", &bot.SendError{Verdict: bot.Gone, Why: "对方已经退出网页对话"}
	}
	a.crowd.wake(to.Chat)
	return ref, nil
}

// put replaces the bubble that out edits, or adds one.
func (s *session) put(tx store.Tx, out bot.Out) (ref string) {
	b := bubble{Text: out.Text, Buttons: out.Buttons, Links: out.Links, File: out.Photo}
	if out.Forget {
		s.end(tx, b)
		return strconv.Itoa(s.Last)
	}
	if out.Fleeting {
		s.hush(tx)
		b.Until = tx.Now().Add(unshown)
	}
	old, ok := s.bubble(tx, out.Edit)
	if !ok || old.Mine {
		return strconv.Itoa(s.add(tx, b).N)
	}
	if !old.Until.IsZero() {
		wantGone(tx)
	}
	b.Session, b.N, b.At, b.Edited = s.ID, old.N, old.At, true
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
