package telegramtest

import "time"

// The limits of pace (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
// about 30 messages a second in all, one a second to a chat with short bursts
// tolerated, 20 a minute to a group.
const (
	perSecond      = 30
	chatBurst      = 3
	perGroupMinute = 20
)

// pace remembers when messages were sent.
type pace struct {
	all   []time.Time
	chats map[int64][]time.Time
}

// wait says how long a message to the chat must still wait; 0 counts it as sent.
func (p *pace) wait(now time.Time, chat int64, group bool) time.Duration {
	if p.chats == nil {
		p.chats = map[int64][]time.Time{}
	}
	p.all = since(p.all, now.Add(-time.Second))
	if d := until(p.all, perSecond, time.Second, now); d > 0 {
		return d
	}
	limit, span := chatBurst, chatBurst*time.Second
	if group {
		limit, span = perGroupMinute, time.Minute
	}
	sent := since(p.chats[chat], now.Add(-span))
	if d := until(sent, limit, span, now); d > 0 {
		p.chats[chat] = sent
		return d
	}
	p.all, p.chats[chat] = append(p.all, now), append(sent, now)
	return 0
}

// since drops what lies before the time.
func since(sent []time.Time, from time.Time) []time.Time {
	for len(sent) > 0 && !sent[0].After(from) {
		sent = sent[1:]
	}
	return sent
}

// until is how long it takes before fewer than limit lie within the span.
func until(sent []time.Time, limit int, span time.Duration, now time.Time) time.Duration {
	if len(sent) < limit {
		return 0
	}
	return sent[len(sent)-limit].Add(span).Sub(now)
}
