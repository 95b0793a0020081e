package run

import (
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/count"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// Running finds a poll that somebody may still cancel or extend.
func Running(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	switch {
	case !ok || !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到归您管的这次投票。")
	case !p.Takes(tx.Now()) && p.State != poll.Announced:
		return p, bot.Refuse("%s已经结束了，不能再改。", p.Name())
	}
	return p, nil
}

// Cancel ends a poll without a result and tells everybody why.
func Cancel(tx store.Tx, id, why string, by directory.Person) (poll.Poll, error) {
	p, err := Running(tx, id, by)
	if err != nil {
		return p, err
	}
	if strings.TrimSpace(why) == "" {
		return p, bot.Refuse("请说一句为什么取消，会告诉大家。")
	}
	p = cancel(tx, p, why)
	audit.Log(tx, by.ID, "cancel poll", p.For.Place, p.ID)
	return p, nil
}

// cancel ends a poll without a result and tells those who have heard of it.
func cancel(tx store.Tx, p poll.Poll, why string) poll.Poll {
	toldAlready := p.State == poll.Opened || p.Info().Notice > 0
	p.State, p.Cancelled = poll.Cancelled, why
	poll.Polls.Put(tx, p)
	count.Hush(tx, p)
	agenda.Unset(tx, p.Opens, poll.DueOpen, p.ID)
	agenda.Unset(tx, p.Closes, poll.DueClose, p.ID)
	agenda.Unset(tx, p.Reminds, poll.DueRemind, p.ID)
	if toldAlready {
		outbox.TellAll(tx, outbox.Broadcast{
			Of: p.Of("cancel"), Out: bot.Out{Text: tell.CancelWords(p), Title: "投票取消", Fields: poll.Fields(p)},
			To: p.For, Topic: p.Topic(), Priority: outbox.Bulk,
		})
	}
	tell.Refresh(tx, p)
	tell.Then(tx, p)
	return p
}

// Extend puts off the closing and tells everybody why. It is the one thing that
// may change in a poll under way, and only forward.
func Extend(tx store.Tx, id string, closes time.Time, why string, by directory.Person) (poll.Poll, error) {
	p, err := Running(tx, id, by)
	switch {
	case err != nil:
		return p, err
	case p.State != poll.Opened:
		return p, bot.Refuse("%s还没有开始，不用延长。", p.Name())
	case strings.TrimSpace(why) == "":
		return p, bot.Refuse("请说一句为什么延长，会告诉大家。")
	}
	if err := CheckLater(p, closes); err != nil {
		return p, err
	}
	delay(tx, &p, closes)
	p.Extended = why
	poll.Polls.Put(tx, p)
	audit.Log(tx, by.ID, "extend poll", p.For.Place, p.ID)
	outbox.TellAll(tx, outbox.Broadcast{
		Of: p.Of("extend"), Out: bot.Out{Text: tell.ExtendWords(p), Title: "投票延长", Fields: poll.Fields(p)},
		To: p.For, Topic: p.Topic(), Priority: outbox.Bulk, Expires: p.Closes,
	})
	tell.Refresh(tx, p)
	return p, nil
}

// CheckLater refuses a closing that is no extension.
func CheckLater(p poll.Poll, closes time.Time) error {
	if !closes.After(p.Closes) {
		return bot.Refuse("只能往后延，原来是%s截止。", bot.Moment(p.Closes))
	}
	return CheckClosing(p, closes, p.Opens)
}

// delay moves what is to come. Who was reminded is not reminded again.
func delay(tx store.Tx, p *poll.Poll, closes time.Time) {
	agenda.Unset(tx, p.Closes, poll.DueClose, p.ID)
	agenda.Set(tx, closes, poll.DueClose, p.ID)
	p.Closes = closes
	if !p.Reminds.After(tx.Now()) {
		return
	}
	agenda.Unset(tx, p.Reminds, poll.DueRemind, p.ID)
	if p.Reminds = RemindAt(p.Opens, closes); !p.Reminds.IsZero() {
		agenda.Set(tx, p.Reminds, poll.DueRemind, p.ID)
	}
}
