package owners

import (
	"context"

	"yishi/bot"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// intake takes the register of an estate (place) from a file, perhaps of one whose rules
// count parking spaces (parking). What is wrong with it names lines, not people.
var intake = house.Intake{Name: "register", Read: func(ctx context.Context, s store.Store, b house.Brought) (house.Outcome, error) {
	if len(b.Files) != 1 {
		return house.Outcome{}, bot.Refuse("业主名册是一个文件。")
	}
	file := b.Files[0]
	b.Files[0].Data = nil // it may be large, and is read once
	var plan Plan
	err := s.View(ctx, func(tx store.Reader) (err error) {
		plan, err = Read(tx, b.Ask.Get("place"), file.Name, file.Data, b.Ask.Get("parking") == "true")
		return err
	})
	if err == nil && !b.Trial && plan.Stops() == 0 {
		_, err = ImportTo(ctx, s, b.By, plan)
	}
	return house.Outcome{Lines: append(plan.Lines(), ""), Stops: plan.Stops(), Kept: "已导入，原来的名册换成了这一份。"}, err
}}

// Kit is what the register brings into the house.
func Kit() house.Kit {
	return house.Kit{
		Name: "owners", Topic: "投票和结果",
		Flows: []*talk.Flow{{Name: "namevoter", Title: "推选投票人", Run: naming}},
		Commands: []talk.Command{
			{Words: []string{"推选投票人", "推选代表", "共有人投票", "换投票人"}, Slash: "/namevoter", Help: "一套房几个业主，选一位投", Flow: "namevoter"},
		},
		Owns:    inRegister,
		Check:   check,
		Imports: []house.Intake{intake},
	}
}
