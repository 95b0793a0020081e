package outbox

import (
	"time"

	"yishi/bot"
	"yishi/store"
)

// Window is what a WeChat chat still allows us: 5 messages within 48 h of a
// message, 3 within a minute of a tap, a follow or a scan
// (https://developers.weixin.qq.com/doc/service/guide/product/kf/intro). The
// passive reply costs nothing and is not counted.
type Window struct {
	Chat bot.Address `json:"chat"`
	Said Allowance   `json:"said,omitzero"`
	Tap  Allowance   `json:"tap,omitzero"`
}

// Allowance is a number of messages until a time.
type Allowance struct {
	Left  int       `json:"left"`
	Until time.Time `json:"until"`
}

const (
	saidQuota = 5
	saidHours = 48 * time.Hour
	tapQuota  = 3
	tapFor    = time.Minute
)

var windows = store.NewTable("window", func(w *Window) string { return store.Key(w.Chat.Channel, w.Chat.Chat) })

// Opened notes that a person wrote (or tapped), which opens the chat for us, and
// queues what was waiting for that.
func Opened(tx store.Tx, in bot.In) {
	w, _ := windows.Get(tx, store.Key(in.Channel, in.Chat))
	w.Chat = in.Address
	if w.open(in, tx.Now()) {
		windows.Put(tx, w)
	}
	Wake(tx, in.Address)
}

// open renews an allowance and says whether that is worth writing down. An
// unused allowance is renewed once an hour, not at every word: it then ends up
// to an hour early, which is the safe side.
func (w *Window) open(in bot.In, now time.Time) bool {
	if in.Tap || in.Kind == bot.Press || in.Kind == bot.Follow || in.Kind == bot.Scan {
		w.Tap = Allowance{tapQuota, now.Add(tapFor)}
		return true
	}
	if w.Said.Left == saidQuota && w.Said.Until.After(now.Add(saidHours-time.Hour)) {
		return false
	}
	w.Said = Allowance{saidQuota, now.Add(saidHours)}
	return true
}

// spend takes one message from the chat's allowances and says whether there was one.
func spend(tx store.Tx, chat bot.Address) bool {
	w, _ := windows.Get(tx, store.Key(chat.Channel, chat.Chat))
	for _, a := range []*Allowance{&w.Tap, &w.Said} {
		if a.Left > 0 && tx.Now().Before(a.Until) {
			a.Left--
			windows.Put(tx, w)
			return true
		}
	}
	return false
}

// refund gives back what was spent on a message that certainly did not go out.
func refund(tx store.Tx, chat bot.Address) {
	w, _ := windows.Get(tx, store.Key(chat.Channel, chat.Chat))
	switch now := tx.Now(); {
	case now.Before(w.Tap.Until) && w.Tap.Left < tapQuota:
		w.Tap.Left++
	case now.Before(w.Said.Until) && w.Said.Left < saidQuota:
		w.Said.Left++
	default:
		return
	}
	windows.Put(tx, w)
}

// whyShut says, for staff, why nothing can be sent to a chat now.
func whyShut(tx store.Tx, chat bot.Address) string {
	w, _ := windows.Get(tx, store.Key(chat.Channel, chat.Chat))
	if tx.Now().Before(w.Said.Until) {
		return "对方说话之后能发的5条已经用完，要等对方再说话"
	}
	return "对方48小时内没有来过消息，微信不让主动发"
}

// shut notes that the platform says the window is closed, whatever we thought.
func shut(tx store.Tx, chat bot.Address) { windows.Put(tx, Window{Chat: chat}) }

// IsOpen says whether a message could go to this chat now.
func IsOpen(tx store.Tx, chat bot.Address) bool {
	w, _ := windows.Get(tx, store.Key(chat.Channel, chat.Chat))
	now := tx.Now()
	return w.Said.Left > 0 && now.Before(w.Said.Until) || w.Tap.Left > 0 && now.Before(w.Tap.Until)
}

// Wake queues the messages that wait for this chat to open.
func Wake(tx store.Tx, chat bot.Address) {
	var ids []string
	for id := range messages.Keys(tx, "waiting", store.Key(chat.Channel, chat.Chat)) {
		ids = append(ids, id)
	}
	for _, id := range ids {
		m, _ := messages.Get(tx, id)
		m.moveTo(chat)
		m.Next, m.Tried = tx.Now(), nil
		write(tx, m)
	}
}
