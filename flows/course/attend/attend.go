// Package attend talks with residents of the elder university's courses: they look
// at them, sign up and leave, see what they pay, sign in to a class or stay away
// from it, and say how it was.
//
// What they may do, and what becomes of it, is flows/course/school's and
// flows/course/class's. Staff are talked with in flows/course/manage; their buttons
// begin with the same word, and only start a conversation there.
package attend

import (
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/flows/course"
)

// Kit is what taking part in courses brings into the house.
func Kit() house.Kit {
	return house.Kit{
		Name: "attend", Topic: "上课",
		Flows: []*talk.Flow{
			{Name: "course", Title: "课程", ForOther: true, Run: browse},
			{Name: "leavecourse", Title: "退课", ForOther: true, Run: leave},
			{Name: "away", Title: "请假", ForOther: true, Run: excuse},
			{Name: "signin", Title: "签到", Run: signIn},
			{Name: "rate", Title: "评课", Run: rate},
			{Name: "rateword", Title: "评课", Run: rateWord},
		},
		Commands: []talk.Command{
			{Words: []string{"课程", "老年大学", "报课", "选课", "报名上课"}, Slash: "/courses", Help: "老年大学，看看、报名", Menu: 4, Flow: "course"},
			{Words: []string{"我的课程", "我的课", "我报的课", "我报的课程", "课表"}, Slash: "/mycourses", Help: "报了哪些，什么时候上", ForOther: true, Do: mineOnly},
			{Words: []string{"我的课费", "交课费", "我要交课费"}, Slash: "/myfees", Help: "交了没有", ForOther: true, Do: myFees},
			{Words: []string{"退课", "退掉课程"}, Slash: "/leavecourse", Help: "报了又不上了", Undoes: "不上课了", Flow: "leavecourse"},
			{Words: []string{"签到"}, Slash: "/signin", Help: "到了教室，报一声", Rest: true, Do: signWord},
			{Words: []string{"请假", "请个假", "销假"}, Slash: "/away", Help: "有一次不去", Flow: "away"},
			{Words: []string{"评课", "评价课程"}, Slash: "/ratecourse", Help: "给上过的课打分", Flow: "rate"},
		},
		Presses: []talk.Press{{Prefix: course.Prefix, Do: press}},
		Intents: intents(), Open: titles,
	}
}
