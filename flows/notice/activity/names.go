package activity

import (
	"cmp"
	"fmt"
	"strings"

	"yishi/bot/directory"
	"yishi/flows/notice"
	"yishi/store"
)

// SignedUp says how many come, wait and stay away.
func SignedUp(tx store.Reader, n notice.Notice) string {
	text := fmt.Sprintf("报名：%d人", Count(tx, n, Coming))
	if n.Capacity > 0 {
		text += fmt.Sprintf("，名额%d", n.Capacity)
	}
	if waiting := Count(tx, n, Waiting); waiting > 0 {
		text += fmt.Sprintf("，排队%d人", waiting)
	}
	if away := Count(tx, n, NotGoing); away > 0 {
		text += fmt.Sprintf("，不来%d人", away)
	}
	return text
}

// NamesOf lists who is coming and who waits, with their buildings, for staff.
func NamesOf(tx store.Reader, n notice.Notice) string {
	var lines []string
	for _, part := range []struct {
		in    Standing
		title string
	}{{Coming, "报名的："}, {Waiting, "排队的："}} {
		if Count(tx, n, part.in) == 0 {
			continue
		}
		lines = append(lines, part.title)
		i := 0
		for _, s := range Line(tx, n, part.in) {
			i++
			lines = append(lines, fmt.Sprintf("%d %s%s", i, nameOf(tx, n, s.Person), s.ByOther(tx)))
			for _, name := range s.With {
				i++
				lines = append(lines, fmt.Sprintf("%d %s，和上面一位一起", i, cmp.Or(name, "（已删除资料）")))
			}
		}
	}
	if len(lines) == 0 {
		return "还没有人报名。"
	}
	return strings.Join(lines, "\n")
}

func nameOf(tx store.Reader, n notice.Notice, id string) string {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, id))
	if p.Name == "" {
		return "（已删除资料）"
	}
	if b, ok := directory.Enclosing(tx, n.To.Seat(p), directory.Building); ok {
		return p.Name + " " + directory.FullName(tx, b.ID)
	}
	return p.Name
}
