package people

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/talk"
	"yishi/store"
)

// number is for whoever shows their own number out of the blue: it is kept only if they
// say so.
func (k *kit) number(c *talk.Conv) error {
	said, _ := talk.Known[string](c, "number")
	own, err := talk.Shown(said)
	if refusal, ok := err.(bot.Refusal); ok {
		return c.End("%s", string(refusal))
	}
	good, err := talk.Look(c, "good", func(tx store.Tx) (string, error) { return goodFor(tx, c.Who(), own.Phone), nil })
	if err != nil {
		return err
	}
	switch good {
	case forNothing:
		return c.End("手机号%s已经登记好了，也核实过，不用再发。您的资料，回复「我的资料」看看。", own.Phone)
	case forCode:
		return c.Goto("prove", nil)
	case forJoining:
		if !c.Confirm("join?", "这是您的手机号%s吗？用它登记住处，办事好联系您。", own.Phone) {
			return c.End("好的，号码没有记。想登记随时发「登记」。")
		}
		return c.Goto("join", talk.Given{"phone": own})
	case forKeeping:
		if !c.Confirm("keep?", "这是您的手机号%s吗？记到您的资料里，办事好联系您。", own.Phone) {
			return c.End("好的，号码没有记。")
		}
	}
	got, err := talk.Step(c, "show", func(tx store.Tx) (string, error) { return k.show(tx, c.Who().ID, own.Phone) })
	if err != nil {
		return err
	}
	return c.End("%s", got)
}

// What a number that somebody shows is good for.
const (
	forNothing = "nothing"
	forProof   = "proof" // of what they claim
	forCode    = "code"  // somebody else has it: that takes more
	forJoining = "joining"
	forKeeping = "keeping"
)

func goodFor(tx store.Reader, p directory.Person, phone string) string {
	_, claims := claimOf(tx, p.ID, phone)
	switch held := joining.Held(tx, phone, p.ID); {
	case claims && held:
		return forCode
	case claims:
		return forProof
	case p.Phone == phone && p.Proved:
		return forNothing
	case len(p.Ties) == 0:
		return forJoining
	}
	return forKeeping
}

// claimOf is what somebody claims with a number and has not proved yet.
func claimOf(tx store.Reader, person, phone string) (joining.Claim, bool) {
	for _, c := range joining.ClaimsOf(tx, person) {
		if c.Phone == phone && !c.Denied {
			return c, true
		}
	}
	return joining.Claim{}, false
}

// show takes a number that somebody has shown for theirs, with all that this proves.
func (k *kit) show(tx store.Tx, id, phone string) (string, error) {
	if c, claims := claimOf(tx, id, phone); claims && !joining.Held(tx, phone, id) {
		got, err := k.proved(tx, id, joining.Proof{Person: id, Phone: phone, Home: c.Home, Way: joining.ByContact})
		return got.Said, err
	}
	if joining.ShowNumber(tx, id, phone) {
		return "记好了，手机号是" + phone + "，也核实是您的了。", nil
	}
	return "记好了，手机号是" + phone + "。", nil
}
