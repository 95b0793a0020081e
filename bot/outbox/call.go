package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// callTime is how long a platform may take for one call.
const callTime = 20 * time.Second

// errNothing: a message without a visible character.
var errNothing = &bot.SendError{Verdict: bot.Bad, Why: "没有可发的内容"}

// send makes the call for the next piece of a claimed message and settles it.
func (l *lane) send(ctx context.Context, m Message) error {
	var out bot.Out
	err := l.o.store.View(ctx, func(tx store.Reader) error { out = body(tx, m); return nil })
	if err != nil {
		return err
	}
	callCtx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	if out.Links, err = l.links(callCtx, m, out.Links); err != nil {
		return l.settle(ctx, m, "", err)
	}
	if former, ok := l.adapter.(bot.Former); m.Form && ok {
		ref, err := former.SendForm(callCtx, m.To, out, m.ID)
		return l.settle(ctx, m, ref, err)
	}
	if l.limits.Buttons {
		out.Buttons = slices.DeleteFunc(slices.Clone(out.Buttons), func(b bot.Button) bool { return b.Digit })
	}
	pieces := l.adapter.Render(out)
	switch {
	case len(pieces) == 0:
		return l.settle(ctx, m, "", errNothing)
	case m.Pieces >= len(pieces): // all of them are out, cut otherwise than today
		return l.settle(ctx, m, m.Ref, nil)
	}
	ref, err := l.call(callCtx, m.To, pieces[m.Pieces])
	if err == nil && m.Pieces+1 < len(pieces) {
		return l.goOn(ctx, m, ref)
	}
	return l.settle(ctx, m, ref, err)
}

// call asks the platform to send one piece. Whatever breaks on the way, nobody knows
// whether it went out.
func (l *lane) call(ctx context.Context, to bot.Address, piece bot.Out) (ref string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			slog.Error("a call of a platform", "channel", l.adapter.Channel(), "err", err)
		}
	}()
	return l.adapter.Send(ctx, to, piece)
}

// linkTries is how often a message waits for a link that cannot be made now.
const linkTries = 3

// links gives the links to our private chat their addresses. One that cannot be had
// after some tries is left out: the words stand without it.
func (l *lane) links(ctx context.Context, m Message, links []bot.Link) (ready []bot.Link, err error) {
	linker, makes := l.adapter.(bot.Linker)
	for _, link := range links {
		if link.URL == "" && makes {
			if link.URL, err = linker.Link(ctx, link.Code); err != nil {
				slog.Warn("no link to the private chat", "channel", l.adapter.Channel(), "err", err)
			}
			if err != nil && m.Attempts+1 < linkTries {
				return nil, &bot.SendError{Verdict: bot.Retry, Why: "通向私聊的链接没有做成"}
			}
		}
		if link.URL != "" {
			ready = append(ready, link)
		}
	}
	return ready, nil
}

// goOn queues the next piece of a message.
func (l *lane) goOn(ctx context.Context, m Message, ref string) error {
	m.Ref, m.Attempts = ref, 0
	m.Pieces++
	return l.o.store.Update(ctx, func(tx store.Tx) error {
		m.State, m.Next = Queued, tx.Now()
		write(tx, m)
		return nil
	})
}

func (l *lane) settle(ctx context.Context, m Message, ref string, sendErr error) error {
	var after Message
	err := l.o.store.Update(ctx, func(tx store.Tx) error {
		m := m // settle is to start from the claimed message in every run
		m.settle(tx, l.limits, ref, sendErr)
		if e, ok := bot.AsSendError(sendErr); ok {
			l.obey(tx, &m, e)
		}
		write(tx, m)
		after = m
		return nil
	})
	if err != nil {
		return err
	}
	if e, ok := bot.AsSendError(sendErr); ok && (e.Verdict == bot.Slow || e.Verdict == bot.Quota) {
		logPause(l.adapter.Channel(), after.Next.Sub(after.last().At), e)
		l.o.Wake() // staff are told by other channels
	}
	l.o.Settled(l.adapter.Channel(), after.State)
	if after.State == Queued && after.To.Channel != m.To.Channel {
		l.o.Wake()
	}
	return nil
}

// obey draws from a failure what it means for other messages.
func (l *lane) obey(tx store.Tx, m *Message, e *bot.SendError) {
	if w := l.limits.Window; w != nil && !m.Form && e.Verdict != bot.Closed {
		refund(tx, *w, m.To) // it certainly did not go out
	}
	switch e.Verdict {
	case bot.Slow, bot.Quota:
		pause(tx, l.adapter.Channel(), tx.Now().Add(rest(e, tx.Now())), e.Why)
	case bot.Gone:
		gone(tx, m.To)
		m.reroute(tx)
	case bot.Closed:
		if !m.Form {
			shut(tx, m.To)
		}
		l.closed(tx, m, e.Why)
	case bot.NewChat:
		directory.MoveGroup(tx, m.To.Channel, m.To.Chat, e.Chat)
		m.To.Chat, m.State, m.Next = e.Chat, Queued, tx.Now()
		m.Out.Edit = "" // of the old chat: in the new one it may be of another message
	}
}

// gone notes that a person left us, or a group threw us out.
func gone(tx store.Tx, chat bot.Address) {
	directory.DropGroup(tx, chat.Channel, chat.Chat)
	if a, ok := directory.GetAccount(tx, chat.Channel, chat.Chat); ok {
		a.Gone = true
		directory.PutAccount(tx, a)
	}
}

func groupAt(tx store.Reader, chat bot.Address) bool {
	_, ok := directory.GetGroup(tx, chat.Channel, chat.Chat)
	return ok
}
