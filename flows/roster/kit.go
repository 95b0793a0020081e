// Package roster keeps the register of a street: by lists (lists), and by chat what staff
// add in between, a place, a home, a person, a role. What a resident misses (没有我家)
// waits for staff here.
package roster

import (
	"strings"

	"yishi/bot/agenda"

	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/bot/meaning/answer"
	"yishi/bot/talk"
	"yishi/flows/roster/lists"
	"yishi/store"
)

// Kit is what staff put into the register by chat, a thing at a time: a building, a home,
// a person, a role; kits are those of the whole house.
func Kit(kits func() []house.Kit) house.Kit {
	kinds := func() []setting.Kind { return house.Settings(kits()) }
	return house.Kit{
		Name: "roster", Topic: "登记和资料",
		Flows: []*talk.Flow{
			{Name: "addplace", Title: "加楼栋", Right: directory.KeepRegister, Run: addPlace},
			{Name: "addarea", Title: "加小区", Right: directory.KeepRegister, Run: addArea},
			{Name: "addperson", Title: "加居民", Right: directory.KeepRegister, Run: addPerson},
			{Name: "putright", Title: "改居民资料", Right: directory.KeepRegister, Run: correctPerson},
			{Name: "giverole", Title: "给工作", Right: directory.AddStaff, Run: giveRole},
			{Name: "missing", Title: "补住处", Right: directory.KeepRegister, Run: missingHomes},
			{Name: "nohome", Title: "没有我家", Run: noHome},
		},
		Commands: []talk.Command{
			{Words: []string{"加楼栋", "加住户", "加单元", "加房号", "加楼"}, Help: "比如「加住户 3栋2单元 101到602」", Rest: true, Do: begin("addplace", "what"), Right: directory.KeepRegister},
			{Words: []string{"加小区", "加新小区"}, Help: "比如「加小区 桂花社区梧桐里」", Rest: true, Do: beginArea(directory.Estate), Right: directory.KeepRegister},
			{Words: []string{"加社区", "加村"}, Help: "街道加新的社区", Rest: true, Do: beginArea(directory.Community), Right: directory.KeepRegister},
			{Words: []string{"加街道"}, Help: "一套系统，再管一个街道", Rest: true, Do: beginArea(directory.Street), Right: directory.KeepRegister},
			{Words: []string{"加居民", "登记居民"}, Help: "替居民登记", Rest: true, Do: begin("addperson", "name"), Right: directory.KeepRegister},
			{Words: []string{"改居民资料", "改居民"}, Help: "姓名、手机号、出生年写错了", Rest: true, Do: begin("putright", "who"), Right: directory.KeepRegister},
			{Words: []string{"给工作", "加工作人员"}, Help: "让谁做楼栋长、网格员……", Rest: true, Do: begin("giverole", "name"), Right: directory.AddStaff},
			{Words: []string{"补住处"}, Help: "谁说登记里没有他家", Flow: "missing"},
		},
		Keeps: house.Keeps{
			Tables: []string{"nohome"},
			Known: func(tx store.Reader, who directory.Person) (lines []string) {
				for _, m := range missingOf(tx, who.ID) {
					lines = append(lines, "等社区补上的住处："+m.Words)
				}
				return lines
			},
			Export: func(tx store.Reader, who directory.Person) []house.Sheet {
				s := house.Sheet{Name: "等社区补上的住处", Head: []string{"住处", "身份", "姓名"}}
				for _, m := range missingOf(tx, who.ID) {
					s.Rows = append(s.Rows, []string{m.Words, directory.TieName(m.As), m.Name})
				}
				return house.Sheets(s)
			},
			Merge:  house.ByIDs,
			Forget: forget,
		},
		Begin:   watchTerms,
		Due:     map[string]agenda.Handler{dueTerms: termsDue},
		Exports: []house.Extract{lists.Extract(kinds)},
		Imports: []house.Intake{lists.Intake(kinds)},
	}
}

// begin starts a flow with what was said behind the word as the answer to its first
// question; the word alone, or with what is no name, leads to the question.
func begin(flow, question string) func(*talk.Call) error {
	return func(call *talk.Call) error {
		var given talk.Given
		if rest := strings.TrimSpace(call.Rest); rest != "" && (question != "name" || answer.NotName(rest) == "") {
			given = talk.Given{question: rest}
		}
		call.Start(flow, given)
		return nil
	}
}
