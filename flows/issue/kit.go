package issue

import (
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/talk"
	"yishi/store"
)

// kit is what the conversations need of the house.
type kit struct {
	photo func(tx store.Tx, media string) string // the name of a photo in the files, "" if it is not there yet
}

// Kit brings issues into the house. photo finds the name in the files of what
// somebody sent.
func Kit(photo func(tx store.Tx, media string) string) house.Kit {
	k := kit{photo}
	return house.Kit{
		Flows: []*talk.Flow{
			{Name: "report", Title: "报修", Run: k.report, Tells: true},
			{Name: "mine", Title: "我的诉求", Run: k.mine, Tells: true},
			{Name: "work", Title: "待办", Run: k.work, Tells: true},
		},
		Commands: []talk.Command{
			{Words: []string{"报修", "诉求", "反映问题", "投诉", "我要报修", "我要投诉", "报事", "反映"}, Slash: "/report", Help: "报修、反映问题", Flow: "report"},
			{Words: []string{"我的诉求", "我的报修", "查诉求", "查进展"}, Slash: "/mine", Help: "看我反映的事办到哪里了", Flow: "mine"},
			{Words: []string{"待办", "工单", "看诉求", "待办诉求"}, Slash: "/work", Help: "看待办的诉求", Flow: "work", For: seesIssues},
			{Words: []string{"查", "编号", "查编号"}, Slash: "/find", Do: find, Rest: true},
			{Words: []string{"收回", "撤回答复"}, Slash: "/unsay", Help: "1分钟内收回刚才的答复", Do: unsayLast, For: seesIssues},
		},
		Presses: []talk.Press{{Prefix: pressPrefix, Do: k.press}},
		Due:     map[string]agenda.Handler{dueAnswer: late, dueAsk: ask, dueUnsay: tooLate},
	}
}

func seesIssues(p directory.Person) bool { return len(directory.PlacesOf(p, directory.SeeIssues)) > 0 }

// find looks an issue up by its number: one's own, or as staff. Of others'
// issues nobody learns even that they exist.
func find(call *talk.Call) error {
	if call.Rest == "" {
		call.Start("mine", nil)
		return nil
	}
	no, ok := ReadNumber(call.Rest)
	if !ok {
		return bot.Refuse("编号是这样的：26-0007。回复「查 26-0007」就行。")
	}
	i, found := Get(call.Tx, no)
	switch {
	case found && owns(call.Tx, call.Who, i):
		call.Start("mine", talk.Given{"no": no})
	case found && may(call.Who, directory.SeeIssues, i):
		call.Start("work", talk.Given{"no": no})
	default:
		return bot.Refuse("没有查到您反映的这个编号。回复「我的诉求」可以看全部。")
	}
	return nil
}

// pressPrefix marks the buttons under messages about issues: "issue:take:26-0007".
const pressPrefix = "issue"

// press does what a button under a message asks, of the reporter or of staff.
func (k kit) press(call *talk.Call, rest string) error {
	do, no, _ := strings.Cut(rest, ":")
	switch do {
	case "take":
		return pressTake(call, no)
	case "unsay":
		return unsay(call, no)
	case "see", "answer", "close", "hand":
		return pressWork(call, do, no)
	}
	if n, ok := strings.CutPrefix(do, "rate"); ok {
		return pressRate(call, no, n)
	}
	return pressMine(call, do, no)
}

// unsayLast takes back what somebody has just said to a reporter.
func unsayLast(call *talk.Call) error {
	no := LastSaid(call.Tx, call.Who)
	if no == "" {
		return bot.Refuse("没有能收回的：答复、转交、办结发出去1分钟内，才能收回。")
	}
	return unsay(call, no)
}

func unsay(call *talk.Call, no string) error {
	i, how, err := Unsay(call.Tx, call.Who, no)
	if err != nil {
		return err
	}
	call.Say(bot.Out{Text: subject(i) + "收回了。" + how, Buttons: working(i)})
	return nil
}

func pressTake(call *talk.Call, no string) error {
	i, err := Take(call.Tx, call.Who, no)
	if err != nil {
		return err
	}
	call.Toast = "您接手了。"
	call.Say(bot.Out{Edit: call.Ref, Text: news(call.Tx, i) + "\n\n您接手了，反映人已经知道。", Buttons: working(i)})
	return nil
}

// pressWork goes on in the conversation of staff, with the issue chosen.
func pressWork(call *talk.Call, do, no string) error {
	i, ok := Get(call.Tx, no)
	if !ok || !may(call.Who, directory.SeeIssues, i) {
		return bot.Refuse("这件事不归您管，请交给负责的人。")
	}
	given := talk.Given{"no": no}
	if do != "see" {
		if _, err := workable(call.Tx, call.Who, no); err != nil {
			return err
		}
		given["do"] = do
	}
	call.Start("work", given)
	return nil
}

// pressMine goes on in the conversation of the reporter, with the issue chosen.
func pressMine(call *talk.Call, do, no string) error {
	i, err := own(call.Tx, call.Who, no)
	if err != nil {
		return err
	}
	given := talk.Given{"no": no}
	if do != "mine" {
		if err := canStill(do, i); err != nil {
			return err
		}
		given["do"] = do
	}
	call.Start("mine", given)
	return nil
}

// canStill refuses what an old button asks of an issue that has gone on since.
func canStill(do string, i Issue) error {
	if do == "unsolved" == (i.State == Closed) && (do == "unsolved" || i.Live()) {
		return nil
	}
	return bot.Refuse("这件事现在%s。回复「查 %s」看经过。", stateWords(i.State), i.No)
}

func pressRate(call *talk.Call, no, n string) error {
	rating, err := strconv.Atoi(n)
	if err != nil {
		return bot.Refuse("这个按钮已经不能用了。")
	}
	i, err := Rate(call.Tx, call.Who, no, rating)
	if err != nil {
		return err
	}
	call.Toast = "谢谢！"
	call.Say(bot.Out{Edit: call.Ref, Text: thanks(i), Buttons: afterRating(i)})
	return nil
}

func thanks(i Issue) string {
	if i.Rating <= 2 {
		return "您给「" + i.Title() + "」打了" + score(i.Rating) + "，记下了。让您不满意，对不起。\n要是还没有解决，回复「没解决」，我们接着办。"
	}
	return "谢谢您！您给「" + i.Title() + "」打了" + score(i.Rating) + "。"
}

func afterRating(i Issue) []bot.Button {
	if i.Rating <= 2 {
		return []bot.Button{button("没解决", "unsolved", i)}
	}
	return nil
}
