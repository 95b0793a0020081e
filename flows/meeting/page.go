package meeting

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// Page is the minutes of a meeting as everybody may read them: offices for people, and
// nothing that names one.
type Page struct {
	Name, Day string
	Topics    []PageTopic
}

// PageTopic is a topic with what was decided.
type PageTopic struct {
	No, Text string
	Decided  []PageDecision
}

// PageDecision is something to be done, with how it stands.
type PageDecision struct{ Text, Who, Day, State string }

// Read is the page with this code.
func Read(tx store.Reader, code string) (Page, error) {
	for m := range meetings.By(tx, "code", store.Key(code)) {
		return m.page(tx), nil
	}
	return Page{}, bot.Refuse("没有找到这一页。")
}

func (m Meeting) page(tx store.Reader) Page {
	p := Page{Name: m.Whole(tx), Day: bot.Day(m.At)}
	for n, t := range m.Topics {
		topic := PageTopic{No: number(n), Text: t.Public}
		for _, d := range t.Decided {
			topic.Decided = append(topic.Decided, PageDecision{d.Public, directory.RoleName(d.As), bot.Day(d.By), d.now(tx)})
		}
		p.Topics = append(p.Topics, topic)
	}
	return p
}
