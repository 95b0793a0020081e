package poll

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/store"
)

// mandate lets somebody vote for an owner's parts, by a paper the owner signed.
type mandate struct {
	Poll    string   `json:"poll"`
	Owner   string   `json:"owner"` // as the register names them
	Units   []string `json:"units"` // all parts of the owner
	Proxy   string   `json:"proxy"` // a person
	Photo   string   `json:"photo"` // of the paper
	By      string   `json:"by"`    // who recorded it
	Revoked bool     `json:"revoked,omitempty"`
}

var mandates = store.NewTable("mandate",
	func(m *mandate) string { return store.Key(m.Poll, m.Owner) },
	store.Index[mandate]{Name: "proxy", Keys: func(m *mandate) []string {
		if m.Revoked {
			return nil
		}
		return []string{store.Key(m.Poll, m.Proxy)}
	}},
)

// mostMandates is how many owners one person may vote for.
const mostMandates = 3

// mandatesOf are the owners that somebody votes for.
func (p *Poll) mandatesOf(tx store.Tx, proxy string) []mandate {
	return slices.Collect(mandates.By(tx, "proxy", store.Key(p.ID, proxy)))
}

// Mandate records that the owner of a part lets somebody vote, who is found by
// telephone number.
func Mandate(tx store.Tx, id, unit, phone, photo string, by directory.Person) error {
	p, err := ForOwnersPaper(tx, id, by)
	if err != nil {
		return err
	}
	proxy, err := p.MayStandIn(tx, unit, phone)
	switch {
	case err != nil:
		return err
	case proxy.ID == by.ID:
		return bot.Refuse("委托给您自己的，要请另一位同事登记。")
	case photo == "":
		return bot.Refuse("委托要有书面的，请拍一张委托书的照片。")
	}
	part, _ := p.part(tx, unit)
	mandates.Put(tx, mandate{
		Poll: p.ID, Owner: part.Holder, Units: p.holding(tx, part), Proxy: proxy.ID, Photo: photo, By: by.ID,
	})
	directory.Log(tx, by.ID, "record mandate", p.For.Place, p.ID+" "+unit+" "+proxy.ID)
	outbox.Tell(tx, proxy.ID, p.mandateOut(unit))
	p.tellOwner(tx, part, "登记了委托", "工作人员登记了："+unit+"由"+proxy.Name+"替您投票，您名下的都由代投人投。您自己投了，就按您的算。\n不是您委托的，请回复「撤回委托」，并马上告诉社区。")
	return nil
}

// MayStandIn finds who is to vote for the owner of a part, and refuses who may not.
func (p *Poll) MayStandIn(tx store.Tx, unit, phone string) (directory.Person, error) {
	part, there := p.part(tx, unit)
	proxy, known := directory.PersonByPhone(tx, phone)
	switch {
	case !there:
		return proxy, bot.Refuse("名册里没有「%s」。", unit)
	case !known:
		return proxy, bot.Refuse("没有登记过这个手机号。请代投人先登记，再来办。")
	case proxy.Trust < directory.Vouched:
		return proxy, bot.Refuse("这个手机号是%s的，还没有核对过。请代投人先带身份证到社区核对，再来办。", proxy.Name)
	case p.hasMandate(tx, part):
		return proxy, bot.Refuse("这位业主已经委托了别人。要换人，先撤回原来的委托。")
	case p.votesFor(tx, proxy, unit):
		return proxy, bot.Refuse("%s就是这套房的业主，自己投就行。", proxy.Name)
	case p.standsInFor(tx, proxy.ID) >= mostMandates:
		return proxy, bot.Refuse("%s已经替%d位业主投票了，一个人最多替%d位。请业主另找一位。", proxy.Name, mostMandates, mostMandates)
	}
	return proxy, nil
}

// StandIn is who is to vote for an owner, as staff are told before they record it.
type StandIn struct {
	Name  string `json:"name"`
	Limit string `json:"limit,omitempty"` // for how many owners already
}

// FindStandIn finds who is to vote for the owner of a part.
func (p *Poll) FindStandIn(tx store.Tx, unit, phone string) (StandIn, error) {
	proxy, err := p.MayStandIn(tx, unit, phone)
	s := StandIn{Name: proxy.Name}
	if n := p.standsInFor(tx, proxy.ID); n > 0 {
		s.Limit = fmt.Sprintf("%s已经替%d位业主投票，一个人最多替%d位。", proxy.Name, n, mostMandates)
	}
	return s, err
}

// standsInFor is how many owners somebody votes for, or has voted for: a ballot given
// by a mandate that was revoked stands until the owner gives their own.
func (p *Poll) standsInFor(tx store.Tx, proxy string) (owners int) {
	from, to := store.Under(store.Key(p.ID))
	for m := range mandates.Range(tx, from, to) {
		if m.Proxy == proxy && (!m.Revoked || p.stoodIn(tx, m)) {
			owners++
		}
	}
	return owners
}

// stoodIn says whether a ballot that counts was given by a mandate.
func (p *Poll) stoodIn(tx store.Tx, m mandate) bool {
	return slices.ContainsFunc(m.Units, func(unit string) bool {
		line, voted := roll.Get(tx, store.Key(p.ID, unit))
		return voted && line.Hand.Proxy && line.Hand.Person == m.Proxy
	})
}

// Revoke ends a mandate. What the proxy has voted by then stands until the owner
// votes: their own ballot wins.
func Revoke(tx store.Tx, id, unit string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	part, there := p.part(tx, unit)
	m, held := mandates.Get(tx, store.Key(id, part.Holder))
	switch {
	case !ok || !there || !p.votesFor(tx, by, unit) && !directory.May(by, directory.OpenPoll, p.For.Place):
		return p, bot.Refuse("没有找到您能撤回的委托。")
	case !held || m.Revoked:
		return p, bot.Refuse("%s没有委托别人投票。", unit)
	}
	m.Revoked = true
	mandates.Put(tx, m)
	directory.Log(tx, by.ID, "revoke mandate", p.For.Place, p.ID+" "+unit+" "+m.Proxy)
	outbox.Tell(tx, m.Proxy, bot.Out{Text: p.Head() + "\n\n" + strings.Join(m.Units, "、") + "的业主撤回了委托，您不用再替业主投了。"})
	return p, nil
}

// Mandated are the parts of somebody for which others vote by their mandate.
func (p *Poll) Mandated(tx store.Tx, owner directory.Person) (units []string) {
	if !p.ByPart() {
		return nil
	}
	for _, part := range owners.Voter(tx, p.register(tx), owner) {
		if p.hasMandate(tx, part) {
			units = append(units, part.Unit)
		}
	}
	return units
}
