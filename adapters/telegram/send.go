package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"yishi/bot"
)

const callTime = 20 * time.Second

// Send makes one call. Text is sent as it is, without any markup.
func (a *Adapter) Send(ctx context.Context, to bot.Address, out bot.Out) (ref string, err error) {
	chat, err := strconv.ParseInt(to.Chat, 10, 64)
	if err != nil {
		return "", &bot.SendError{Verdict: bot.Bad, Why: "聊天编号不是数字"}
	}
	for _, b := range out.Buttons {
		if b.Token == "" || len(b.Token) > bot.MaxToken || strings.TrimSpace(b.Label) == "" {
			return "", &bot.SendError{Verdict: bot.Bad, Why: "按钮没有文字，或所带内容不是 1 到 64 字节"}
		}
	}
	ctx, stop := context.WithTimeout(ctx, callTime)
	defer stop()
	if out.Edit != "" && !out.Contact {
		return a.edit(ctx, chat, out)
	}
	return a.sendNew(ctx, chat, out)
}

// Telegram's words for a topic that is gone, or closed to us: then the group itself is told.
var noTopic = []string{"message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED"}

func (a *Adapter) sendNew(ctx context.Context, chat int64, out bot.Out) (string, error) {
	ref, err := a.sendOne(ctx, chat, out)
	if out.Topic != "" && refusedWith(err, noTopic) {
		out.Topic = ""
		ref, err = a.sendOne(ctx, chat, out)
	}
	if err == nil {
		a.keys.went(chat, out)
	}
	return ref, err
}

func (a *Adapter) sendOne(ctx context.Context, chat int64, out bot.Out) (string, error) {
	if out.Photo != "" {
		return a.sendPhoto(ctx, chat, out)
	}
	return a.call(ctx, func(ctx context.Context) (*models.Message, error) {
		return a.api.SendMessage(ctx, &tg.SendMessageParams{ChatID: chat, MessageThreadID: thread(out), Text: out.Text, ReplyMarkup: a.keys.markup(chat, out)})
	})
}

// thread is the number of a topic, 0 for none.
func thread(out bot.Out) int {
	n, _ := strconv.Atoi(out.Topic)
	return n
}

// call does one request for a message and sorts its error.
func (a *Adapter) call(ctx context.Context, do func(context.Context) (*models.Message, error)) (ref string, err error) {
	ctx, watch := watching(ctx)
	msg, err := do(ctx)
	switch {
	case err != nil:
		return "", a.verdict(err, watch)
	case msg == nil || msg.ID == 0: // {"ok":true,"result":null}
		return "", errors.New("telegram: an answer without the message")
	}
	return strconv.Itoa(msg.ID), nil
}

// edit replaces words and buttons of a message of ours (its picture stays), or
// only the buttons if there are no words. A message that can no longer be
// edited is sent anew.
func (a *Adapter) edit(ctx context.Context, chat int64, out bot.Out) (string, error) {
	id, err := strconv.Atoi(out.Edit)
	if err != nil {
		return "", &bot.SendError{Verdict: bot.Bad, Why: "要修改的消息编号不是数字"}
	}
	ref, err := a.call(ctx, func(ctx context.Context) (*models.Message, error) {
		return a.editCall(ctx, chat, id, out)
	})
	switch {
	case err == nil, refusedWith(err, notModified):
		return out.Edit, nil
	case !refusedWith(err, notEditable):
		return ref, err
	case out.Text == "" && out.Photo == "":
		return out.Edit, nil // there is no message, so it has no buttons either
	}
	return a.sendNew(ctx, chat, out)
}

func (a *Adapter) editCall(ctx context.Context, chat int64, id int, out bot.Out) (*models.Message, error) {
	rows := keyboard(out.Buttons, out.Links)
	caption := &tg.EditMessageCaptionParams{ChatID: chat, MessageID: id, Caption: out.Text, ReplyMarkup: rows}
	switch {
	case out.Photo != "":
		return a.api.EditMessageCaption(ctx, caption)
	case out.Text == "":
		return a.api.EditMessageReplyMarkup(ctx, &tg.EditMessageReplyMarkupParams{ChatID: chat, MessageID: id, ReplyMarkup: rows})
	}
	msg, err := a.api.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: chat, MessageID: id, Text: out.Text, ReplyMarkup: rows})
	if err != nil && strings.Contains(err.Error(), "there is no text in the message to edit") { // it is a picture
		return a.api.EditMessageCaption(ctx, caption)
	}
	return msg, err
}

// Typing shows "typing…" for a few seconds
// (https://core.telegram.org/bots/api#sendchataction).
func (a *Adapter) Typing(ctx context.Context, to bot.Address) {
	err := a.once(ctx, func(ctx context.Context) error {
		_, err := a.api.SendChatAction(ctx, &tg.SendChatActionParams{ChatID: to.Chat, Action: models.ChatActionTyping})
		return err
	})
	if err != nil {
		a.log.Debug("typing was not shown", "error", a.scrub(err))
	}
}
