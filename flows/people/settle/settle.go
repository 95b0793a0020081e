// Package settle is what building leaders and staff settle about who people are: they
// accept a claim or refuse it, vouch for whom they have met, end a registration or a
// post, and make one of two records of one person. Whoever it is about is told.
package settle

import (
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// Desk is where that is done, with what it has from others.
type Desk struct {
	Codes func(tx store.Tx) string // draws six digits
	Kits  func() []house.Kit       // of the whole house
}

// Flows are its conversations.
func (d Desk) Flows() []*talk.Flow {
	return []*talk.Flow{
		{Name: "vouch", Title: "认人", Right: directory.VouchResident, Run: d.vouch},
		{Name: "claims", Title: "核实", Right: directory.VouchResident, Run: d.claims},
		{Name: "takerole", Title: "撤工作", Right: directory.AddStaff, Run: takeRole},
		{Name: "untie", Title: "撤登记", Right: directory.VouchResident, Run: d.untie},
		{Name: "mergepeople", Title: "合并居民", Right: directory.KeepRegister, Run: d.mergePeople},
	}
}

// Commands start them.
func Commands() []talk.Command {
	return []talk.Command{
		{Words: []string{"认人", "认居民", "作证"}, Slash: "/vouch", Help: "当面认过的居民", Flow: "vouch"},
		{Words: []string{"核实", "等核实", "核实居民"}, Slash: "/claims", Help: "谁在等核实", Flow: "claims"},
		{Words: []string{"撤登记"}, Help: "搬走的、登记错的", Flow: "untie"},
		{Words: []string{"合并居民"}, Help: "一个人登记了两份", Flow: "mergepeople"},
		{Words: []string{"撤工作"}, Help: "收回工作身份", Flow: "takerole"},
	}
}

// Due is what it does at its time.
func Due() map[string]agenda.Handler {
	return map[string]agenda.Handler{dueClaims: remindOfClaims}
}

// Ties are what somebody can be in a home.
var Ties = []talk.Opt{
	{Key: directory.Owner, Label: "业主"}, {Key: directory.CoOwner, Label: "共有人"},
	{Key: directory.Family, Label: "家人"}, {Key: directory.Tenant, Label: "租户"},
}
