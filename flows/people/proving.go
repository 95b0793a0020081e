package people

import (
	"context"
	"encoding/json"
	"errors"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/flows/people/settle"
	"yishi/store"
)

// jobSMS is the machine that sends a code to a number: sms in, why it did not go out
// ("" if it did). Without one no code is sent so.
const jobSMS = "sms"

// sms is what that machine is asked.
type sms struct {
	Phone string `json:"phone"`
	Code  string `json:"code"`
}

// machines send codes, if anything can. That one did not go out is an answer: whoever
// waits for it is told another way.
func (k *kit) machines() map[string]house.Machine {
	if k.Send == nil {
		return nil
	}
	return map[string]house.Machine{jobSMS: func(ctx context.Context, args json.RawMessage) (json.RawMessage, error) {
		var to sms
		if err := json.Unmarshal(args, &to); err != nil {
			return nil, err
		}
		if k.Send(ctx, to.Phone, to.Code) != nil {
			return json.Marshal("failed")
		}
		return json.Marshal("")
	}}
}

// sent is a code on its way; Why says why there is none.
type sent struct {
	Way   string `json:"way,omitempty"`
	Phone string `json:"phone,omitempty"`
	Code  string `json:"code,omitempty"` // to be sent by a machine
	Why   string `json:"why,omitempty"`
}

// wayFor is how the number of a claim can be proved; "" if it cannot be.
func (k *kit) wayFor(tx store.Reader, p directory.Person, c joining.Claim) string {
	switch {
	case c.Phone == "" || c.Denied:
		return ""
	case k.Send != nil:
		return joining.BySMS
	case c.Whose != "" && directory.Reachable(tx, c.Whose):
		return joining.ByAccount
	}
	return ""
}

// send makes a code for somebody, unless there is one already that they can say.
func (k *kit) send(tx store.Tx, id string) (sent, error) {
	if open, ok := joining.OpenProof(tx, id); ok {
		return sent{Way: open.Way, Phone: open.Phone}, nil
	}
	p, _ := directory.GetPerson(tx, id)
	var claim joining.Claim
	for _, c := range joining.ClaimsOf(tx, id) {
		if claim.Person == "" || k.wayFor(tx, p, claim) == "" || c.At.After(claim.At) && k.wayFor(tx, p, c) != "" {
			claim = c
		}
	}
	way := k.wayFor(tx, p, claim)
	switch {
	case way == "" && claim.Person == "" && len(p.Ties) == 0:
		return sent{Why: "还没有要核实的。先回复「登记住处」，说说您住在哪一户。"}, nil
	case way == "" && claim.Person == "":
		return sent{Why: "您登记的都认过了，不用再核实。"}, nil
	case way == "":
		return sent{Why: "现在没有等您回复的核实码。" + faceToFace + "也可以请他们当面给您一个码。"}, nil
	}
	code := k.Codes(tx)
	err := joining.PutProof(tx, joining.Proof{Person: id, Phone: claim.Phone, Home: claim.Home, Way: way}, code)
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		return sent{Why: string(refusal)}, nil
	}
	s := sent{Way: way, Phone: claim.Phone}
	if way == joining.BySMS {
		s.Code, code = code, ""
	}
	if claim.Whose != "" && directory.Reachable(tx, claim.Whose) {
		warn(tx, p, claim, code)
	}
	return s, nil
}

// warn tells the person whom somebody claims to be, with the code where it has no other way.
func warn(tx store.Tx, p directory.Person, c joining.Claim, code string) {
	text := "有人在" + settle.WhereFrom(tx, p.ID) + "登记，说是您：" + c.Name + "，" + directory.FullName(tx, c.Home) + "。"
	if code != "" {
		text += "\n是您自己的话，请在那边回复核实码 " + code + "，5分钟内有效。别人来要，千万不要给。"
	}
	ref := c.Person + ":" + c.Home
	outbox.Add(tx, outbox.Message{Person: c.Whose, Priority: outbox.Reply, Out: bot.Out{
		Text: text, Fleeting: code != "",
		Buttons: []bot.Button{{Label: "是我", Token: "isme:y:" + ref}, {Label: "不是我", Token: "isme:n:" + ref}},
	}})
}

// tried is what came of a code that was said.
type tried struct {
	Said string `json:"said"`
	Over bool   `json:"over,omitempty"` // there is nothing more to say
}

// try takes the code that somebody says. What is wrong with it is an answer, and no
// error: it counts.
func (k *kit) try(tx store.Tx, id, code string) (tried, error) {
	pr, err := joining.UseProof(tx, id, code)
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		_, open := joining.OpenProof(tx, id)
		if open {
			return tried{Said: string(refusal)}, nil
		}
		return tried{Said: string(refusal) + "要再来一次，回复「核实码」。", Over: true}, nil
	}
	return k.proved(tx, id, pr)
}

// proved settles what a proof was for.
func (k *kit) proved(tx store.Tx, id string, pr joining.Proof) (tried, error) {
	claim, _ := joining.GetClaim(tx, pr.Home, id)
	others := directory.AccountsOf(tx, claim.Whose)
	p, err := joining.Prove(tx, pr, func(home, name, phone string) bool { return house.Owns(k.Kits(), tx, home, name, phone) })
	if refusal, ok := errors.AsType[bot.Refusal](err); ok {
		return tried{Said: string(refusal), Over: true}, nil
	}
	if err != nil {
		return tried{}, err
	}
	if p.ID != id {
		settle.Joined(k.Kits(), tx, id, p, others)
		return tried{Said: "核实好了，您就是登记过的" + p.Name + "，原来登记的都在。回复「我的资料」看看。", Over: true}, nil
	}
	return tried{Said: provedWords(p.TrustAt(pr.Home)), Over: true}, nil
}

func provedWords(t directory.Trust) string {
	switch {
	case t >= directory.Verified:
		return "核实好了，业主名册也对上了。业主表决，您也可以投。"
	case t >= directory.Vouched:
		return "核实好了。要认过才能投的票，现在可以投了，回复「投票」。"
	}
	return "手机号核实好了。住处还要" + faceToFace
}
