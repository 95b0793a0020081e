package meeting

import (
	"fmt"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/issue"
	"yishi/store"
)

// head is when and where.
func (m Meeting) head(tx store.Reader) string {
	return "【" + m.Whole(tx) + "】\n时间：" + bot.Moment(m.At) + "\n地点：" + m.Where
}

// bill is head with what is talked about.
func (m Meeting) bill(tx store.Reader) string {
	return m.head(tx) + "\n议题：" + agendaWords(m.Topics)
}

func agendaWords(topics []Topic) string {
	var lines []string
	for n, t := range topics {
		lines = append(lines, fmt.Sprintf("\n%s、%s", number(n), t.words()))
	}
	return strings.Join(lines, "")
}

func (t Topic) words() string {
	if t.Issue == "" {
		return t.Text
	}
	return t.Text + "（" + t.Issue + "）"
}

// number counts as minutes do: 一, 二, …
func number(n int) string {
	return []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}[n]
}

// comingWords say who comes.
func (m Meeting) comingWords(tx store.Reader) string {
	var come, away []string
	open := 0
	for _, s := range m.Seats {
		switch s.Comes {
		case Coming:
			come = append(come, called(tx, s.Person, s.As))
		case Staying:
			away = append(away, called(tx, s.Person, s.As))
		default:
			open++
		}
	}
	text := "还没有人说来。"
	if len(come) > 0 {
		text = fmt.Sprintf("来的%d位：%s。", len(come), strings.Join(come, "、"))
	}
	if len(away) > 0 {
		text += "来不了：" + strings.Join(away, "、") + "。"
	}
	if open > 0 {
		text += fmt.Sprintf("还有%d位没有回。", open)
	}
	return text
}

// record is the minutes as those of the table read them.
func (m Meeting) record(tx store.Reader) string {
	text := m.head(tx) + "\n到会：" + m.Came
	for n, t := range m.Topics {
		text += fmt.Sprintf("\n\n%s、%s", number(n), t.words())
		for _, s := range t.Said {
			text += "\n· " + s
		}
		for _, d := range t.Decided {
			text += "\n定了：" + d.Text + "。" + called(tx, d.Person, d.As) + "，" + bot.Day(d.By) + "前办好。" + d.now(tx)
		}
		if len(t.Decided) == 0 {
			text += "\n这一项没有定。"
		}
	}
	return text
}

// public is the minutes as everybody reads them.
func (m Meeting) public(tx store.Reader) string {
	p := m.page(tx)
	text := "【" + p.Name + "】" + p.Day
	for _, t := range p.Topics {
		text += "\n\n" + t.No + "、" + t.Text
		for _, d := range t.Decided {
			text += "\n定了：" + d.Text + "。" + d.Who + "，" + d.Day + "前办好。" + d.State
		}
		if len(t.Decided) == 0 {
			text += "\n这一项没有定。"
		}
	}
	return text
}

// now says how what was decided stands, once it is followed.
func (d Decision) now(tx store.Reader) string {
	i, ok := issue.Get(tx, d.Issue)
	switch {
	case !ok:
		return ""
	case i.Live():
		return "（" + d.Issue + "）"
	}
	return "（" + d.Issue + "，" + i.State.Words() + "）"
}

// roleAt is as what somebody called a meeting.
func roleAt(tx store.Reader, m Meeting) string {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, m.By))
	for _, r := range p.Roles {
		if directory.Within(m.Place, r.Place) {
			return r.Role
		}
	}
	return directory.Staff
}

// label is a meeting in a list.
func (m Meeting) label(tx store.Reader) string {
	state := map[State]string{Off: "，取消了", Held: "，有记录"}[m.State]
	return bot.Day(m.At) + m.Whole(tx) + state
}
