package poll

import (
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// closeDue closes a poll when its time has come: no more ballots are taken. One that
// was extended closes later.
func (t teller) closeDue(tx store.Tx, e agenda.Entry) error {
	p, ok := Get(tx, e.Ref)
	if !ok || p.State != Opened || tx.Now().Before(p.Closes) {
		return nil
	}
	p.State = Closed
	if p.Page == "" {
		p.Page = t.Codes.long(tx, 2)
	}
	if p.Salt == "" {
		p.Salt = t.Codes.long(tx, saltLen)
	}
	polls.Put(tx, p)
	p.hush(tx)
	refresh(tx, p)
	agenda.Set(tx, tx.Now(), dueHead, p.ID)
	return nil
}

// hush forgets, at the end of a poll, who was erased while it was under way, which
// ballots cannot be changed, and what
// could still lead from a voter to a secret ballot: receipts that have not gone out never will; and when the last answers are
// forgotten, the store is compacted, again on the next day for answers that took
// many attempts.
func (p *Poll) hush(tx store.Tx) {
	p.forgetUnder(tx, spentTable)
	p.forgetUnder(tx, boxedTable)
	if !p.Secret {
		return
	}
	outbox.Recall(tx, p.of("receipt"), "投票已经结束")
	store.WantCompact(tx, tx.Now().Add(10*time.Minute))
	store.WantCompact(tx, tx.Now().Add(24*time.Hour))
}

// publishDue tells a result that had to wait for the morning.
func (t teller) publishDue(tx store.Tx, e agenda.Entry) error {
	p, ok := Get(tx, e.Ref)
	switch {
	case !ok || p.State == Drawing && p.Waits() || p.State != Closed && p.State != Drawing || p.Result == nil:
	case p.Waits() && !tx.Now().Before(p.Lot.day(p.Closes).Add(toldBy)):
		p.Result, p.Root, p.Lot = nil, "", nil // too late for that number: it may be known
		polls.Put(tx, p)
		agenda.Set(tx, tx.Now(), dueCount, p.ID)
	case p.Waits():
		t.wait(tx, p)
	default:
		t.publish(tx, p)
	}
	return nil
}

// publish tells everybody who could vote what came of it, and their groups, and who
// opened it.
func (t teller) publish(tx store.Tx, p Poll) {
	p.State = Published
	polls.Put(tx, p)
	agenda.Set(tx, p.Closes.Add(KeepShown), dueArchive, p.ID)
	if p.Info().Shape == Queue {
		agenda.Set(tx, tx.Now(), dueSeats, p.ID)
	}
	t.tell(tx, p, "result")
}

const toResult = "看结果、查自己的票"

// tell tells everybody how a poll stands that is closed.
func (t teller) tell(tx store.Tx, p Poll, what string) {
	out := bot.Out{Text: ResultText(tx, p), Photo: p.Picture, Title: "投票" + p.stage(), Fields: fields(p)}
	if t.Page != nil {
		out.Links = []bot.Link{{Label: toResult, URL: t.Page(p.Page)}}
	}
	outbox.Cast(tx, outbox.Casting{Of: p.of(what), Out: out, To: p.For, Line: lineRecorded, Ref: p.ID, Priority: outbox.Broadcast})
	if opener, ok := directory.GetPerson(tx, p.By); ok && !p.For.Has(tx, opener) {
		outbox.Tell(tx, p.By, out)
	}
	refresh(tx, p)
	for _, g := range postingsOf(tx, p) {
		outbox.Add(tx, outbox.Message{
			To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: out, Priority: outbox.Broadcast, Of: p.of(what),
		})
	}
}

// archiveDue puts away a poll that was shown long enough.
func archiveDue(tx store.Tx, e agenda.Entry) error {
	if p, ok := Get(tx, e.Ref); ok && p.State == Published {
		p.State = Archived
		polls.Put(tx, p)
	}
	return nil
}

// Running finds a poll that somebody may still cancel or extend.
func Running(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	switch {
	case !ok || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管的这次投票。")
	case !p.Takes(tx.Now()) && p.State != Announced:
		return p, bot.Refuse("%s已经结束了，不能再改。", p.Name())
	}
	return p, nil
}

// Cancel ends a poll without a result and tells everybody why.
func Cancel(tx store.Tx, id, why string, by directory.Person) (Poll, error) {
	p, err := Running(tx, id, by)
	if err != nil {
		return p, err
	}
	if strings.TrimSpace(why) == "" {
		return p, bot.Refuse("请说一句为什么取消，会告诉大家。")
	}
	p = cancel(tx, p, why)
	directory.Log(tx, by.ID, "cancel poll", p.For.Place, p.ID)
	return p, nil
}

// cancel ends a poll without a result and tells those who have heard of it.
func cancel(tx store.Tx, p Poll, why string) Poll {
	toldAlready := p.State == Opened || p.Info().Notice > 0
	p.State, p.Cancelled = Cancelled, why
	polls.Put(tx, p)
	p.hush(tx)
	agenda.Unset(tx, p.Opens, dueOpen, p.ID)
	agenda.Unset(tx, p.Closes, dueClose, p.ID)
	agenda.Unset(tx, p.Reminds, dueRemind, p.ID)
	if toldAlready {
		outbox.Cast(tx, outbox.Casting{
			Of: p.of("cancel"), Out: bot.Out{Text: cancelWords(p), Title: "投票取消", Fields: fields(p)},
			To: p.For, Priority: outbox.Broadcast,
		})
	}
	refresh(tx, p)
	return p
}

// Extend puts off the closing and tells everybody why. It is the one thing that
// may change in a poll under way, and only forward.
func Extend(tx store.Tx, id string, closes time.Time, why string, by directory.Person) (Poll, error) {
	p, err := Running(tx, id, by)
	switch {
	case err != nil:
		return p, err
	case p.State != Opened:
		return p, bot.Refuse("%s还没有开始，不用延长。", p.Name())
	case strings.TrimSpace(why) == "":
		return p, bot.Refuse("请说一句为什么延长，会告诉大家。")
	}
	if err := p.CheckLater(closes); err != nil {
		return p, err
	}
	p.delay(tx, closes)
	p.Extended = why
	polls.Put(tx, p)
	directory.Log(tx, by.ID, "extend poll", p.For.Place, p.ID)
	outbox.Cast(tx, outbox.Casting{
		Of: p.of("extend"), Out: bot.Out{Text: extendWords(p), Title: "投票延长", Fields: fields(p)},
		To: p.For, Priority: outbox.Broadcast, Expires: p.Closes,
	})
	refresh(tx, p)
	return p, nil
}

// CheckLater refuses a closing that is no extension.
func (p *Poll) CheckLater(closes time.Time) error {
	if !closes.After(p.Closes) {
		return bot.Refuse("只能往后延，原来是%s截止。", bot.Moment(p.Closes))
	}
	return p.CheckCloses(closes, p.Opens)
}

// delay moves what is to come. Who was reminded is not reminded again.
func (p *Poll) delay(tx store.Tx, closes time.Time) {
	agenda.Unset(tx, p.Closes, dueClose, p.ID)
	agenda.Set(tx, closes, dueClose, p.ID)
	p.Closes = closes
	if !p.Reminds.After(tx.Now()) {
		return
	}
	agenda.Unset(tx, p.Reminds, dueRemind, p.ID)
	if p.Reminds = RemindAt(p.Opens, closes); !p.Reminds.IsZero() {
		agenda.Set(tx, p.Reminds, dueRemind, p.ID)
	}
}
