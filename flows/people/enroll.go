package people

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/meaning/answer"
	"yishi/bot/outbox"
	"yishi/bot/talk"
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
	agenda.Set(tx, tomorrow(tx.Now()), dueClaims, "")
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

// dueClaims is the morning on which those who may are told who waits.
const dueClaims = "claims"

func tomorrow(now time.Time) time.Time { return bot.Midnight(now).Add((24 + 9) * time.Hour) }

// remindOfClaims tells leaders and staff, once a day and only when somebody new has
// come, how many they could settle.
func remindOfClaims(tx store.Tx, _ agenda.Entry) error {
	waiting := map[string]int{}
	var order []string
	for _, c := range joining.ClaimsAt(tx, "") {
		for _, role := range []string{directory.BuildingLeader, directory.GridOfficer, directory.Staff} {
			for _, s := range directory.StaffAt(tx, role, c.Home) {
				if !canSettle(tx, s, c) {
					continue
				}
				if waiting[s.ID] == 0 {
					order = append(order, s.ID)
				}
				waiting[s.ID]++
			}
		}
	}
	for _, id := range order {
		if len(directory.AccountsOf(tx, id)) > 0 {
			outbox.Add(tx, outbox.Message{Person: id, Priority: outbox.Reminder, Same: "claims",
				Out: bot.Out{Text: strconv.Itoa(waiting[id]) + "户等核实。", Buttons: []bot.Button{{Label: "核实", Token: "核实"}}}})
		}
	}
	return nil
}

// canSettle reports whether somebody may take a claim a step further.
func canSettle(tx store.Reader, by directory.Person, c joining.Claim) bool {
	if by.ID == c.Person || by.ID == c.Whose || !directory.May(by, directory.VouchResident, c.Home) {
		return false
	}
	if !c.Met {
		return true
	}
	whose, known := directory.GetPerson(tx, c.Whose)
	return !known || joining.MayStandFor(by, whose)
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
