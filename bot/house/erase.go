package house

import (
	"context"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/inbox"
	"yishi/bot/outbox"
	"yishi/store"
)

// DueSweep is when what an erased person has left in the rooms themselves goes: a while
// after the last word, which a platform may ask for again.
const DueSweep = "sweep"

const (
	sweepAfter   = 2 * time.Minute
	compactAfter = 10 * time.Minute
)

// leaving is by what somebody is found who was erased, until that is done.
type leaving struct {
	ID string `json:"id"`
	directory.Traces
}

var leavings = store.NewTable("leaving", func(l *leaving) string { return l.ID })

// Erase forgets somebody: in all kits, in the directory, and soon afterwards in what
// was said, heard and sent. What was counted stays counted.
func Erase(kits []Kit, tx store.Tx, person string) {
	l := leaving{ID: store.Key(tx.Seq()), Traces: directory.TracesOf(tx, person)}
	Forget(kits, tx, person)
	joining.Erase(tx, person)
	leavings.Put(tx, l)
	agenda.Set(tx, tx.Now().Add(sweepAfter), DueSweep, l.ID)
}

// Sweep looks for what is left of somebody, and deletes it: files first, so that a
// crash leaves the way to them.
func Sweep(ctx context.Context, s store.Store, files bot.Files, e agenda.Entry) (agenda.Handler, error) {
	var l leaving
	var sent []string
	var came inbox.Remains
	err := s.View(ctx, func(tx store.Reader) error {
		l, _ = leavings.Get(tx, e.Ref)
		sent, came = outbox.Left(tx, l.Traces), inbox.Left(tx, l.Traces)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, name := range came.Files {
		if err := files.Remove(name); err != nil {
			return nil, err
		}
	}
	return func(tx store.Tx, e agenda.Entry) error {
		outbox.Forget(tx, l.Traces, sent)
		inbox.Forget(tx, l.Traces, came)
		leavings.Delete(tx, e.Ref)
		store.WantCompact(tx, tx.Now().Add(compactAfter))
		return nil
	}, nil
}
