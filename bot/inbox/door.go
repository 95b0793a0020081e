package inbox

import (
	"context"
	"time"

	"yishi/bot"
	"yishi/bot/quota"
	"yishi/store"
)

// door holds every sender, on every channel, to what a person can do by hand:
// whoever sends by machine is told, and what is too much is not taken.
type door struct {
	now   func() time.Time // nil: there is no door
	all   *quota.Quota
	media *quota.Quota
	told  *quota.Quota
}

func newDoor(now func() time.Time) door {
	return door{
		now:   now,
		all:   quota.New(60, time.Second),
		media: quota.New(100, 15*time.Minute), // a hundred photos a day
		told:  quota.New(1, time.Minute),
	}
}

const (
	tooFast = "您发得太快了，有几条没有收到。请等一分钟，再发一遍。"
	tooMany = "您今天发的照片和语音太多了，没有都收下。请明天再发；要紧的事，打字告诉我。"
)

// turnAway reports whether a message is too much, and why.
func (d door) turnAway(in bot.In) (why string) {
	if d.now == nil || !counts(in) {
		return ""
	}
	who := store.Key(in.Channel, in.From)
	if !d.all.Take(who, d.now()) {
		return tooFast
	}
	if (in.Kind == bot.Photo || in.Kind == bot.Voice) && !d.media.Take(who, d.now()) {
		return tooMany
	}
	return ""
}

// counts: what people say to us. Talk of a group among itself does not, nor what
// nobody says.
func counts(in bot.In) bool {
	switch in.Kind {
	case bot.Result, bot.Receipt, bot.Moved, bot.Leave:
		return false
	}
	return !in.Group || in.ToUs || in.Kind == bot.Press
}

// tooMuch gives a message that is turned away its answer: the one it got before, if
// it was handled; else the reason, once a minute, and never in a group.
func (b *Inbox) tooMuch(ctx context.Context, in bot.In, why string) (bot.Answer, error) {
	var before bot.Answer
	known := false
	err := b.Store.View(ctx, func(tx store.Reader) error {
		before, known = answered(tx, in)
		return nil
	})
	who := store.Key(in.Channel, in.From)
	if err != nil || known || in.Group && in.Kind != bot.Press || !b.door.told.Take(who, b.door.now()) {
		return before, err
	}
	var t *turn
	err = b.Store.Update(ctx, func(tx store.Tx) error {
		t = &turn{b: b, tx: tx, in: in}
		if !t.known() {
			t.answer.Toast = why
			t.reply()
			t.mark()
		}
		return nil
	})
	if err == nil {
		b.after(t)
	}
	return t.answer, err
}
