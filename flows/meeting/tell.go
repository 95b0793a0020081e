package meeting

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
	prefix     = "meeting"
	dueRemind  = "meetremind"  // the evening before
	dueMinutes = "meetminutes" // it is over: what was decided?
	dueAgain   = "meetagain"   // of one held every month: a week before

	minutesAfter = 3 * time.Hour
)

func button(label, verb string, m Meeting) bot.Button {
	return bot.Button{Label: label, Token: prefix + ":" + verb + ":" + m.ID()}
}

func (m Meeting) of() string { return prefix + "/" + m.ID() }

// tell tells somebody of the table something.
func tell(tx store.Tx, m Meeting, person, text string, buttons ...bot.Button) {
	if person == "" { // they were erased
		return
	}
	outbox.Add(tx, outbox.Message{
		Person: directory.Resolve(tx, person), Of: m.of(), Priority: outbox.Reminder,
		Out: bot.Out{
			Text: text, Buttons: buttons, Title: m.Name,
			Fields: []bot.Field{{Name: "会议", Value: m.Name}, {Name: "时间", Value: bot.Moment(m.At)}, {Name: "地点", Value: m.Where}},
		},
	})
}

func comeOrNot(m Meeting) []bot.Button {
	return []bot.Button{button("我去", "y", m), button("去不了", "n", m)}
}

func invite(tx store.Tx, m Meeting) {
	for _, s := range m.Seats {
		tell(tx, m, s.Person, called(tx, m.By, roleAt(tx, m))+"请您开会。\n\n"+m.bill(tx)+"\n\n您来吗？", comeOrNot(m)...)
	}
}

func tellOff(tx store.Tx, m Meeting, why string) {
	outbox.Recall(tx, m.of(), "会取消了，没有再发")
	for _, s := range m.Seats {
		tell(tx, m, s.Person, bot.Moment(m.At)+"的"+m.Whole(tx)+"不开了："+why)
	}
}

// tellMinutes gives the minutes to everybody who was asked. Who has something to do
// hears of it from the issue.
func tellMinutes(tx store.Tx, m Meeting) {
	text := m.record(tx)
	for _, s := range m.Seats {
		tell(tx, m, s.Person, text)
	}
}

// remind is the evening before.
func remind(tx store.Tx, e agenda.Entry) error {
	m, ok := Get(tx, e.Ref)
	if !ok || m.State != Called || !tx.Now().Before(m.At) {
		return nil
	}
	day := "明天"
	if bot.Midnight(tx.Now()).Equal(bot.Midnight(m.At)) {
		day = "今天"
	}
	for _, s := range m.Seats {
		switch s.Comes {
		case Coming:
			tell(tx, m, s.Person, day+"开会，别忘了。\n\n"+m.head(tx), button("去不了了", "n", m))
		case Unsaid:
			tell(tx, m, s.Person, day+"开会，您来吗？\n\n"+m.head(tx), comeOrNot(m)...)
		}
	}
	tell(tx, m, m.By, day+"开"+m.Whole(tx)+"。"+m.comingWords(tx))
	return nil
}

// askMinutes asks who called a meeting what came of it.
func askMinutes(tx store.Tx, e agenda.Entry) error {
	if m, ok := Get(tx, e.Ref); ok && m.State == Called {
		tell(tx, m, m.By, m.Whole(tx)+"开过了吗？把定下来的写一写，每一件我都盯着。", button("写记录", "w", m), button("没有开成", "off", m))
	}
	return nil
}

// again is a week before the next of one that is held every month.
func again(tx store.Tx, e agenda.Entry) error {
	m, ok := Get(tx, e.Ref)
	if !ok || m.State != Held || !m.Monthly {
		return nil
	}
	done, left := m.open(tx)
	text := "下周该开" + m.Whole(tx) + "了。"
	if done+len(left) > 0 {
		text += fmt.Sprintf("上次定的%d件，办好%d件，还有%d件没办好。", done+len(left), done, len(left))
	}
	tell(tx, m, m.By, text, button("开这一次", "again", m), button("不再每月开", "stop", m))
	return nil
}
