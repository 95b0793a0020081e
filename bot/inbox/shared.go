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
	"yishi/store"
)

// lately is how long after a word that was for us whatever follows is for us, too:
// who has our menu before them says what they want in words of their own.
const lately = 5 * time.Minute

// pass says whether a message on a shared account is for the account's owner. It is
// found out in a View: it waits for no writer, and of what is not for us nothing is
// kept, not even that there is such a person. What ends or begins a chat, and what
// tells how a message arrived, concerns both: it is noted, and passed.
func (b *Inbox) pass(ctx context.Context, in bot.In) (pass bool, err error) {
	s := b.shared[in.Channel]
	if s == nil || in.Kind == bot.Result {
		return false, nil
	}
	ours, both := false, false
	err = b.Store.View(ctx, func(tx store.Tx) error {
		t := &turn{b: b, tx: tx, in: in}
		ours, both = t.ours(*s), t.both()
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

// ours says whether a message is for us: we have answered it before, it begins
// something of ours, or the chat is in the middle of something with us.
func (t *turn) ours(s bot.Shared) bool {
	if _, known := answered(t.tx, t.in); known {
		return true
	}
	switch t.in.Kind {
	case bot.Receipt, bot.Leave:
		return false
	case bot.Follow, bot.Scan:
		return t.opens(t.in.Text)
	case bot.Press:
		return t.begins(s, t.in.Text) || t.isToken(t.in.Text)
	}
	return t.in.Kind == bot.Text && t.begins(s, t.in.Text) || t.amid()
}

// both: people leave and come back, and messages arrive, for all who use the account.
func (t *turn) both() bool {
	switch t.in.Kind {
	case bot.Leave, bot.Follow:
		_, known := directory.GetAccount(t.tx, t.in.Channel, t.in.Chat)
		return known
	case bot.Receipt:
		return outbox.Reports(t.tx, t.in.Address, t.in.Ref)
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

// opens says whether a code is one that we have printed.
func (t *turn) opens(code string) bool {
	if s, ok := talk.ParseStart(code); ok {
		return t.b.Engine.Has(s.Flow)
	}
	_, place := directory.PlaceByCode(t.tx, code)
	return place
}

// begins says whether words are a command of theirs, and one of those that this
// account has for residents. What only staff may do has no need to be named.
func (t *turn) begins(s bot.Shared, words string) bool {
	said := func(w string) bool { return wording.Fold(w) == wording.Fold(words) }
	if slices.ContainsFunc(s.Words, said) {
		return true
	}
	a, _ := directory.GetAccount(t.tx, t.in.Channel, t.in.Chat)
	who, _ := directory.GetPerson(t.tx, a.Person)
	c, _ := t.b.command(words, who)
	if c == nil || len(s.Words) == 0 || c.Right != "" {
		return c != nil
	}
	return slices.ContainsFunc(c.Words, func(w string) bool {
		return slices.ContainsFunc(s.Words, func(o string) bool { return wording.Fold(o) == wording.Fold(w) })
	})
}

func (t *turn) isToken(token string) bool {
	if _, _, _, ok := talk.ParseToken(token); ok {
		return true
	}
	prefix, _, some := strings.Cut(token, ":")
	return some && (prefix == insteadPrefix || t.b.presses[prefix] != nil)
}

// amid says whether the chat is in the middle of something with us: a question is
// open, the words are a choice of our last numbered message, or a word that was for
// us was said lately.
func (t *turn) amid() bool {
	if _, talking := talk.Open(t.tx, t.in.Address); talking {
		return true
	}
	if _, waiting := insteads.Get(t.tx, store.Key(t.in.Channel, t.in.Chat)); waiting {
		return true
	}
	if offer, ok := outbox.OfferIn(t.tx, t.in.Address); ok && t.in.Kind == bot.Text {
		var labels []string
		for _, b := range offer.Buttons {
			labels = append(labels, b.Label)
		}
		if _, picks := answer.Pick(t.in.Text, labels); picks {
			return true
		}
	}
	return t.heardLately()
}

// heardLately looks through what was handled in the last minutes; only what was for
// us is there.
func (t *turn) heardLately() bool {
	from := store.Key(t.in.Channel, t.tx.Now().Add(-lately))
	_, to := store.Under(store.Key(t.in.Channel))
	for key := range t.tx.Scan(seenTable, from, to) {
		if strings.HasSuffix(key, store.Sep+store.Key(t.in.From)) {
			return true
		}
	}
	return false
}
