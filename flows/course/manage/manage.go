// Package manage talks with the staff who run the elder university: they list
// courses, put them to the vote, open them, decide about those with too few pupils,
// change lists, dates and classes, and note who came and who has paid.
//
// What they may do, and what becomes of it, is flows/course/school's and
// flows/course/class's. Residents are talked with in flows/course/attend.
package manage

import (
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
)

// Kit is what running courses brings into the house.
func Kit() house.Kit {
	return house.Kit{
		Name: "manage", Topic: "办课程",
		Flows: []*talk.Flow{
			{Name: "newterm", Title: "新学期", Right: directory.OpenPoll, Run: newTerm, Tells: true},
			{Name: "terms", Title: "管课程", Right: directory.OpenPoll, Run: manage, Tells: true},
			{Name: "addcourse", Title: "加课程", Right: directory.OpenPoll, Run: addCourse, Tells: true},
			{Name: "editcourse", Title: "改课程", Right: directory.OpenPoll, Run: editCourse, Tells: true},
			{Name: "coursevote", Title: "课程投票", Right: directory.OpenPoll, Run: startVote},
			{Name: "opencourse", Title: "定课程", Right: directory.OpenPoll, Run: openCourses},
			{Name: "fewcourse", Title: "处理课程", Right: directory.OpenPoll, Run: fewPupils},
			{Name: "coursefee", Title: "收课费", Right: directory.OpenPoll, Run: collect},
			{Name: "skipclass", Title: "停课", Right: directory.OpenPoll, Run: skipClass, Tells: true},
			{Name: "changeclass", Title: "调课", Right: directory.OpenPoll, Run: changeClass, Tells: true},
			{Name: "termdates", Title: "改日期", Right: directory.OpenPoll, Run: changeDates},
			{Name: "stopcourse", Title: "停办", Right: directory.OpenPoll, Run: stopOrRevive, Tells: true},
			{Name: "dropterm", Title: "不办这一期", Right: directory.OpenPoll, Run: dropTerm},
			{Name: "changelist", Title: "管学员", Right: directory.OpenPoll, Run: changeList, Tells: true},
			{Name: "roll", Title: "点名册", Right: directory.OpenPoll, Run: rollCall},
		},
		Commands: []talk.Command{
			{Words: []string{"管课程", "课程管理", "办班", "老年大学管理"}, Slash: "/terms", Help: "老年大学，列课、投票、开班", Flow: "terms"},
			{Words: []string{"新学期", "开新学期"}, Slash: "/newterm", Help: "老年大学开新的一期", Flow: "newterm"},
			{Words: []string{"加课程", "加一门课", "录课程"}, Slash: "/newcourse", Help: "往学期里加一门", Flow: "addcourse"},
			{Words: []string{"收课费", "课费", "收费"}, Slash: "/coursefee", Help: "记谁交了课费", Flow: "coursefee"},
			{Words: []string{"点名册", "点名", "出勤"}, Slash: "/roll", Help: "看谁来上课了", Flow: "roll"},
			{Words: []string{"停课", "停一次课"}, Slash: "/skipclass", Help: "有一次不上了", Flow: "skipclass"},
			{Words: []string{"调课", "改上课时间", "恢复上课", "照常上课"}, Slash: "/changeclass", Help: "改时间，停了又上", Flow: "changeclass"},
			{Words: []string{"改日期", "改报名时间", "改截止", "改开课日"}, Slash: "/termdates", Help: "改报名截止、开课日", Flow: "termdates"},
			{Words: []string{"停办", "停办课程", "取消课程", "恢复课程", "加开课程"}, Slash: "/stopcourse", Help: "一门课不办了，或者恢复", Flow: "stopcourse"},
			{Words: []string{"管学员", "学员", "加学员", "退学员", "换课"}, Slash: "/pupils", Help: "给人报课、退课、换课", Flow: "changelist"},
		},
	}
}
