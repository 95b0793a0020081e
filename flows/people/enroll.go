package people

import (
	"regexp"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/flows/people/settle"
	"yishi/store"
)

// enrolled is what came of a registration.
type enrolled struct {
	Said     string `json:"said"`
	Provable bool   `json:"provable,omitempty"` // there is a way to prove it here and now
}

const faceToFace = "请楼栋长或社区工作人员当面认一认您：他们回复「核实」，就看得到您。"

// enroll writes the registration, on the person's own word.
func (k *kit) enroll(tx store.Tx, id, home, as, name string, own talk.Own) (enrolled, error) {
	p, _ := directory.GetPerson(tx, id)
	if directory.NeedsConsent(p) {
		p = directory.Agree(tx, p, directory.ConsentVersion)
	}
	p, claim, err := joining.FileClaim(tx, p, home, as, name, own.Phone)
	if err != nil {
		return enrolled{}, err
	}
	done := enrolled{Said: "登记好了：" + directory.FullName(tx, home) + "。\n这里的投票和活动，会通知您。"}
	if claim.Person == "" {
		return done, nil
	}
	settle.Filed(tx)
	if own.Shown && !joining.Held(tx, claim.Phone, p.ID) {
		got, err := k.proved(tx, p.ID, joining.Proof{Person: p.ID, Phone: claim.Phone, Home: home, Way: joining.ByContact})
		done.Said += "\n" + got.Said
		return done, err
	}
	if done.Provable = k.wayFor(tx, p, claim) != ""; !done.Provable {
		done.Said += "\n要认过才能投的票，" + faceToFace
	}
	return done, nil
}

var phoneForm = regexp.MustCompile(`1[3-9][0-9](?:[ -]?[0-9]{4}){2}`)

// nameAndPhone are those of an answer that says both.
func nameAndPhone(said string) (name, phone string) {
	at := phoneForm.FindStringIndex(said)
	if at == nil {
		return said, ""
	}
	name = strings.Trim(said[:at[0]]+said[at[1]:], " ，,、；;。：:手机号电话")
	phone, ok := answer.Phone(said[at[0]:at[1]])
	if !ok || name == "" {
		return said, ""
	}
	return name, phone
}
