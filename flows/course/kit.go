package course

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// kit is the capability with what it was given.
type kit struct{ codes Codes }

// Kit is what courses bring into the house.
func Kit() house.Kit { return KitWith(RandomCodes) }

// RandomCodes draws four digits that do not follow from anything.
func RandomCodes(store.Tx) string {
	n, err := rand.Int(rand.Reader, big.NewInt(9000))
	if err != nil {
		panic(err) // never: https://pkg.go.dev/crypto/rand#Read
	}
	return strconv.FormatInt(n.Int64()+1000, 10)
}

// KitWith is Kit with another source of codes, for transcripts that are to be
// the same every time.
func KitWith(codes Codes) house.Kit {
	k := kit{codes}
	return house.Kit{
		Flows: []*talk.Flow{
			{Name: "course", Title: "课程", Run: browse},
			{Name: "leavecourse", Title: "退课", Run: leave},
			{Name: "away", Title: "请假", Run: excuse},
			{Name: "signin", Title: "签到", Run: signIn},
			{Name: "rate", Title: "评课", Run: rate},
			{Name: "rateword", Title: "评课", Run: rateWord},
			{Name: "newterm", Title: "新学期", Run: newTerm, Tells: true},
			{Name: "terms", Title: "管课程", Run: manage, Tells: true},
			{Name: "addcourse", Title: "加课程", Run: addCourse, Tells: true},
			{Name: "editcourse", Title: "改课程", Run: editCourse, Tells: true},
			{Name: "coursevote", Title: "课程投票", Run: startVote},
			{Name: "opencourse", Title: "定课程", Run: openCourses},
			{Name: "fewcourse", Title: "处理课程", Run: fewPupils},
			{Name: "coursefee", Title: "收课费", Run: collect},
			{Name: "skipclass", Title: "停课", Run: skipClass, Tells: true},
			{Name: "changeclass", Title: "调课", Run: changeClass, Tells: true},
			{Name: "termdates", Title: "改日期", Run: changeDates},
			{Name: "stopcourse", Title: "停办", Run: stopOrRevive, Tells: true},
			{Name: "dropterm", Title: "不办这一期", Run: dropTerm},
			{Name: "changelist", Title: "管学员", Run: changeList, Tells: true},
			{Name: "roll", Title: "点名册", Run: rollCall},
		},
		Commands: []talk.Command{
			{Words: []string{"课程", "老年大学", "报课", "选课", "报名上课"}, Slash: "/courses", Help: "老年大学：看课程、报名", Flow: "course"},
			{Words: []string{"我的课程", "我的课", "我报的课", "我报的课程", "课表"}, Slash: "/mycourses", Help: "我报的课", Do: mineOnly},
			{Words: []string{"我的课费", "交课费", "我要交课费"}, Slash: "/myfees", Help: "我的课费：交了没有", Do: myFees},
			{Words: []string{"退课", "退掉课程"}, Slash: "/leavecourse", Flow: "leavecourse"},
			{Words: []string{"签到"}, Slash: "/signin", Help: "上课签到", Rest: true, Do: signWord},
			{Words: []string{"请假", "请个假", "销假"}, Slash: "/away", Help: "上课请假", Flow: "away"},
			{Words: []string{"评课", "评价课程"}, Slash: "/ratecourse", Flow: "rate"},
			{Words: []string{"管课程", "课程管理", "办班", "老年大学管理"}, Slash: "/terms", Help: "老年大学：列课、投票、开班", Flow: "terms", For: runs},
			{Words: []string{"新学期", "开新学期"}, Slash: "/newterm", Help: "开一个新学期", Flow: "newterm", For: runs},
			{Words: []string{"加课程", "加一门课", "录课程"}, Slash: "/newcourse", Flow: "addcourse", For: runs},
			{Words: []string{"收课费", "课费", "收费"}, Slash: "/coursefee", Help: "记谁交了课费", Flow: "coursefee", For: runs},
			{Words: []string{"点名册", "点名", "出勤"}, Slash: "/roll", Help: "看谁来上课了", Flow: "roll", For: runs},
			{Words: []string{"停课", "停一次课"}, Slash: "/skipclass", Help: "停一次课", Flow: "skipclass", For: runs},
			{Words: []string{"调课", "改上课时间", "恢复上课", "照常上课"}, Slash: "/changeclass", Help: "调课：改时间，停了又上", Flow: "changeclass", For: runs},
			{Words: []string{"改日期", "改报名时间", "改截止", "改开课日"}, Slash: "/termdates", Help: "改报名截止、开课日", Flow: "termdates", For: runs},
			{Words: []string{"停办", "停办课程", "取消课程", "恢复课程", "加开课程"}, Slash: "/stopcourse", Help: "停办一门课，或者恢复", Flow: "stopcourse", For: runs},
			{Words: []string{"管学员", "学员", "加学员", "退学员", "换课"}, Slash: "/pupils", Help: "给人报课、退课、换课", Flow: "changelist", For: runs},
		},
		Presses: []talk.Press{{Prefix: prefix, Do: press}},
		Due: map[string]agenda.Handler{
			dueVote: voteDue, dueTell: tellDue, dueDeadline: deadlineDue, dueSettle: settleDue,
			dueClass: k.classDue, dueOver: overDue, dueRated: ratedDue, dueFee: feeDue,
		},
	}
}

func runs(p directory.Person) bool { return len(directory.PlacesOf(p, directory.OpenPoll)) > 0 }

// myFees tells somebody what their courses cost them.
func myFees(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("请到私聊里办。")
	}
	call.Say(bot.Out{Text: fees(call.Tx, call.Who)})
	return nil
}

// press is a button of a course.
func press(call *talk.Call, rest string) error {
	what, id, _ := strings.Cut(rest, ":")
	if call.Group {
		return bot.Refuse("请到私聊里办。")
	}
	switch what {
	case "show":
		call.Start("course", of(id))
	case "open":
		call.Start("opencourse", of(id))
	case "add":
		call.Start("addcourse", of(id))
	case "term":
		call.Start("terms", of(id))
	case "few":
		call.Start("fewcourse", of(id))
	case "leave":
		call.Start("leavecourse", of(id))
	case "along":
		return alongPressed(call, id)
	case "away", "come":
		return awayPressed(call, id, what == "away")
	case "rate":
		return ratePressed(call, id)
	default:
		return bot.Refuse("这个按钮已经不能用了。")
	}
	return nil
}

func of(id string) talk.Given {
	if id == "" {
		return nil
	}
	return talk.Given{talk.Of: id}
}

// leftWords says goodbye to somebody who has left a course.
func leftWords(c Course, before Standing) string {
	if before == Waiting {
		return fmt.Sprintf("好的，「%s」不排队了。", c.Name)
	}
	return fmt.Sprintf("好的，「%s」给您退了，不用交费。要是有人在排队，位子会给下一位。", c.Name)
}

func alongPressed(call *talk.Call, rest string) error {
	id, yes, _ := strings.Cut(rest, "/")
	into, p, err := Along(call.Tx, call.Who, id, yes == "y")
	if err != nil {
		return err
	}
	text := fmt.Sprintf("好的，不去「%s」。您不用交费。", into.Name)
	switch {
	case yes == "y" && p.State == In:
		text = fmt.Sprintf("好的，给您报上「%s」了，报名号%s。课费定了再告诉您。", into.Name, ticket(into, p))
	case yes == "y":
		text = fmt.Sprintf("「%s」名额满了，您在排队，报名号%s。", into.Name, ticket(into, p))
	}
	call.Say(bot.Out{Text: text})
	return nil
}

func awayPressed(call *talk.Call, ref string, away bool) error {
	c, week, ok := readRef(call.Tx, ref)
	if !ok {
		return bot.Refuse("这次课已经过去了。")
	}
	k, err := Excuse(call.Tx, call.Who, c.ID(), week, away)
	if err != nil {
		return err
	}
	out := bot.Out{Text: excusedWords(c, k, away)}
	if away {
		out.Buttons = []bot.Button{{Label: "又能去了", Token: token("come", ref), Wide: true}}
	}
	call.Say(out)
	return nil
}

func excusedWords(c Course, k Class, away bool) string {
	if away {
		return fmt.Sprintf("好的，「%s」%s的课给您请假了。", c.Name, bot.Moment(k.At))
	}
	return fmt.Sprintf("好的，「%s」%s的课，等您来。", c.Name, bot.Moment(k.At))
}

func ratePressed(call *talk.Call, rest string) error {
	id, digit, _ := strings.Cut(rest, "/")
	score, _ := strconv.Atoi(digit)
	if _, err := Rate(call.Tx, call.Who, id, score); err != nil {
		return err
	}
	call.Start("rateword", of(id))
	return nil
}

// signWord is 签到, with the code or without.
func signWord(call *talk.Call) error {
	given := talk.Given{}
	if code := digits(call.Rest); code != "" && !call.Group {
		given["code"] = code
	}
	call.Start("signin", given)
	return nil
}
