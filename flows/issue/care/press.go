package care

import (
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/answer"
	"yishi/bot/meaning/wording"
	"yishi/bot/talk"
	"yishi/flows/issue"
	"yishi/store"
)

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
	i, found := issue.Get(call.Tx, no)
	switch {
	case found && issue.IsReporter(call.Tx, call.Who, i):
		call.Start("mine", talk.Given{"no": no})
	case found && issue.May(call.Who, directory.SeeIssues, i):
		call.Start("work", talk.Given{"no": no})
	default:
		return bot.Refuse("没有查到您反映的这个编号。回复「我报的事」可以看全部。")
	}
	return nil
}

// press does what a button under a message asks, of the reporter or of staff.
func (k kit) press(call *talk.Call, rest string) error {
	do, no, _ := strings.Cut(rest, ":")
	switch do {
	case "take":
		return pressTake(call, no)
	case "unsay":
		return unsay(call, no)
	case "solved":
		return pressSolved(call, no)
	case "thanks":
		return thanked(call, no)
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
	no := issue.LastSaid(call.Tx, call.Who)
	if no == "" {
		return bot.Refuse("没有能收回的：答复、转交、办结发出去1分钟内，才能收回。")
	}
	return unsay(call, no)
}

func unsay(call *talk.Call, no string) error {
	i, how, err := issue.Unsay(call.Tx, call.Who, no)
	if err != nil {
		return err
	}
	call.Say(bot.Out{Text: issue.Subject(i) + "收回了。" + how, Buttons: issue.Working(i)})
	return nil
}

func pressTake(call *talk.Call, no string) error {
	i, err := issue.Take(call.Tx, call.Who, no)
	if err != nil {
		return err
	}
	call.Toast = "您接手了。"
	call.Say(bot.Out{Edit: call.Ref, Text: issue.News(call.Tx, i) + "\n\n您接手了，" + issue.Telling(call.Tx, i) + "。", Buttons: issue.Working(i)})
	return nil
}

// pressWork goes on in the conversation of staff, with the issue chosen.
func pressWork(call *talk.Call, do, no string) error {
	i, ok := issue.Get(call.Tx, no)
	if !ok || !issue.May(call.Who, directory.SeeIssues, i) {
		return directory.ErrNotYours
	}
	given := talk.Given{"no": no}
	if do != "see" {
		if _, err := issue.Workable(call.Tx, call.Who, no); err != nil {
			return err
		}
		given["do"] = do
	}
	call.Start("work", given)
	return nil
}

// pressMine goes on in the conversation of the reporter, with the issue chosen.
func pressMine(call *talk.Call, do, no string) error {
	i, err := issue.Theirs(call.Tx, call.Who, no)
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
func canStill(do string, i issue.Issue) error {
	if do == "unsolved" == (i.HasEnded()) && (do == "unsolved" || i.Live()) {
		return nil
	}
	return bot.Refuse("这件事现在%s。回复「查 %s」看经过。", i.State.Words(), i.No)
}

// pressSolved is 好了: then how it was.
func pressSolved(call *talk.Call, no string) error {
	i, err := issue.Solve(call.Tx, call.Who, no)
	if err != nil {
		return err
	}
	call.Say(issue.HowWas(i, "太好了。"))
	return nil
}

// thanked answers thanks for the news that it was done; if it is not known yet, they say
// whether it was.
func thanked(call *talk.Call, no string) error {
	i, err := issue.Theirs(call.Tx, call.Who, no)
	switch {
	case err != nil || !i.HasEnded() || i.Rating > 0:
		call.Say(bot.Out{Text: "不客气，有事随时说。"})
	case i.Solved:
		call.Say(issue.HowWas(i, "不客气。"))
	default:
		call.Say(issue.Ask(i, "不客气。"))
	}
	return nil
}

// solvedWords are what is said to the question whether it is solved.
var solvedWords = wording.NewVocabulary(issue.SolvedWords(), "伴", "好", "没")

// reads takes words as an answer to whether it is solved, and how it was.
func reads(_ store.Reader, said string, buttons []bot.Button) (token string, read bool) {
	_, rest, _ := strings.Cut(buttons[0].Token, ":")
	do, no, _ := strings.Cut(rest, ":")
	stars := strings.HasPrefix(do, "rate")
	if do != "solved" && !stars {
		return "", false
	}
	rating, rated := answer.Score(said, 5)
	kinds, _ := solvedWords.Cover(said)
	switch {
	case rated && (stars || !kinds["好"] && !kinds["没"]):
		return issue.PressPrefix + ":rate" + strconv.Itoa(rating) + ":" + no, true
	case kinds["没"]:
		return issue.PressPrefix + ":unsolved:" + no, true
	case kinds["好"]:
		return issue.PressPrefix + ":solved:" + no, true
	}
	return "", true
}

func pressRate(call *talk.Call, no, n string) error {
	rating, err := strconv.Atoi(n)
	if err != nil {
		return bot.Refuse("这个按钮已经不能用了。")
	}
	i, err := issue.Rate(call.Tx, call.Who, no, rating)
	if err != nil {
		return err
	}
	call.Toast = "谢谢！"
	call.Say(bot.Out{Edit: call.Ref, Text: thanks(i), Buttons: afterRating(i)})
	return nil
}

func thanks(i issue.Issue) string {
	if i.Rating <= 2 {
		return "「" + i.Title() + "」这件事，您打了" + issue.Score(i.Rating) + "，记下了。让您不满意，对不起。\n要是还没有解决，回复「没解决」，我们接着办。"
	}
	return "谢谢您！「" + i.Title() + "」这件事，您打了" + issue.Score(i.Rating) + "。"
}

func afterRating(i issue.Issue) []bot.Button {
	if i.Rating <= 2 {
		return []bot.Button{issue.Button("没解决", "unsolved", i)}
	}
	return nil
}
