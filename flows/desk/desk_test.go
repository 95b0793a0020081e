package desk

import (
	"testing"
	"time"

	"yishi/adapters/script"
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

func TestTranscripts(t *testing.T) {
	script.Play(t, "testdata/*.txt", script.World{
		Kits: func() []house.Kit { return []house.Kit{Kit(Config{})} },
		Fill: func(tx store.Tx) { // the codes of staff.txt
			until := time.Date(2026, 12, 4, 9, 0, 0, 0, bot.Zone)
			directory.PutStaffCode(tx, "GHSQ2345", directory.Role{Role: directory.Staff, Place: "1/1"}, until)
			directory.PutStaffCode(tx, "GHSQ6789", directory.Role{Role: directory.GridOfficer, Place: "1/1"}, until)
			directory.PutStaffCode(tx, "GHSQABCD", directory.Role{Role: directory.BuildingLeader, Place: "1/1/2/3"}, until)
		},
	})
}
