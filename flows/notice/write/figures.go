package write

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/flows/notice/send"
	"yishi/store"
)

// reasons are why messages failed, the most frequent first.
func reasons(tx store.Reader, n notice.Notice) string {
	why := map[string]int{}
	for m := range outbox.NotArrived(tx, n.Of()) {
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
func figures(tx store.Reader, n notice.Notice) string {
	lines := []string{fmt.Sprintf("%d号通知【%s】", n.No, n.Title)}
	if n.Kind == notice.Activity {
		lines = append(lines, notice.WhenWhere(n))
	}
	lines = append(lines, "发给："+n.To.Words(tx), stateLine(tx, n))
	if n.State != notice.Draft {
		if r := outbox.ReportOf(tx, n.Of()); r.Total > 0 {
			lines = append(lines, send.Delivered(r)...)
			if why := reasons(tx, n); why != "" {
				lines = append(lines, "没发成的原因："+why)
			}
		}
	}
	if read := notice.CountNoted(tx, n); read > 0 {
		lines = append(lines, fmt.Sprintf("%d人回了收到", read))
	}
	if n.Kind == notice.Activity && n.State != notice.Draft {
		lines = append(lines, activity.SignedUp(tx, n))
	}
	return strings.Join(lines, "\n")
}

func stateLine(tx store.Reader, n notice.Notice) string {
	switch {
	case n.State == notice.Draft:
		return bot.Moment(n.Send) + "自动发出"
	case n.State == notice.Missed:
		return bot.Moment(n.Send) + "没有发成，等您定"
	case n.Withdrawn:
		return "已撤回：" + n.Why
	case n.State == notice.Cancelled:
		return "已取消：" + n.Why
	case notice.Over(tx, n):
		return "活动已经开始"
	case n.State == notice.Sending:
		return "正在发"
	}
	return bot.Moment(n.Send) + "发出"
}

// travel says, a line each, how a notice would reach its people and what that
// costs.
func travel(r outbox.Reach, n notice.Notice) []string {
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
	if r.Stopped > 0 {
		lines = append(lines, fmt.Sprintf("另外%d人不要这类通知，不发", r.Stopped))
	}
	return lines
}
