package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"yishi/adapters/render"
	"yishi/bot"
)

// errNotUpdate is something that is not an update at all.
var errNotUpdate = errors.New("telegram: not an update")

// decode reads one update. One that the library cannot read, but that has an
// id, comes back empty: it can be passed over instead of blocking the rest.
func decode(raw []byte) (upd *models.Update, err error) {
	head := struct {
		ID int64 `json:"update_id"`
	}{}
	if json.Unmarshal(raw, &head) != nil || head.ID <= 0 {
		return nil, errNotUpdate
	}
	upd = new(models.Update)
	if err := json.Unmarshal(raw, upd); err != nil || !dated(upd) {
		return &models.Update{ID: head.ID}, nil
	}
	return upd, nil
}

// dated reports whether the dates of an update are what the platform's are, seconds in
// 32 bits (https://core.telegram.org/type/Message). Others cannot be kept.
func dated(upd *models.Update) bool {
	in := func(date int) bool { return 0 <= date && date <= math.MaxUint32 }
	switch {
	case upd.Message != nil:
		return in(upd.Message.Date)
	case upd.MyChatMember != nil:
		return in(upd.MyChatMember.Date)
	case upd.CallbackQuery != nil && upd.CallbackQuery.Message.Message != nil:
		m := upd.CallbackQuery.Message.Message
		return in(m.Date) && in(m.EditDate)
	case upd.CallbackQuery != nil && upd.CallbackQuery.Message.InaccessibleMessage != nil:
		return in(upd.CallbackQuery.Message.InaccessibleMessage.Date)
	}
	return true
}

// lane is the chat an update belongs to.
func laneOf(upd *models.Update) string {
	switch {
	case upd.Message != nil:
		return chatID(upd.Message.Chat.ID)
	case upd.CallbackQuery != nil:
		if chat := pressedIn(upd.CallbackQuery); chat != nil {
			return chatID(chat.ID)
		}
		return chatID(upd.CallbackQuery.From.ID)
	case upd.MyChatMember != nil:
		return chatID(upd.MyChatMember.Chat.ID)
	}
	return ""
}

// take brings one update to its end, in its chat's turn. An error means that
// nothing was kept and Telegram is to deliver it again.
func (a *Adapter) take(ctx context.Context, handle bot.Handler, upd *models.Update) error {
	leave, err := a.lanes.hold(ctx, laneOf(upd))
	if err != nil {
		return err
	}
	defer leave()
	in, ok, err := a.read(upd)
	if err != nil {
		return err
	}
	var answer bot.Answer
	if ok {
		answer, err = a.guard(ctx, handle, in)
	}
	if err != nil {
		a.log.Error("an update was not taken, Telegram will deliver it again", "update", upd.ID, "error", a.scrub(err))
		return err
	}
	if upd.CallbackQuery != nil {
		a.toast(upd.CallbackQuery.ID, answer.Toast)
	}
	return nil
}

// guard turns a panic of the handler into an error: it must neither end the
// process nor confirm the update.
func (a *Adapter) guard(ctx context.Context, handle bot.Handler, in bot.In) (answer bot.Answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("the handler panicked", "panic", a.hide(fmt.Sprint(p)), "stack", string(debug.Stack()))
			err = errors.New("telegram: the handler panicked")
		}
	}()
	return handle(ctx, in)
}

const (
	maxToast  = 200 // https://core.telegram.org/bots/api#answercallbackquery
	toastTime = 5 * time.Second
)

// toast answers a pressed button, with words or without: until then the button
// shows that it is waiting. Nobody waits for it, and it may fail: the press
// itself is done.
func (a *Adapter) toast(query, words string) {
	words = render.Clip(words, maxToast, render.UTF16)
	a.gate.Go(func() {
		ctx, stop := context.WithTimeout(context.Background(), toastTime)
		defer stop()
		_, err := a.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: query, Text: words})
		if err != nil {
			a.log.Warn("a pressed button was not answered", "error", a.scrub(err))
		}
	})
}
