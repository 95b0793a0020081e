package mine

import (
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/store"
)

// Correct changes what is kept of somebody by their own word. Where that is not the one
// that others knew, they are known no better than by their word again, and wait to be.
func Correct(tx store.Tx, id string, change func(*directory.Person) (trusted bool)) (lost bool, err error) {
	p, ok := directory.GetPerson(tx, id)
	if !ok {
		return false, bot.Refuse("没有找到您的资料。")
	}
	lost = !change(&p) && best(p) > directory.Claimed
	p.Name = strings.TrimSpace(p.Name)
	if lost {
		p = directory.Doubted(p)
	}
	directory.PutPerson(tx, p)
	audit.Log(tx, id, "correct own data", "", id)
	for _, t := range p.Ties {
		if lost {
			if p, _, err = joining.FileClaim(tx, p, t.Home, t.As, p.Name, p.Phone); err != nil {
				return lost, err
			}
		}
	}
	return lost, nil
}

// platform is what people call where a chat is.
func platform(chat bot.Address) string { return outbox.ChannelName(chat.Channel) }

// otherChannels are where else somebody is to be reached, by what people call them.
func otherChannels(tx store.Reader, person string, here bot.Address) (names []string) {
	for _, a := range directory.AccountsOf(tx, person) {
		name := outbox.ChannelName(a.Channel)
		if (bot.Address{Channel: a.Channel, Chat: a.Chat}) != here && !a.Gone && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// leave takes an account from its person, who hears of it where they stay.
func leave(tx store.Tx, person string, chat bot.Address) error {
	if len(otherChannels(tx, person, chat)) == 0 {
		return bot.Refuse("您只在这一处用了，没有停。")
	}
	directory.DropAccount(tx, chat.Channel, chat.Chat)
	audit.Log(tx, person, "leave channel", "", person)
	outbox.Tell(tx, person, bot.Out{Text: "您在" + outbox.ChannelName(chat.Channel) + "那边停用了，以后都发到这里。不是您自己停的，请马上回复「人工」。"})
	return nil
}
