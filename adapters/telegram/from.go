package telegram

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"yishi/bot"
)

// pressedIn is the chat of the message a button belongs to; nil for a message
// sent through inline mode, which we never do.
func pressedIn(q *models.CallbackQuery) *models.Chat {
	switch m := &q.Message; {
	case m.Message != nil:
		return &m.Message.Chat
	case m.InaccessibleMessage != nil:
		return &m.InaccessibleMessage.Chat
	}
	return nil
}

// press is a pressed button. A press has no time of its own: it takes the last
// that is known of its message, or none if the message is too old to be shown
// to us (https://core.telegram.org/bots/api#inaccessiblemessage).
func press(q *models.CallbackQuery) (bot.In, bool) {
	chat := pressedIn(q)
	if chat == nil || q.Data == "" {
		return bot.In{}, false
	}
	id, date := 0, 0
	if m := q.Message.Message; m != nil {
		id, date = m.ID, max(m.Date, m.EditDate)
	} else {
		id = q.Message.InaccessibleMessage.MessageID
	}
	in := from(chat, chatID(q.From.ID), fullName(&q.From), date)
	in.Kind, in.Text, in.Ref, in.ToUs = bot.Press, q.Data, strconv.Itoa(id), in.Group
	if q.Message.Message != nil {
		in.Topic = topic(q.Message.Message)
	}
	return in, true
}

// membership is a change of our own standing in a chat: blocked and unblocked
// by a person, taken into a group and thrown out.
func membership(c *models.ChatMemberUpdated) (bot.In, bool) {
	if c.Chat.Type == models.ChatTypeChannel {
		return bot.In{}, false
	}
	in := from(&c.Chat, chatID(c.From.ID), fullName(&c.From), c.Date)
	before, after := inside(&c.OldChatMember), inside(&c.NewChatMember)
	in.Kind = bot.Leave
	if after {
		in.Kind = bot.Follow
	}
	return in, before != after
}

func inside(m *models.ChatMember) bool {
	switch m.Type {
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		return false
	case models.ChatMemberTypeRestricted:
		return m.Restricted.IsMember
	}
	return true
}

func chatID(id int64) string { return strconv.FormatInt(id, 10) }

func at(date int) time.Time { return time.Unix(int64(date), 0).UTC() }

func isGroup(c *models.Chat) bool {
	return c.Type == models.ChatTypeGroup || c.Type == models.ChatTypeSupergroup
}

// from is the part of a message that says who and where.
func from(c *models.Chat, account, name string, date int) bot.In {
	in := bot.In{At: at(date), From: account, Name: name, Group: isGroup(c)}
	in.Chat = chatID(c.ID)
	return in
}

// topic is the topic of a forum that a message was said in. What answers each other in
// other groups has a number of that kind, too, and is none.
func topic(msg *models.Message) string {
	if !msg.IsTopicMessage || msg.MessageThreadID == 0 {
		return ""
	}
	return strconv.Itoa(msg.MessageThreadID)
}

func fullName(u *models.User) string { return strings.TrimSpace(u.FirstName + " " + u.LastName) }

// sender is who wrote a message. Of anonymous administrators and people who
// write in a channel's name only that chat is known; it must not become an
// account, or what is personal would be sent there. Other bots, and a channel's
// posts forwarded to its group, are not listened to.
func sender(msg *models.Message) (account, name string, ok bool) {
	switch {
	case msg.SenderChat != nil:
		return "anonymous:" + chatID(msg.SenderChat.ID), msg.SenderChat.Title, !msg.IsAutomaticForward
	case msg.From == nil || msg.From.IsBot:
		return "", "", false
	}
	return chatID(msg.From.ID), fullName(msg.From), true
}
