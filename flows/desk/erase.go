package desk

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/store"
)

// eraseAll forgets a person everywhere: in the other flows, in the directory, and
// in their chats but the one they are in, which has its last word from the conversation.
func (d *desk) eraseAll(tx store.Tx, person string, here bot.Address) {
	house.Forget(d.kits, tx, person)
	for _, a := range directory.AccountsOf(tx, person) {
		if to := (bot.Address{Channel: a.Channel, Chat: a.Chat}); to != here && !a.Gone {
			outbox.Add(tx, outbox.Message{
				To: to, Priority: outbox.Reply, // to the chat only: the person is not to be found any more
				Out: bot.Out{Text: "您要求删掉自己的资料，都删掉了。以后需要，随时再来。", Forget: true},
			})
		}
	}
	directory.Erase(tx, person)
}
