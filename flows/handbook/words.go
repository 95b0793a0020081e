package handbook

import (
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning/wording"
	"yishi/store"
)

// paren is the number behind something: （问3）; nothing of what was never given one.
func (q Question) paren() string {
	if q.No == 0 {
		return ""
	}
	return "（" + q.Number() + "）"
}

// yours is what a question is called to who asked it.
func (q Question) yours() string {
	if q.Text == "" {
		return "您找工作人员的事" + q.paren()
	}
	return "您问的「" + wording.Short(q.Text, 20) + "」" + q.paren()
}

// news is a question in a few lines, for who is to answer it.
func (q Question) news(tx store.Reader, who directory.Person) string {
	lines := []string{nameFor(tx, who) + "想和您说话" + q.paren() + "。"}
	if q.Text != "" {
		lines = []string{nameFor(tx, who) + "想问" + q.paren() + "：", wording.Short(q.Text, 200)}
	}
	if q.About != "" {
		lines = append(lines, "正在办："+q.About)
	}
	return strings.Join(append(lines, "最晚"+bot.Day(q.Due)+"回。"), "\n")
}

func nameFor(tx store.Reader, p directory.Person) string {
	name := p.Name
	if name == "" {
		name = "一位居民"
	}
	if home := directory.HomeOf(p); home != "" {
		name += "（" + directory.FullName(tx, home) + "）"
	}
	return name
}

// officeOf is what an office is called by who lives there: 桂花社区工作人员.
func officeOf(tx store.Reader, who directory.Person, role string) string {
	kind := directory.Community
	if role == directory.StreetStaff {
		kind = directory.Street
	}
	if p, ok := directory.Enclosing(tx, placeOf(tx, who), kind); ok {
		return p.Name + "工作人员"
	}
	return directory.RoleName(role)
}

func numbers(all []Question) string {
	var names []string
	for _, q := range all {
		names = append(names, q.Number())
	}
	return strings.Join(names, "、")
}

// source says who wrote an answer and when: 桂花社区，12月1日写的.
func (e Entry) source(tx store.Reader) string {
	return "（" + directory.FullName(tx, e.Place) + "，" + bot.Date(e.Made) + "写的）"
}
