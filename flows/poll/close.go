package poll

import (
	"strings"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// closeDue closes a poll when its time has come: it is counted at once, and the
// result is told by day.
func closeDue(tx store.Tx, e agenda.Entry) error {
	p, ok := Get(tx, e.Ref)
	if !ok || p.State != Opened {
		return nil
	}
	p.Electorate = sum(Turnout(tx, p, p.For.Place)).Of
	result := tally.Count(p.question(), cast(tx, p.ID))
	p.State, p.Result = Closed, &result
	polls.Put(tx, p)
	refresh(tx, p)
	if at := awake(tx.Now()); at.After(tx.Now()) {
		agenda.Set(tx, at, duePublish, p.ID)
		return nil
	}
	publish(tx, p)
	return nil
}

// publishDue tells a result that had to wait for the morning.
func publishDue(tx store.Tx, e agenda.Entry) error {
	if p, ok := Get(tx, e.Ref); ok && p.State == Closed {
		publish(tx, p)
	}
	return nil
}

// publish tells everybody who could vote what came of it, and who opened it.
func publish(tx store.Tx, p Poll) {
	p.State = Published
	polls.Put(tx, p)
	out := bot.Out{Text: ResultText(tx, p), Title: "投票结果", Fields: fields(p)}
	outbox.Cast(tx, outbox.Casting{Of: p.of("result"), Out: out, To: p.For, Priority: outbox.Broadcast})
	if opener, ok := directory.GetPerson(tx, p.By); ok && !p.For.Has(tx, opener) {
		outbox.Tell(tx, p.By, out)
	}
	refresh(tx, p)
}

// Cancel ends an open poll without a result and tells everybody why.
func Cancel(tx store.Tx, id, why string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	switch {
	case !ok || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到您能取消的这次投票。")
	case !p.Takes(tx.Now()):
		return p, bot.Refuse("%s已经结束了，不能再取消。", p.no())
	case strings.TrimSpace(why) == "":
		return p, bot.Refuse("请说一句为什么取消，会告诉大家。")
	}
	p.State, p.Cancelled = Cancelled, why
	polls.Put(tx, p)
	agenda.Unset(tx, p.Closes, dueClose, p.ID)
	agenda.Unset(tx, p.Reminds, dueRemind, p.ID)
	directory.Log(tx, by.ID, "cancel poll", p.For.Place, p.ID)
	outbox.Cast(tx, outbox.Casting{
		Of: p.of("cancel"), Out: bot.Out{Text: cancelWords(p), Title: "投票取消", Fields: fields(p)},
		To: p.For, Priority: outbox.Broadcast,
	})
	refresh(tx, p)
	return p, nil
}
