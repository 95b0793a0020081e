package count

import (
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

// Hush forgets, at the end of a poll, who was erased while it was under way, which
// ballots cannot be changed, and what
// could still lead from a voter to a secret ballot: receipts that have not gone out never will; and when the last answers are
// forgotten, the store is compacted, again on the next day for answers that took
// many attempts.
func Hush(tx store.Tx, p poll.Poll) {
	forgetUnder(tx, p, voice.SpentTable)
	forgetUnder(tx, p, poll.BoxedTable)
	if !p.Secret {
		return
	}
	outbox.Recall(tx, p.Of("receipt"), "投票已经结束")
	store.WantCompact(tx, tx.Now().Add(10*time.Minute))
	store.WantCompact(tx, tx.Now().Add(24*time.Hour))
}

// forgetUnder deletes, at the end of a poll, what a table has of it, from the file too.
func forgetUnder(tx store.Tx, p poll.Poll, table string) {
	var keys []string
	from, to := store.Under(store.Key(p.ID))
	for key := range tx.Scan(table, from, to) {
		keys = append(keys, strings.Clone(key))
	}
	for _, key := range keys {
		tx.Delete(table, key)
	}
	if len(keys) > 0 {
		store.WantCompact(tx, tx.Now().Add(10*time.Minute))
	}
}

// CloseDue closes a poll when its time has come, and what was on its way has had the
// time to come: no more ballots are taken. One that was extended closes later.
func (t Teller) CloseDue(tx store.Tx, e agenda.Entry) error {
	p, ok := poll.Get(tx, e.Ref)
	if !ok || p.State != poll.Opened || tx.Now().Before(p.Closes) {
		return nil
	}
	if tx.Now().Before(p.Ends()) {
		agenda.Set(tx, p.Ends(), poll.DueClose, p.ID)
		return nil
	}
	p.State = poll.Closed
	if p.Page == "" {
		p.Page = t.Codes.Long(tx, 2)
	}
	if p.Salt == "" {
		p.Salt = t.Codes.Long(tx, poll.SaltLen)
	}
	poll.Polls.Put(tx, p)
	Hush(tx, p)
	tell.Refresh(tx, p)
	agenda.Set(tx, tx.Now(), poll.DueHead, p.ID)
	return nil
}

// PublishDue tells a result that had to wait for the morning.
func (t Teller) PublishDue(tx store.Tx, e agenda.Entry) error {
	p, ok := poll.Get(tx, e.Ref)
	switch {
	case !ok || p.State == poll.Drawing && p.Waits() || p.State != poll.Closed && p.State != poll.Drawing || p.Result == nil:
	case p.Waits() && !tx.Now().Before(p.Lot.Begins(p.Closes).Add(toldBy)):
		p.Result, p.Root, p.Lot = nil, "", nil // too late for that number: it may be known
		poll.Polls.Put(tx, p)
		agenda.Set(tx, tx.Now(), poll.DueCount, p.ID)
	case p.Waits():
		t.wait(tx, p)
	default:
		t.publish(tx, p)
	}
	return nil
}

// publish tells everybody who could vote what came of it, and their groups, and who
// opened it.
func (t Teller) publish(tx store.Tx, p poll.Poll) {
	p.State = poll.Published
	poll.Polls.Put(tx, p)
	agenda.Set(tx, p.Closes.Add(poll.KeepShown), poll.DueArchive, p.ID)
	if p.Info().Seats {
		agenda.Set(tx, tx.Now(), poll.DueSeats, p.ID)
	}
	t.tell(tx, p, "result")
}

// tell tells everybody how a poll stands that is closed.
func (t Teller) tell(tx store.Tx, p poll.Poll, what string) {
	out := bot.Out{Text: tell.ResultText(tx, p), Photo: p.Picture, Title: "投票" + tell.Heading(p), Fields: poll.Fields(p)}
	if t.Page != nil {
		out.Links = []bot.Link{{Label: tell.ToResult, URL: t.Page(p.Page)}}
	}
	outbox.TellAll(tx, outbox.Broadcast{Of: p.Of(what), Out: out, To: p.For, Topic: p.Topic(), Line: poll.LineRecorded, Ref: p.ID, Priority: outbox.Bulk})
	if opener, ok := directory.GetPerson(tx, p.By); ok && !p.For.Has(tx, opener) {
		outbox.Tell(tx, p.By, out)
	}
	tell.Refresh(tx, p)
	for _, g := range tell.PostingsOf(tx, p) {
		outbox.Add(tx, outbox.Message{
			To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: out, Priority: outbox.Bulk, Of: p.Of(what),
		})
	}
}

// ArchiveDue puts away a poll that was shown long enough.
func ArchiveDue(tx store.Tx, e agenda.Entry) error {
	if p, ok := poll.Get(tx, e.Ref); ok && p.State == poll.Published {
		p.State = poll.Archived
		poll.Polls.Put(tx, p)
	}
	return nil
}
