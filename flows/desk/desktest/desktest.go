// Package desktest has the street in which the transcripts of the front desk begin.
package desktest

import (
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// Fill makes codes for staff who are yet to come.
func Fill(tx store.Tx) error {
	until := time.Date(2026, 12, 4, 9, 0, 0, 0, bot.Zone)
	directory.PutStaffCode(tx, "GHSQ2345", directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity}, until)
	directory.PutStaffCode(tx, "GHSQ6789", directory.Role{Role: directory.GridOfficer, Place: sample.GuihuaCommunity}, until)
	directory.PutStaffCode(tx, "GHSQABCD", directory.Role{Role: directory.BuildingLeader, Place: "1/1/2/3"}, until)
	return nil
}
