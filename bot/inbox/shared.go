package inbox

import (
	"context"
	"slices"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// lately is how long after a word that was for us whatever follows is for us, too:
// who has our menu before them says what they want in words of their own.
const lately = 5 * time.Minute

// pass reports whether a message on a shared account is for the account's owner. It is
// found out in a View: it waits for no writer, and of what is not for us nothing is
// kept, not even that there is such a person. What ends or begins a chat, and what
// tells how a message arrived, concerns both: it is noted, and passed.
func (b *Inbox) pass(ctx context.Context, in bot.In) (pass bool, err error) {
	s := b.shared[in.Channel]
	if s == nil || in.Kind == bot.Result {
		return false, nil
	}
	ours, both := false, false
	err = b.Store.View(ctx, func(tx store.Reader) error {
		l := look{b, tx, in}
		ours, both = l.ours(*s), l.both()
		return nil
	})
	if err != nil || !both || ours {
		return !ours && err == nil, err
	}
	return true, b.Store.Update(ctx, func(tx store.Tx) error {
		t := &turn{b: b, tx: tx, in: in}
		return t.noted()
	})
}

// look is a message that is only looked at.
type look struct {
	b  *Inbox
	tx store.Reader
	in bot.In
}

// ours reports whether a message is for us: we have answered it before, it begins
// something of ours, or the chat is in the middle of something with us.
func (l look) ours(s bot.Shared) bool {
	if _, known := answered(l.tx, l.in); known {
		return true
	}
	switch l.in.Kind {
	case bot.Receipt, bot.Leave:
		return false
	case bot.Follow, bot.Scan:
		return l.opens(l.in.Text)
	case bot.Press:
		return l.begins(s, l.in.Text) || l.isToken(l.in.Text)
	}
	return l.in.Kind == bot.Text && l.begins(s, l.in.Text) || l.amid()
}

// both: people leave and come back, and messages arrive, for all who use the account.
func (l look) both() bool {
	switch l.in.Kind {
	case bot.Leave, bot.Follow:
		_, known := directory.GetAccount(l.tx, l.in.Channel, l.in.Chat)
		return known
	case bot.Receipt:
		return outbox.Reports(l.tx, l.in.Address, l.in.Ref)
	}
	return false
}

// opens reports whether a code is one that we have printed.
func (l look) opens(code string) bool {
	if s, ok := talk.ParseStart(code); ok {
		return l.b.Engine.Has(s.Flow)
	}
	_, place := directory.PlaceByCode(l.tx, code)
	return place
}

// begins reports whether words are a command of theirs, and one of those that this
// account has for residents. What only staff may do has no need to be named.
func (l look) begins(s bot.Shared, words string) bool {
	said := func(w string) bool { return wording.Fold(w) == wording.Fold(words) }
	if slices.ContainsFunc(s.Words, said) {
		return true
	}
	a, _ := directory.GetAccount(l.tx, l.in.Channel, l.in.Chat)
	who, _ := directory.GetPerson(l.tx, a.Person)
	c, _ := l.b.command(words, who)
	if c == nil || len(s.Words) == 0 || c.Right != "" {
		return c != nil
	}
	return slices.ContainsFunc(c.Words, func(w string) bool {
		return slices.ContainsFunc(s.Words, func(o string) bool { return wording.Fold(o) == wording.Fold(w) })
	})
}

func (l look) isToken(token string) bool {
	if _, _, _, ok := replay.ParseToken(token); ok {
		return true
	}
	prefix, _, some := strings.Cut(token, ":")
	return some && (prefix == insteadPrefix || l.b.presses[prefix] != nil)
}

// amid reports whether the chat is in the middle of something with us: a question is
// open, the words are a choice of our last numbered message, or a word that was for
// us was said lately.
func (l look) amid() bool {
	if _, talking := replay.Open(l.tx, l.in.Address); talking {
		return true
	}
	if _, waiting := insteads.Get(l.tx, store.Key(l.in.Channel, l.in.Chat)); waiting {
		return true
	}
	if offer, ok := outbox.OfferIn(l.tx, l.in.Address); ok && l.in.Kind == bot.Text {
		if _, picks := answer.Pick(l.in.Text, offer.Labels()); picks {
			return true
		}
	}
	return l.heardLately()
}

// heardLately looks through what was handled in the last minutes; only what was for
// us is there.
func (l look) heardLately() bool {
	from := store.Key(l.in.Channel, l.tx.Now().Add(-lately))
	_, to := store.Under(store.Key(l.in.Channel))
	for key := range l.tx.Scan(seenTable, from, to) {
		if strings.HasSuffix(key, store.Sep+store.Key(l.in.From)) {
			return true
		}
	}
	return false
}

// noted takes in what is passed, without a word.
func (t *turn) noted() error {
	if t.in.Kind != bot.Follow {
		return t.handle()
	}
	if a, known := directory.GetAccount(t.tx, t.in.Channel, t.in.Chat); known {
		outbox.Opened(t.tx, t.in)
		directory.Seen(t.tx, a)
	}
	return nil
}
