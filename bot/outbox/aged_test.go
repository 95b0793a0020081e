package outbox

import (
	"testing"
	"time"

	"yishi/bot"
)

// What is read on another day than it was written for says days by their dates,
// and which day it is of if it had to wait.
func TestWordsReadOnAnotherDay(t *testing.T) {
	p := newPlatform("wechat", windowed)
	w := newWorld(t, p)
	w.town(1)
	today := w.clock()
	day := func(n int) string { return bot.Day(today.AddDate(0, 0, n)) }
	of := today.In(bot.Zone).Format("（1月2日的")
	chat := bot.Address{Channel: "wechat", Chat: "c0"}
	w.add(Message{To: chat, Out: bot.Out{Text: "明天来修", Title: "明天"}, Priority: Reminder})
	w.cast("今晚停水", "")
	w.drain()
	w.wantAsked(p, "")
	w.later(48 * time.Hour)
	w.writes(p, "c0", bot.Text)
	w.drain()
	w.wantAsked(p, "c0: "+of+"消息）\n"+day(1)+"来修, c0: "+of+"通知）\n"+day(0)+"晚上停水")

	w.add(Message{To: chat, Out: bot.Out{Text: "明天见"}, Next: w.clock().Add(24 * time.Hour)})
	want := bot.Day(w.clock().AddDate(0, 0, 1)) + "见" // on its day: no word about it
	w.later(25 * time.Hour)
	w.drain()
	w.wantAsked(p, "c0: "+want)
	w.to("c0", "明天见", Reply)
	w.drain()
	w.wantAsked(p, "c0: 明天见")
}
