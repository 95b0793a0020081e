package outbox

import (
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// TellFor has it known that somebody acted for another: it is in the log, and the person
// is told what was done for them, where they can be told. What one does oneself is no
// matter of it.
func TellFor(tx store.Tx, p directory.Person, did string) {
	if p.Via == "" {
		return
	}
	by, _ := directory.GetPerson(tx, p.Via)
	audit.Log(tx, by.ID, "act for", "", p.ID)
	if !directory.Reachable(tx, p.ID) {
		return
	}
	Tell(tx, p.ID, bot.Out{
		Text:  by.Name + "替您办了：" + did + "\n不是您的意思，或者不再请他代办，回复「我的家人」。",
		Title: "有人替您办了事", Fields: []bot.Field{{Name: "谁办的", Value: by.Name}, {Name: "办了什么", Value: did}}, Aside: true,
	})
}

// Via is a message to somebody; or, where nothing reaches them, to who arranged for them
// what it is about and may still act for them.
func Via(tx store.Reader, m Message, by string) Message {
	if by == "" || directory.Reachable(tx, m.Person) {
		return m
	}
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, by))
	p, err := directory.ActingFor(tx, who, m.Person)
	if err != nil {
		return m
	}
	m.Person = who.ID
	m.Out.Text = "【" + p.Name + "的事，您替他办的】\n" + m.Out.Text
	m.Out.Buttons = nil // they would speak for who presses them
	return m
}
