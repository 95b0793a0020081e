package people

import (
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/people/settle"
	"yishi/store"
)

// pressIsMe is the answer of the person whom somebody claims to be, and of nobody else.
func (k *kit) pressIsMe(call *talk.Call, rest string) error {
	yes, ref, _ := strings.Cut(rest, ":")
	person, home, _ := strings.Cut(ref, ":")
	if _, err := theirClaim(call.Tx, call.Who, person, home); err != nil {
		return err
	}
	if yes == "y" {
		call.Start("isme", talk.Given{"person": person, "home": home, "from": settle.WhereFrom(call.Tx, person)})
		return nil
	}
	said, err := deny(call.Tx, call.Who, person, home)
	if err == nil {
		call.Say(bot.Out{Text: said})
	}
	return err
}

func theirClaim(tx store.Reader, holder directory.Person, person, home string) (joining.Claim, error) {
	c, ok := joining.GetClaim(tx, home, person)
	if !ok || c.Whose != holder.ID {
		return c, bot.Refuse("这件事已经过去了。")
	}
	return c, nil
}

// deny stops somebody who claims to be another: there is no code for them any more.
func deny(tx store.Tx, holder directory.Person, person, home string) (string, error) {
	c, err := theirClaim(tx, holder, person, home)
	if err == nil {
		err = joining.Deny(tx, holder, c)
	}
	if err != nil {
		return "", err
	}
	outbox.Tell(tx, person, bot.Out{Text: "您登记的这个姓名和手机号，已经有人在用，说不是您。真是您的话，" + faceToFace})
	return "好的，拦下了。您的登记一点没动，社区会核对。", nil
}

// admit lets somebody in as the person who says that it is they.
func (k *kit) admit(tx store.Tx, holder directory.Person, person, home string) (string, error) {
	c, err := theirClaim(tx, holder, person, home)
	if err != nil {
		return "", err
	}
	p, ok := directory.GetPerson(tx, c.Person)
	if !ok {
		return "", bot.Refuse("这件事已经过去了。")
	}
	audit.Log(tx, holder.ID, "join accounts", home, p.ID)
	new := directory.AccountsOf(tx, p.ID)
	holder = joining.Merge(tx, p, holder)
	settle.Joined(k.Kits(), tx, p.ID, holder, nil)
	for _, a := range new {
		outbox.Add(tx, outbox.Message{To: bot.Address{Channel: a.Channel, Chat: a.Chat}, Person: holder.ID, Priority: outbox.Reply,
			Out: bot.Out{Text: "核实好了，您就是登记过的" + holder.Name + "，原来登记的都在。回复「我的资料」看看。"}})
	}
	return "好的，那边也能用了。", nil
}
