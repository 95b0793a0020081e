package settle

import (
	"strconv"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/store"
)

// dueClaims is the morning on which those who may are told who waits.
const dueClaims = "claims"

// Filed has a claim that came in told the next morning.
func Filed(tx store.Tx) { agenda.Set(tx, tomorrow(tx.Now()), dueClaims, "") }

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
