package lend

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

const (
	prefix  = "lend"
	dueWait = "lendwait" // the owner was asked, or has promised
	dueBack = "lendback" // the day to give it back
	morning = 9 * time.Hour
)

// lateDays are when the two are told again after the day.
var lateDays = []int{1, 7}

func button(label, verb string, t Thing) bot.Button {
	return bot.Button{Label: label, Token: prefix + ":" + verb + ":" + t.ID()}
}

// of is what the messages about a thing belong to.
func (t Thing) of() string { return prefix + "/" + t.ID() }

// tell tells one of the two how a thing stands now. What waits to be told of it is past.
func tell(tx store.Tx, t Thing, person, whom, text string, buttons []bot.Button) (said string) {
	if person == "" { // they were erased
		return outbox.Fate{State: outbox.Unreachable}.Telling(whom)
	}
	id := outbox.Add(tx, outbox.Via(tx, outbox.Message{
		Person: directory.Resolve(tx, person), Of: t.of(), Same: t.of() + "/" + person, Priority: outbox.Reminder,
		Out: bot.Out{
			Text: text, Buttons: buttons, Title: "邻里借还",
			Fields: []bot.Field{{Name: "东西", Value: t.What}, {Name: "提醒", Value: text}},
		},
	}, t.By))
	return outbox.FateOf(tx, id).Telling(whom)
}

func tellOwner(tx store.Tx, t Thing, text string, buttons ...bot.Button) (said string) {
	return tell(tx, t, t.Owner, "主人", text, buttons)
}

func tellBorrower(tx store.Tx, t Thing, text string, buttons ...bot.Button) (said string) {
	return tell(tx, t, t.Borrower, "对方", text, buttons)
}

// nameOf is what a neighbour is called: 李大山（桂花苑5栋）.
func nameOf(tx store.Reader, id string) string {
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, id))
	name := who.Name
	if name == "" {
		name = "一位邻居"
	}
	if at := buildingOf(tx, who); at != "" {
		name += "（" + at + "）"
	}
	return name
}

func buildingOf(tx store.Reader, who directory.Person) string {
	for _, tie := range who.Ties {
		if b, ok := directory.Enclosing(tx, tie.Home, directory.Building); ok {
			return directory.FullName(tx, b.ID)
		}
	}
	return ""
}

func (t Thing) askedWords(tx store.Reader) string {
	if t.Days == 0 {
		return nameOf(tx, t.Borrower) + t.forWords(tx) + "想要您的「" + t.What + "」。"
	}
	return fmt.Sprintf("%s%s想借您的「%s」，借%d天。", nameOf(tx, t.Borrower), t.forWords(tx), t.What, t.For)
}

// forWords says who asks for the borrower, if they do not themselves.
func (t Thing) forWords(tx store.Reader) string {
	if t.By == "" {
		return ""
	}
	return "（" + nameOf(tx, t.By) + "代办）"
}

func (t Thing) agreedWords(tx store.Reader, owner directory.Person, words string) string {
	text := nameOf(tx, t.Owner) + "答应借给您「" + t.What + "」了。"
	if t.Days == 0 {
		text = nameOf(tx, t.Owner) + "答应把「" + t.What + "」送给您了。"
	}
	text += "\n他说：「" + words + "」"
	if t.Phone && owner.Phone != "" {
		text += "\n他的手机：" + owner.Phone
	}
	return text
}

// waited is an owner who has not answered in two days, or not said whether what was
// promised was handed over.
func waited(tx store.Tx, e agenda.Entry) error {
	t, ok := Get(tx, e.Ref)
	switch {
	case !ok || !t.Since.Add(answerTime).Equal(e.Due):
	case t.State == Asked:
		tellBorrower(tx, t, "「"+t.What+"」的主人两天没有回，这次没有借成。看别的，回复「借东西」。")
		tellOwner(tx, t, nameOf(tx, t.Borrower)+"想要「"+t.What+"」，等了两天，就不再等您了。不想再借，回复「我的东西」。")
		put(tx, t, Offered)
	case t.State == Promised:
		tellOwner(tx, t, "「"+t.What+"」给"+nameOf(tx, t.Borrower)+"了吗？", button("交给他了", "hand", t), button("没给成", "fail", t))
	}
	return nil
}

// dueDay is the morning of the day to give a thing back, and the mornings after it.
func dueDay(tx store.Tx, e agenda.Entry) error {
	t, ok := Get(tx, e.Ref)
	if !ok || t.State != Out {
		return nil
	}
	if e.Due.Before(t.Due) { // it was lent for longer since
		return nil
	}
	late := int(e.Due.Sub(t.Due).Hours()) / 24
	switch late {
	case 0:
		tellBorrower(tx, t, "今天该还「"+t.What+"」了。还了请按一下「我还了」。想多用几天，和主人说一声。", button("我还了", "said", t))
	default:
		tellBorrower(tx, t, fmt.Sprintf("「%s」过了还的日子%d天了。用完请还给主人。", t.What, late), button("我还了", "said", t))
		tellOwner(tx, t, fmt.Sprintf("借给%s的「%s」，过了还的日子%d天，还没有还。", nameOf(tx, t.Borrower), t.What, late),
			button("收到了", "back", t), button("再借一周", "more", t), button("找不到了", "lost", t))
	}
	for _, day := range lateDays {
		if late < day {
			agenda.Set(tx, t.Due.AddDate(0, 0, day).Add(morning), dueBack, t.ID())
			break
		}
	}
	return nil
}
