// Package meaningtest is a few intents for tests of those who tell intents apart. What
// the capabilities of the program bring is tried out in the program.
package meaningtest

import "yishi/bot/meaning"

var (
	lights   = meaning.NewList("lights", []string{"灯", "路灯"})
	lifts    = meaning.NewList("lifts", []string{"电梯"})
	wrong    = meaning.NewList("wrong", []string{"坏", "坏了", "又坏了", "不亮", "太暗", "报修"})
	fires    = meaning.NewList("fires", []string{"着火", "着火了", "困在电梯"})
	feared   = meaning.NewList("feared", []string{"怕", "上次"})
	votes    = meaning.NewList("votes", []string{"投票"})
	asked    = meaning.NewList("asked", []string{"活动"})
	signs    = meaning.AskingFor("signs", []string{"报名"})
	events   = meaning.Things("events", []string{"义诊", "讲座"})
	courses  = meaning.Things("courses", []string{"太极", "太极班", "摄影"})
	opens    = meaning.NewList("opens", []string{"开个投票", "发起投票"})
	notifies = meaning.NewList("notifies", []string{"发通知"})
	hellos   = meaning.NewList("hellos", []string{"怎么用"})
)

// Rules tell the intents apart by their lists alone.
func Rules() *meaning.Rules { return meaning.NewRules(Intents()).WordsAlone() }

// Intents are issue, poll, notice, signup, course, help, and two of staff.
func Intents() []meaning.Intent {
	list := func(l ...*meaning.List) []*meaning.List { return l }
	return []meaning.Intent{
		{
			Name: "issue", Means: "反映问题", Example: "楼下的灯坏了", Words: list(lights, lifts, wrong, fires, feared), Score: trouble, Alarm: alarm, Sort: kind,
			Kinds: []meaning.Kind{{Key: "lighting", Name: "照明"}, {Key: "lift", Name: "电梯"}, {Key: "other", Name: "其他"}},
		},
		{Name: "poll", Means: "要投票", Words: list(votes), Score: voting, Pool: meaning.Voted, Called: "投票"},
		{Name: "notice", Means: "问活动", Words: list(asked, events), Score: asking, Pool: meaning.Joined, Called: "活动"},
		{Name: "signup", Means: "要报名", Words: list(signs), Score: signing, Pool: meaning.Joined},
		{Name: "course", Means: "想上课", Words: list(courses), Score: learning, Pool: meaning.Joined},
		{Name: "help", Means: "打招呼", Words: list(hellos), Weight: 2, Greets: true},
		{Name: "staff-poll", Means: "发起投票", Staff: true, Words: list(opens), Weight: 4},
		{Name: "staff-notice", Means: "发通知", Staff: true, Words: list(notifies), Weight: 4},
	}
}

func trouble(s meaning.Said) int {
	if n := 3*s.Count(wrong) + 4*s.Count(fires); n > 0 {
		return n + s.Count(lights, lifts)
	}
	return 0
}

func alarm(s meaning.Said) (a meaning.Alarm) {
	if s.Count(fires) > 0 && s.Count(feared) == 0 {
		a = meaning.Alarm{Urgent: true, Sure: true, Call: "119"}
	}
	return a
}

func kind(s meaning.Said) string {
	switch {
	case s.Count(lights) > 0:
		return "lighting"
	case s.Count(lifts) > 0:
		return "lift"
	}
	return "other"
}

func voting(s meaning.Said) int { return 3*s.Count(votes) + 2*s.Title(meaning.Voted) }

func asking(s meaning.Said) int {
	return 3*s.Count(asked) + 2*(s.Count(events)+s.Title(meaning.Joined)) + s.Question()
}

func signing(s meaning.Said) int {
	if s.Asking() == 0 {
		return 0
	}
	return 3*s.Count(signs) + 2*(s.Count(events)+s.Title(meaning.Joined))
}

func learning(s meaning.Said) int {
	if s.Count(courses) == 0 {
		return 0
	}
	return 2*s.Count(courses) + 3*s.Asking() + s.Question()
}
