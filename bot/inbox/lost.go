package inbox

import (
	"errors"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// without goes on with what is left of a message whose photo or voice is known to
// be lost: its words. Whoever sent it hears at once.
func (t *turn) without(j replay.Journal, talking bool) error {
	t.say(lostWords(t.in.Kind == bot.Voice, t.in.Lost))
	waiting, ok := t.waiting(j)
	switch {
	case t.in.Text != "":
		t.in.Kind = bot.Text
		return t.text(j, talking)
	case talking && ok:
		return t.ask(waiting)
	case talking:
		return t.resume(j, replay.Event{})
	}
	return nil
}

// lost reports whether fetching failed for good, and why.
func lost(err error) (why bot.Lost, gone bool) {
	if errors.Is(err, store.ErrTooLarge) {
		return bot.TooLarge, true
	}
	if why, ok := errors.AsType[bot.Lost](err); ok {
		return why, true
	}
	return bot.NotThere, false
}

// giveUp notes that a photo or voice will never be had, and tells whoever sent it:
// they believe that it was received.
func giveUp(tx store.Tx, j replay.Job, id string, why bot.Lost) {
	m, ok := medias.Get(tx, id)
	if !ok {
		return
	}
	m.Lost = true
	medias.Put(tx, m)
	outbox.Add(tx, outbox.Message{
		To: j.Chat, Priority: outbox.Reminder, Same: "lost/" + string(why), Out: bot.Out{Text: lostWords(m.Voice, why)},
	})
}

// hasToWait tells whoever sent a photo or voice that there is no room for it now.
func hasToWait(tx store.Tx, j replay.Job) {
	outbox.Add(tx, outbox.Message{To: j.Chat, Priority: outbox.Reminder, Same: "full", Out: bot.Out{
		Text: "现在放照片和语音的地方满了，您发的要等一等才能收进来。事情请先打字说清楚。",
	}})
}

func lostWords(voice bool, why bot.Lost) string {
	switch {
	case voice && why == bot.TooLarge:
		return "您发的语音太长，没有收到。请分几次说，或者打字。"
	case voice:
		return "您发的语音没有收到。麻烦再说一遍，或者打字。"
	case why == bot.TooLarge:
		return "您发的照片太大，没有收到。请当图片发，不要当文件发。"
	case why == bot.Unreadable:
		return "您发的照片打不开，没有收到。请当图片发，不要当文件发。"
	}
	return "您发的照片没有收到。麻烦再发一次。"
}
