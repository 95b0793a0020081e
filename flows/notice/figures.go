package notice

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// travel says, a line each, how a notice would reach its people and what that
// costs.
func travel(r outbox.Reach, n Notice) []string {
	lines := []string{fmt.Sprintf("一共%d人：", r.People)}
	for _, way := range r.Ways {
		if way.Now == 0 {
			continue
		}
		text := fmt.Sprintf("%s：现在能发%d人", way.Title(), way.Now)
		if way.Rule != "" {
			each := 1
			if n.Photo != "" {
				each = 2
			}
			text += fmt.Sprintf("，每人用掉%d条（%s）", each, way.Rule)
		}
		lines = append(lines, text)
	}
	if r.Paused > 0 {
		lines = append(lines, fmt.Sprintf("平台暂时不让发：%d人，%s以后才发得出去", r.Paused, bot.Moment(r.Until)))
	}
	for _, way := range r.Ways {
		if way.Waiting > 0 {
			lines = append(lines, fmt.Sprintf("%s：要等对方来信才能发%d人", way.Title(), way.Waiting))
		}
	}
	if r.Unreachable > 0 {
		lines = append(lines, fmt.Sprintf("联系不上：%d人，要上门通知", r.Unreachable))
	}
	return lines
}

// delivered says, a line each, what became of a notice. Sent is what platforms
// have taken; whether it was read nobody knows.
func delivered(r outbox.Report) []string {
	lines := []string{fmt.Sprintf("已发出：%d人（看没看不知道）", r.Sent)}
	for _, part := range []struct {
		label string
		n     int
	}{
		{"还在发", r.Queued}, {"等对方来信再发", r.Waiting}, {"没发成", r.Failed},
		{"不知道到没到", r.Unknown}, {"联系不上", r.Unreachable},
	} {
		if part.n > 0 {
			lines = append(lines, fmt.Sprintf("%s：%d人", part.label, part.n))
		}
	}
	return lines
}

// reasons are why messages failed, the most frequent first.
func reasons(tx store.Tx, n Notice) string {
	why := map[string]int{}
	for m := range outbox.NotArrived(tx, n.of()) {
		if m.State != outbox.Failed { // these come first
			break
		}
		why[m.Why]++
	}
	var parts []string
	for _, w := range slices.SortedFunc(maps.Keys(why), func(a, b string) int { return why[b] - why[a] }) {
		parts = append(parts, fmt.Sprintf("%s%d人", w, why[w]))
	}
	return strings.Join(parts, "，")
}

// figures is all that staff see of a notice at a glance.
func figures(tx store.Tx, n Notice) string {
	lines := []string{fmt.Sprintf("%d号通知【%s】", n.No, n.Title)}
	if n.Kind == Activity {
		lines = append(lines, whenWhere(n))
	}
	lines = append(lines, "发给："+n.To.Words(tx), stateLine(tx, n))
	if n.State != Draft {
		if r := outbox.ReportOf(tx, n.of()); r.Total > 0 {
			lines = append(lines, delivered(r)...)
			if why := reasons(tx, n); why != "" {
				lines = append(lines, "没发成的原因："+why)
			}
		}
	}
	if n.Kind == Activity && n.State != Draft {
		lines = append(lines, signedUp(tx, n))
	}
	return strings.Join(lines, "\n")
}

func stateLine(tx store.Tx, n Notice) string {
	switch {
	case n.State == Draft:
		return bot.Moment(n.Send) + "自动发出"
	case n.State == Missed:
		return bot.Moment(n.Send) + "没有发成，等您定"
	case n.Withdrawn:
		return "已撤回：" + n.Why
	case n.State == Cancelled:
		return "已取消：" + n.Why
	case over(tx, n):
		return "活动已经开始"
	case n.State == Sending:
		return "正在发"
	}
	return bot.Moment(n.Send) + "发出"
}

func signedUp(tx store.Tx, n Notice) string {
	text := fmt.Sprintf("报名：%d人", count(tx, n, Coming))
	if n.Capacity > 0 {
		text += fmt.Sprintf("，名额%d", n.Capacity)
	}
	if waiting := count(tx, n, Waiting); waiting > 0 {
		text += fmt.Sprintf("，排队%d人", waiting)
	}
	if away := count(tx, n, NotGoing); away > 0 {
		text += fmt.Sprintf("，不来%d人", away)
	}
	return text
}

// names lists who is coming and who waits, with their buildings, for staff.
func names(tx store.Tx, n Notice) string {
	var lines []string
	for _, part := range []struct {
		in    Standing
		title string
	}{{Coming, "报名的："}, {Waiting, "排队的："}} {
		if count(tx, n, part.in) == 0 {
			continue
		}
		lines = append(lines, part.title)
		i := 0
		for s := range line(tx, n, part.in) {
			i++
			lines = append(lines, fmt.Sprintf("%d %s", i, nameOf(tx, n, s.Person)))
		}
	}
	if len(lines) == 0 {
		return "还没有人报名。"
	}
	return strings.Join(lines, "\n")
}

func nameOf(tx store.Tx, n Notice, id string) string {
	p, _ := directory.GetPerson(tx, directory.Resolve(tx, id))
	if p.Name == "" {
		return "（已删除资料）"
	}
	if b, ok := directory.Enclosing(tx, n.To.Seat(p), directory.Building); ok {
		return p.Name + " " + directory.FullName(tx, b.ID)
	}
	return p.Name
}
