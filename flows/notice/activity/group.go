package activity

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/store"
)

// Refresh brings the posts in groups up to date. Each replaces the one before
// while that is still queued, so that many presses make few edits.
func Refresh(tx store.Tx, n notice.Notice) {
	if n.Kind == notice.Activity && n.State != notice.Cancelled && !notice.Over(tx, n) && len(n.Posts) > 0 {
		agenda.Set(tx, n.At, dueOver, n.ID())
	}
	for _, id := range n.Posts {
		outbox.Restate(tx, id, GroupPost(tx, n))
	}
}

// GroupPost is the notice with the count of the moment.
func GroupPost(tx store.Reader, n notice.Notice) bot.Out {
	switch out := notice.Letter(tx, n); {
	case n.State == notice.Cancelled && n.Kind == notice.Activity:
		return bot.Out{Text: fmt.Sprintf("【%s】取消了。\n原因：%s", n.Title, n.Why)}
	case n.Withdrawn:
		return bot.Out{Text: fmt.Sprintf("【%s】这条通知撤回了，请不要照着做。\n原因：%s", n.Title, n.Why)}
	case n.Kind != notice.Activity:
		return out
	case notice.Over(tx, n):
		return bot.Out{Text: notice.Head(n) + "\n\n活动已经开始，报名结束了。"}
	default:
		if signUps.Full(tx, n.No, n.Capacity) {
			out.Buttons[0].Label = "排队"
		}
		out.Text += "\n" + room(tx, n)
		return out
	}
}

// room is a line that says how many come and for how many there is room.
func room(tx store.Reader, n notice.Notice) string {
	switch coming, waiting := Count(tx, n, Coming), Count(tx, n, Waiting); {
	case coming == 0 && n.Capacity == 0:
		return "\n还没有人报名。"
	case coming == 0:
		return fmt.Sprintf("\n一共%d个名额，还没有人报名。", n.Capacity)
	case n.Capacity == 0:
		return fmt.Sprintf("\n已报名%d人。", coming)
	case waiting > 0:
		return fmt.Sprintf("\n已报名%d人，名额满了，%d人排队。", coming, waiting)
	case coming >= n.Capacity:
		return fmt.Sprintf("\n已报名%d人，名额满了。", coming)
	default:
		return fmt.Sprintf("\n已报名%d人，还有%d个名额。", coming, n.Capacity-coming)
	}
}
