package telegram

import (
	"sync"

	"github.com/go-telegram/bot/models"

	"yishi/bot"
)

// keys are the keyboards that we have put in place of the letters, by chat. Such a
// keyboard is the only way to ask for somebody's own number, and stays until it is
// taken away with another message; one that has buttons below it cannot do that
// (https://core.telegram.org/bots/api#replykeyboardmarkup). Pressed, it folds by itself.
type keys struct{ up sync.Map }

// ownNumberKey sends the sender's own contact.
const ownNumberKey = "发送我的手机号"

// markup is the keyboard of a new message, or nothing at all. Only in their own chat
// can people be asked for their number.
func (k *keys) markup(chat int64, out bot.Out) models.ReplyMarkup {
	if out.Contact && chat > 0 {
		rows := [][]models.KeyboardButton{{{Text: ownNumberKey, RequestContact: true}}}
		for _, b := range out.Buttons { // pressed, they say what is on them
			rows = append(rows, []models.KeyboardButton{{Text: b.Label}})
		}
		return &models.ReplyKeyboardMarkup{Keyboard: rows, ResizeKeyboard: true, OneTimeKeyboard: true}
	}
	if len(out.Buttons)+len(out.Links) > 0 {
		return keyboard(out.Buttons, out.Links)
	}
	if _, up := k.up.Load(chat); up {
		return &models.ReplyKeyboardRemove{RemoveKeyboard: true}
	}
	return nil
}

// went notes what a message that went out has done to the keyboard.
func (k *keys) went(chat int64, out bot.Out) {
	switch {
	case out.Contact && chat > 0:
		k.up.Store(chat, true)
	case len(out.Buttons)+len(out.Links) == 0:
		k.up.Delete(chat)
	}
}
