package directory_test

import (
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// A role with a first and a last day gives its rights on these days and those
// between, in the day's own zone, and is found there only.
func TestARoleHoldsFromItsFirstDayToItsLast(t *testing.T) {
	w := directorytest.Street(t)
	role := directory.Role{Role: directory.BuildingLeader, Place: sample.GuihuaYuan + "/1", From: "2026-04-10", Until: "2026-04-20"}
	var id string
	w.Do(func(tx store.Tx) {
		p := directorytest.Must[directory.Person](t)(directory.GiveRole(tx, directorytest.Guest(tx, "钱一"), role))
		id = p.ID
		if len(p.Roles) != 0 || len(p.AllRoles()) != 1 {
			t.Errorf("before it begins: %v", p)
		}
	})
	for day, holds := range map[string]bool{
		"2026-04-09 23:59": false, "2026-04-10 00:01": true, "2026-04-20 23:59": true, "2026-04-21 00:01": false,
	} {
		w.Now, _ = time.ParseInLocation("2006-01-02 15:04", day, bot.Zone)
		w.Do(func(tx store.Tx) {
			p, _ := directory.GetPerson(tx, id)
			there := false
			for _, s := range directory.StaffAt(tx, directory.BuildingLeader, role.Place) {
				there = there || s.ID == id
			}
			all := directory.Audience{Place: role.Place, Roles: []string{directory.BuildingLeader}}
			if directory.May(p, directory.VouchResident, role.Place) != holds || there != holds || all.Has(tx, p) != holds || !all.Ever().Has(tx, p) {
				t.Errorf("%s: %v, found %v", day, p, there)
			}
			directory.PutPerson(tx, p) // written as read, nothing is lost
		})
	}
}

func TestARoleIsGivenOtherDaysAndTakenWhateverTheyAre(t *testing.T) {
	w := directorytest.Street(t)
	role := directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity}
	later := directory.Role{Role: role.Role, Place: role.Place, From: "2030-01-01"}
	w.Do(func(tx store.Tx) {
		p := directorytest.Must[directory.Person](t)(directory.GiveRole(tx, directorytest.Guest(tx, ""), role))
		p = directorytest.Must[directory.Person](t)(directory.GiveRole(tx, p, later))
		if len(p.Roles) != 0 || len(p.Off) != 1 || p.Off[0].Days() != "（2030-01-01起）" {
			t.Errorf("given other days: %v", p)
		}
		if p = directory.TakeRole(tx, p, role); len(p.AllRoles()) != 0 {
			t.Errorf("taken: %v", p)
		}
	})
}
