package settle

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/store"
)

// WhereFrom is on which channel somebody is.
func WhereFrom(tx store.Reader, person string) string {
	for _, a := range directory.AccountsOf(tx, person) {
		return outbox.ChannelName(a.Channel)
	}
	return "这里"
}

// Joined tells a person, where they were before, that they are now elsewhere too.
func Joined(kits []house.Kit, tx store.Tx, from string, into directory.Person, before []directory.Account) {
	house.Merge(kits, tx, from, into.ID)
	for _, a := range before {
		if !a.Gone {
			outbox.Add(tx, outbox.Message{To: bot.Address{Channel: a.Channel, Chat: a.Chat}, Person: into.ID, Priority: outbox.Reply,
				Out: bot.Out{Text: "您的登记，现在在别的地方也能用了。不是您自己连的话，请马上回复「人工」。"}})
		}
	}
}
