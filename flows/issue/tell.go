package issue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/meaning/wording"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/store"
)

// Subject names an issue in a sentence to staff.
func Subject(i Issue) string { return i.No + "「" + i.Title() + "」" }

// Short is its number as staff say it: 15.
func Short(i Issue) string {
	_, n, _ := strings.Cut(i.No, "-")
	return strings.TrimLeft(n, "0")
}

// byWhen says a day, or an hour where it is not the end of a working day.
func byWhen(t time.Time) string {
	if t.Sub(bot.Midnight(t)) == closing {
		return bot.Day(t)
	}
	return bot.Moment(t)
}

// By is the day that was promised, in words.
func By(i Issue) string { return byWhen(i.Due) }

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
	if i.HasEnded() {
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
	out.Title, out.Aside = title, !i.HasEnded() // then it is asked how it was
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

// tellStaff sends to each of the people but one, who did it. The street is told at once
// only of what cannot wait; the rest it reads in the morning.
func tellStaff(tx store.Tx, i Issue, people []directory.Person, except string, out bot.Out) {
	out.Aside = true
	for _, p := range people {
		switch {
		case p.ID == except:
		case i.Urgent && i.Live():
			ring(tx, i, p, out)
		case roleFor(p, i) == directory.StreetStaff:
		default:
			send(tx, outbox.Message{Person: p.ID, Out: out, Priority: outbox.Reminder, Of: "issue/" + i.No})
		}
	}
}

// ring reaches somebody on every channel they have.
func ring(tx store.Tx, i Issue, p directory.Person, out bot.Out) {
	m := outbox.Message{Person: p.ID, Out: out, Priority: outbox.Urgent, Of: "issue/" + i.No}
	accounts := directory.AccountsOf(tx, p.ID)
	if len(accounts) < 2 {
		send(tx, m)
		return
	}
	for _, a := range accounts {
		if !a.Gone {
			m.To = bot.Address{Channel: a.Channel, Chat: a.Chat}
			send(tx, m)
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
	if i.Giver != "" {
		out.Text += "\n不归您办，回复「不接 " + Short(i) + " 原因」。"
	}
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
		"反映人：" + ReporterName(tx, i),
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

// tellReopened tells who closed it, and those who have it now.
func tellReopened(tx store.Tx, i Issue, why talk.Told, before []directory.Person) {
	e := Event{Act: Reopen, Text: why.Text, Photo: why.Photo}
	text := joined([]string{Subject(i) + "重新打开了。", e.line("反映人", false), dueLine(i, tx.Now())})
	if _, has := HandlerOf(tx, i); has {
		tellStaff(tx, i, inCharge(tx, i), "", bot.Out{Text: text, Buttons: Working(i)})
		return
	}
	tellStaff(tx, i, before, "", bot.Out{Text: joined([]string{Subject(i) + "，反映人说没有解决，报给" + directory.RoleName(i.Role) + "了。", e.line("反映人", false)}), Buttons: see(i)})
	tellStaff(tx, i, atOnce(tx, i.Role, i.Spot.Place), "", bot.Out{Text: text, Buttons: takeIt(i)})
}

func tellTaken(tx store.Tx, i Issue, who directory.Person) {
	phone := ""
	if i.Urgent {
		if dial := contact.Dial(tx, i.Spot.Place, i.Role); dial != "" {
			phone = "\n" + directory.RoleName(i.Role) + "电话" + dial
		}
	}
	tellReporter(tx, i, "有人来办了", bot.Out{
		Text: who.In(i.Role) + "来办" + yours(i) + "了。" + phone, Buttons: FollowUp(i),
	})
}

func tellAnswer(tx store.Tx, i Issue, who directory.Person, text string, mends bool) {
	lead := who.In(i.Role) + "答复了" + yours(i) + "：\n"
	if mends {
		lead = "【更正】" + yours(i) + "，前面的答复不对，以这次为准。\n" + who.In(i.Role) + "："
	}
	sayToReporter(tx, i, "有答复了", bot.Out{
		Text: lead + text, Buttons: FollowUp(i),
	})
}

func tellHanded(tx store.Tx, i Issue, who directory.Person, note string) {
	from := who.In(roleFor(who, i))
	sayToReporter(tx, i, "转给别人办", bot.Out{
		Text:    from + "把" + yours(i) + "转给了" + directory.RoleName(i.Role) + "接着办。\n" + note,
		Buttons: FollowUp(i),
	})
	tellPassed(tx, i, from+"转来一件：\n"+note+"\n\n")
}

// tellPassed lets those of the role that has an issue now know of it; they can refuse
// what was handed to them.
func tellPassed(tx store.Tx, i Issue, lead string) {
	people := atOnce(tx, i.Role, i.Spot.Place)
	if i.Urgent {
		people = newsFor(tx, i)
	}
	tellNews(tx, i, people, lead)
}

func tellClosed(tx store.Tx, i Issue, who directory.Person, end Ending) {
	cost := ""
	if end.Cost > 0 {
		cost = "花费：" + Yuan(end.Cost)
	}
	sayToReporter(tx, i, "办好了，请您看看", bot.Out{
		Text:  joined([]string{yours(i) + "办好了。", who.In(i.Role) + "：" + end.Text, cost}) + "\n\n" + isSolved,
		Photo: end.Shown, Buttons: solvedOrNot(i), Thanks: thankFor(i),
	})
}

// tellLate tells the reporter that a day passed. Staff read of it in the morning.
func tellLate(tx store.Tx, i Issue, up string, late bool) {
	lead := "对不起，" + yours(i) + "到今天还没有办好。"
	more := "已经又催了，有了消息马上告诉您。"
	if !late {
		lead = yours(i) + "还没有人接手。"
	}
	switch {
	case up != "" && !late && !i.Urgent:
		more = "\n已经报给" + directory.RoleName(up) + "，答复的日子不变，最晚" + byWhen(i.Due) + "。"
	case up != "" && i.Urgent:
		more = "\n已经报给" + directory.RoleName(up) + "，正在叫他们。"
	case up != "":
		more = "\n已经报给" + directory.RoleName(up) + "，最晚" + byWhen(i.Due) + "答复您。"
	}
	tellReporter(tx, i, "在催了", bot.Out{Text: lead + more, Buttons: FollowUp(i)})
}

// callAgain rings those who have what cannot wait now, and those who had it.
func callAgain(tx store.Tx, i Issue, who string, before []directory.Person) {
	tellNews(tx, i, distinct(slices.Concat(newsFor(tx, i), before)), "还没有人办，再叫一遍："+who+"没有回应。\n")
}

func tellNudged(tx store.Tx, i Issue) {
	p, _ := HandlerOf(tx, i)
	who := p.In(roleFor(p, i))
	if i.State == Outside {
		who = i.Dept
	}
	tellReporter(tx, i, "在催了", bot.Out{
		Text: "对不起，" + who + "说好办" + yours(i) + "的日子过了，已经去催了。" + byWhen(i.Next) + "还没有消息，就报给上一级。", Buttons: FollowUp(i),
	})
	if i.Urgent {
		tellStaff(tx, i, inCharge(tx, i), "", bot.Out{Text: Subject(i) + "说好的时间过了，办好了吗？", Buttons: Working(i)})
	}
}

func tellArrived(tx store.Tx, i Issue, who directory.Person) {
	tellReporter(tx, i, "到现场了", bot.Out{Text: who.In(i.Role) + "到现场了，在办" + yours(i) + "。", Buttons: FollowUp(i)})
}

func tellRefused(tx store.Tx, i Issue, who directory.Person, why string) {
	by := who.In(roleFor(who, i))
	tellReporter(tx, i, "换人办", bot.Out{
		Text: by + "说" + yours(i) + "不该他们办，交回给" + directory.RoleName(i.Role) + "，答复的日子不变。", Buttons: FollowUp(i),
	})
	tellPassed(tx, i, by+"不接，退回一件：\n"+why+"\n\n")
}

func tellHelped(tx store.Tx, i Issue, who directory.Person, why string) {
	by := who.In(roleFor(who, i))
	tellReporter(tx, i, "请上级一起办", bot.Out{
		Text: by + "办" + yours(i) + "遇到了难处，请" + directory.RoleName(i.Role) + "接着办，答复的日子不变。", Buttons: FollowUp(i),
	})
	tellPassed(tx, i, by+"求助：\n"+why+"\n\n")
}

func tellWaits(tx store.Tx, i Issue, who directory.Person) {
	tellReporter(tx, i, "等外单位", bot.Out{
		Text: yours(i) + "要等" + i.Dept + "来办，" + byWhen(i.Due) + "有结果。\n" + who.In(i.Role) + "盯着，到时候告诉您。", Buttons: FollowUp(i),
	})
}

func tellReferred(tx store.Tx, i Issue, who directory.Person) {
	tellReporter(tx, i, "归别处管", bot.Out{
		Text:    yours(i) + "，我们这里管不了。" + who.In(i.Role) + "告诉您：\n" + i.Dept + "\n\n" + isSolved,
		Buttons: solvedOrNot(i), Thanks: thankFor(i),
	})
}

func tellJoined(tx store.Tx, i, other Issue) {
	tellReporter(tx, i, "一起办", bot.Out{
		Text: yours(i) + "，这件已经有人报过，一起办，" + byWhen(other.Due) + "答复。办好了一样告诉您。", Buttons: []bot.Button{Button("看进展", "mine", i)},
	})
}

func tellExtended(tx store.Tx, i Issue, who directory.Person, why string) {
	tellReporter(tx, i, "要多些日子", bot.Out{
		Text: yours(i) + "不好办，要多些日子，最晚" + byWhen(i.Due) + "答复您。\n" + who.In(i.Role) + "：" + why, Buttons: FollowUp(i),
	})
}

func tellCalled(tx store.Tx, i Issue, who directory.Person, before []directory.Person) {
	tellReporter(tx, i, "重新在办", bot.Out{
		Text: "听您说「" + i.Title() + "」（" + i.No + "）还没有办好，" + directory.RoleName(i.Role) + "接着办，最晚" + byWhen(i.Due) + "答复您。", Buttons: FollowUp(i),
	})
	tellStaff(tx, i, before, who.ID, bot.Out{Text: Subject(i) + "，" + who.In(roleFor(who, i)) + "回访说没有办好，重新打开了。", Buttons: see(i)})
	tellPassed(tx, i, "回访没有办好：\n")
}
