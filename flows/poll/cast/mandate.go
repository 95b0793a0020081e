package cast

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/store"
)

func mandateOut(p poll.Poll, unit string) bot.Out {
	when := bot.Moment(p.Opens) + "开始，" + bot.Moment(p.Closes) + "截止。开始以后回复「投票」就能投。"
	if p.State == poll.Opened {
		when = bot.Moment(p.Closes) + "截止。现在回复「投票」就能投。"
	}
	return bot.Out{
		Text:  p.Head() + "\n\n" + unit + "的业主委托您替业主投票，委托书已经登记。" + when + "业主自己投了，就按业主自己的算。",
		Title: "代投委托", Fields: poll.Fields(p),
	}
}

// Mandate records that the owner of a part lets somebody vote, who is found by
// telephone number.
func Mandate(tx store.Tx, id, unit, phone, photo string, by directory.Person) error {
	p, err := ForOwnersPaper(tx, id, by)
	if err != nil {
		return err
	}
	proxy, err := MayStandIn(tx, p, unit, phone)
	switch {
	case err != nil:
		return err
	case proxy.ID == by.ID:
		return bot.Refuse("委托给您自己的，要请另一位同事登记。")
	case photo == "":
		return bot.Refuse("委托要有书面的，请拍一张委托书的照片。")
	}
	part, _ := voice.Part(tx, p, unit)
	voice.Mandates.Put(tx, voice.Mandate{
		Poll: p.ID, Owner: part.Holder, Units: voice.Holding(tx, p, part), Proxy: proxy.ID, Photo: photo, By: by.ID,
	})
	audit.Log(tx, by.ID, "record mandate", p.For.Place, p.ID+" "+unit+" "+proxy.ID)
	outbox.Tell(tx, proxy.ID, mandateOut(p, unit))
	tell.Owner(tx, p, part, "登记了委托", "工作人员登记了："+unit+"由"+proxy.Name+"替您投票，您名下的都由代投人投。您自己投了，就按您的算。\n不是您委托的，请回复「撤回委托」，并马上告诉社区。")
	return nil
}

// MayStandIn finds who is to vote for the owner of a part, and refuses who may not.
func MayStandIn(tx store.Reader, p poll.Poll, unit, phone string) (directory.Person, error) {
	part, there := voice.Part(tx, p, unit)
	proxy, known := directory.PersonByPhone(tx, phone)
	switch {
	case !there:
		return proxy, bot.Refuse("名册里没有「%s」。", unit)
	case !known:
		return proxy, bot.Refuse("没有登记过这个手机号。请代投人先登记，再来办。")
	case proxy.Trust < directory.Vouched:
		return proxy, bot.Refuse("这个手机号是%s的，还没有核对过。请代投人先带身份证到社区核对，再来办。", proxy.Name)
	case voice.HasMandate(tx, p, part):
		return proxy, bot.Refuse("这位业主已经委托了别人。要换人，先撤回原来的委托。")
	case voice.VotesFor(tx, p, proxy, unit):
		return proxy, bot.Refuse("%s就是这套房的业主，自己投就行。", proxy.Name)
	case voice.StandsInFor(tx, p, proxy.ID) >= voice.MostMandates:
		return proxy, bot.Refuse("%s已经替%d位业主投票了，一个人最多替%d位。请业主另找一位。", proxy.Name, voice.MostMandates, voice.MostMandates)
	}
	return proxy, nil
}

// StandIn is who is to vote for an owner, as staff are told before they record it.
type StandIn struct {
	Name  string `json:"name"`
	Limit string `json:"limit,omitempty"` // for how many owners already
}

// FindStandIn finds who is to vote for the owner of a part.
func FindStandIn(tx store.Reader, p poll.Poll, unit, phone string) (StandIn, error) {
	proxy, err := MayStandIn(tx, p, unit, phone)
	s := StandIn{Name: proxy.Name}
	if n := voice.StandsInFor(tx, p, proxy.ID); n > 0 {
		s.Limit = fmt.Sprintf("%s已经替%d位业主投票，一个人最多替%d位。", proxy.Name, n, voice.MostMandates)
	}
	return s, err
}

// Revoke ends a mandate. What the proxy has voted by then stands until the owner
// votes: their own ballot wins.
func Revoke(tx store.Tx, id, unit string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	part, there := voice.Part(tx, p, unit)
	m, held := voice.Mandates.Get(tx, store.Key(id, part.Holder))
	switch {
	case !ok || !there || !voice.VotesFor(tx, p, by, unit) && !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到您能撤回的委托。")
	case !held || m.Revoked:
		return p, bot.Refuse("%s没有委托别人投票。", unit)
	}
	m.Revoked = true
	voice.Mandates.Put(tx, m)
	audit.Log(tx, by.ID, "revoke mandate", p.For.Place, p.ID+" "+unit+" "+m.Proxy)
	outbox.Tell(tx, m.Proxy, bot.Out{Text: p.Head() + "\n\n" + strings.Join(m.Units, "、") + "的业主撤回了委托，您不用再替业主投了。"})
	return p, nil
}
