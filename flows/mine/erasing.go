package mine

import (
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/store"
)

// eraseAll forgets a person everywhere. Their chats but the one they are in, which has
// its last word from the conversation, hear of it.
func (k *kit) eraseAll(tx store.Tx, person string, here bot.Address, why string) {
	for _, ward := range directory.Wards(tx, person) { // nobody else answers for them
		house.Erase(k.Kits(), tx, ward)
	}
	for _, a := range directory.AccountsOf(tx, person) {
		if to := (bot.Address{Channel: a.Channel, Chat: a.Chat}); to != here && !a.Gone {
			outbox.Add(tx, outbox.Message{
				To: to, Priority: outbox.Reply, // to the chat only: the person is not to be found any more
				Out: bot.Out{Text: why + "都删掉了。以后需要，随时再来。", Forget: true},
			})
		}
	}
	house.Erase(k.Kits(), tx, person)
}

// eraseChild forgets a child for a grown-up of its home.
func (k *kit) eraseChild(tx store.Tx, by directory.Person, id string) error {
	if !mayDecide(tx, by, id) {
		return directory.ErrNotYours
	}
	audit.Log(tx, by.ID, "erase for child", directory.HomeOf(by), id)
	k.eraseAll(tx, id, bot.Address{}, "家里大人替你删资料，")
	return nil
}
