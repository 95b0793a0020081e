// Package setup is where staff set, by chat, what their places have otherwise than others:
// hours of peace, days to answer. What can be set says each capability (house.Kit.Settings),
// what holds where bot/directory/setting.
package setup

import (
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/bot/talk"
)

// kit is the capability with what it has from others.
type kit struct{ kits func() []house.Kit }

// Kit is what there is to set; kits are those of the whole house.
func Kit(kits func() []house.Kit) house.Kit {
	k := kit{kits}
	return house.Kit{
		Name: "setup", Topic: "登记和资料", Settings: setting.Common(),
		Flows:    []*talk.Flow{{Name: "settings", Title: "设置", Right: directory.KeepSettings, Run: k.talk}},
		Commands: []talk.Command{{Words: []string{"设置", "改设置"}, Help: "晚上几点不打扰、几天答复", Flow: "settings"}},
	}
}
