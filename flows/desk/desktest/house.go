package desktest

import (
	"yishi/bot/house"
	"yishi/flows/desk"
	"yishi/flows/handbook"
	"yishi/flows/mine"
	"yishi/store"
)

// House is capabilities with what is everybody's own, behind the front desk.
func House(kits ...house.Kit) []house.Kit {
	kits = append(kits, mine.Kit(mine.Config{
		Kits: func() []house.Kit { return kits }, Code: func(store.Tx) string { return "CODE" },
		Page: func(code string) string { return "https://yishi.example.org/mine/" + code },
	}))
	kits = append(kits, handbook.Kit())
	kits = append(kits, desk.Kit(kits...))
	return kits
}
