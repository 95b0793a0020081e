package issue

import (
	"strconv"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// Subject names an issue in a sentence to staff.
func Subject(i Issue) string { return i.No + "「" + i.Title() + "」" }

// yours names an issue in a sentence to its reporter.
func yours(i Issue) string { return "您反映的「" + i.Title() + "」（" + i.No + "）" }

// PressPrefix marks the buttons under messages about issues: "issue:take:26-0007".
const PressPrefix = "issue"

// Button is one under a message about an issue.
func Button(label, do string, i Issue) bot.Button {
	return bot.Button{Label: label, Token: PressPrefix + ":" + do + ":" + i.No}
}

// see leads staff to the issue.
func see(i Issue) []bot.Button { return []bot.Button{Button("看详情", "see", i)} }

// takeIt is for staff who may take it.
func takeIt(i Issue) []bot.Button {
	return append([]bot.Button{Button("接手", "take", i)}, see(i)...)
}

// Working is for the one who has taken it.
func Working(i Issue) []bot.Button {
	return []bot.Button{Button("答复", "answer", i), Button("办结", "close", i), Button("转交", "hand", i), Button("看详情", "see", i)}
}

// FollowUp is what a reporter can do while it goes on.
func FollowUp(i Issue) []bot.Button {
	return []bot.Button{Button("补充", "add", i), Button("撤回", "drop", i), Button("看进展", "mine", i)}
}

// isSolved is the question whether it is, and what can be answered.
const isSolved = "办好了吗？"

func solvedOrNot(i Issue) []bot.Button {
	return []bot.Button{Button("好了", "solved", i), Button("没好", "unsolved", i)}
}

// Stars asks how it was done.
const Stars = "满意吗？1分最差，5分最好。"

// HowWas asks for the stars; lead goes before.
func HowWas(i Issue, lead string) bot.Out {
	out := bot.Out{Text: lead + Stars, Thanks: thankFor(i)}
	for n, words := range Ratings() {
		out.Buttons = append(out.Buttons, Button(words, "rate"+strconv.Itoa(n+1), i))
	}
	return out
}

// Ask asks again whether it is solved; lead goes before.
func Ask(i Issue, lead string) bot.Out {
	return bot.Out{Text: lead + "「" + i.Title() + "」" + isSolved, Buttons: solvedOrNot(i), Thanks: thankFor(i)}
}

// thankFor is what thanks for the news of an ended issue call.
func thankFor(i Issue) string { return Button("", "thanks", i).Token }

// asking marks the messages that ask whether an issue is solved.
func asking(i Issue) string { return "issue/" + i.No + "/solved" }

// tellReporter tells how it goes on.
func tellReporter(tx store.Tx, i Issue, title string, out bot.Out) {
	of := "issue/" + i.No
	if i.State == Closed {
		of = asking(i)
	}
	toReporter(tx, i, of, title, out)
}

// sayToReporter passes on what somebody has written, which they can take back.
func sayToReporter(tx store.Tx, i Issue, title string, out bot.Out) {
	toReporter(tx, i, i.Said, title, out)
}

// toReporter sends to the chat where it was reported, if that is still theirs; what was
// reported for them, to who did that, too.
func toReporter(tx store.Tx, i Issue, of, title string, out bot.Out) {
	to := i.Chat
	a, ok := directory.GetAccount(tx, to.Channel, to.Chat)
	if !ok || directory.Resolve(tx, i.Reporter) != directory.Resolve(tx, a.Person) {
		to = bot.Address{}
	}
	out.Title, out.Aside = title, i.State != Closed // then it is asked how it was
	out.Fields = []bot.Field{{Name: "编号", Value: i.No}, {Name: "事项", Value: i.Title()}, {Name: "进展", Value: i.State.Words()}}
	m := outbox.Message{To: to, Person: directory.Resolve(tx, i.Reporter), Out: out, Priority: outbox.Reminder, Of: of}
	if by, known := directory.GetPerson(tx, directory.Resolve(tx, i.By)); known && reportedFor(tx, by, i) {
		whose, _ := directory.GetPerson(tx, m.Person)
		other := m
		other.To, other.Person = i.Chat, by.ID
		if directory.Resolve(tx, a.Person) != by.ID {
			other.To = bot.Address{}
		}
		other.Out.Text = "【您替" + whose.Name + "反映的】\n" + out.Text
		send(tx, other)
		if len(directory.AccountsOf(tx, m.Person)) == 0 {
			return
		}
	}
	send(tx, m)
}

// tellStaff sends to each of the people but one, who did it.
func tellStaff(tx store.Tx, i Issue, people []directory.Person, except string, out bot.Out) {
	priority := outbox.Reminder
	out.Aside = true
	if i.Urgent && i.Live() {
		priority = outbox.Urgent
	}
	for _, p := range people {
		if p.ID != except {
			send(tx, outbox.Message{Person: p.ID, Out: out, Priority: priority, Of: "issue/" + i.No})
		}
	}
}

// send puts a message into the outbox; about the past nobody is told.
func send(tx store.Tx, m outbox.Message) {
	if _, longAgo := tx.(past); !longAgo {
		outbox.Add(tx, m)
	}
}

// tellNews lets those responsible know of an issue they can take; who may only
// look sees no button to take it.
func tellNews(tx store.Tx, i Issue, people []directory.Person, lead string) {
	out := bot.Out{Text: lead + News(tx, i)}
	for _, p := range people {
		out.Buttons = see(i)
		if May(p, directory.HandleIssue, i) {
			out.Buttons = takeIt(i)
		}
		tellStaff(tx, i, []directory.Person{p}, i.Reporter, out)
	}
}

// News is an issue in a few lines.
func News(tx store.Reader, i Issue) string {
	head := "新诉求 " + i.No
	if i.Urgent {
		head = "【紧急】" + head
	}
	return joined([]string{
		head + "（" + KindName(i.Category) + "）",
		wording.Short(i.What, 200),
		"地点：" + whereWords(tx, i.Spot),
		"反映人：" + reporterName(tx, i),
		dueLine(i, tx.Now()),
		othersLine(tx, i),
	})
}

func tellAdded(tx store.Tx, i Issue, more talk.Told) {
	e := Event{Act: Added, Text: more.Text, Photo: more.Photo}
	buttons := see(i)
	if i.Handler == "" {
		buttons = takeIt(i)
	}
	tellStaff(tx, i, inCharge(tx, i), "", bot.Out{Text: Subject(i) + "\n" + e.line("反映人", false), Buttons: buttons})
}

func tellReopened(tx store.Tx, i Issue, why talk.Told) {
	e := Event{Act: Reopen, Text: why.Text, Photo: why.Photo}
	_, has := HandlerOf(tx, i)
	buttons := takeIt(i)
	if has {
		buttons = Working(i)
	}
	text := joined([]string{Subject(i) + "重新打开了。", e.line("反映人", false), dueLine(i, tx.Now())})
	tellStaff(tx, i, inCharge(tx, i), "", bot.Out{Text: text, Buttons: buttons})
}

func tellTaken(tx store.Tx, i Issue, who directory.Person) {
	tellReporter(tx, i, "有人来办了", bot.Out{
		Text: called(who, i.Role) + "来办" + yours(i) + "了。", Buttons: FollowUp(i),
	})
}

func tellAnswer(tx store.Tx, i Issue, who directory.Person, text string, mends bool) {
	lead := called(who, i.Role) + "答复了" + yours(i) + "：\n"
	if mends {
		lead = "【更正】" + yours(i) + "，前面的答复不对，以这次为准。\n" + called(who, i.Role) + "："
	}
	sayToReporter(tx, i, "有答复了", bot.Out{
		Text: lead + text, Buttons: FollowUp(i),
	})
}

func tellHanded(tx store.Tx, i Issue, who directory.Person, note string) {
	from := called(who, roleFor(who, i))
	sayToReporter(tx, i, "转给别人办", bot.Out{
		Text:    from + "把" + yours(i) + "转给了" + directory.RoleName(i.Role) + "接着办。\n" + note,
		Buttons: FollowUp(i),
	})
	tellNews(tx, i, serving(tx, i.Role, i.Spot.Place), from+"转来一件：\n"+note+"\n\n")
}

func tellClosed(tx store.Tx, i Issue, who directory.Person, end Ending) {
	cost := ""
	if end.Cost > 0 {
		cost = "花费：" + Yuan(end.Cost)
	}
	sayToReporter(tx, i, "办好了，请您看看", bot.Out{
		Text:  joined([]string{yours(i) + "办好了。", called(who, i.Role) + "：" + end.Text, cost}) + "\n\n" + isSolved,
		Photo: end.Shown, Buttons: solvedOrNot(i), Thanks: thankFor(i),
	})
}

func tellLate(tx store.Tx, i Issue, who, up string, before []directory.Person) {
	if up == "" {
		tellReporter(tx, i, "还没有答复", bot.Out{
			Text: "对不起，" + yours(i) + "到今天还没有答复。已经催办了，有了消息马上告诉您。", Buttons: FollowUp(i),
		})
		tellStaff(tx, i, before, "", bot.Out{Text: "逾期：" + Subject(i) + "到期没有答复，请尽快办。", Buttons: see(i)})
		return
	}
	role := directory.RoleName(up)
	tellReporter(tx, i, "还没有答复", bot.Out{
		Text:    "对不起，" + yours(i) + "到今天还没有答复。\n已经报给" + role + "，最晚" + bot.Day(i.Due) + "答复您。",
		Buttons: FollowUp(i),
	})
	tellStaff(tx, i, before, "", bot.Out{Text: "逾期：" + Subject(i) + "到期没有答复，已经报给" + role + "。", Buttons: see(i)})
	tellNews(tx, i, serving(tx, up, i.Spot.Place), "逾期上报："+who+"到期没有答复。\n")
}
