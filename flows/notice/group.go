package notice

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/outbox"
	"yishi/store"
)

// refresh brings the posts in groups up to date. Each replaces the one before
// while that is still queued, so that many presses make few edits.
func refresh(tx store.Tx, n Notice) {
	for _, id := range n.Posts {
		posted, ok := outbox.Get(tx, id)
		if !ok || posted.State != outbox.Queued && posted.Ref == "" {
			continue
		}
		out := groupPost(tx, n)
		out.Photo = posted.Out.Photo
		if posted.State != outbox.Queued {
			out.Edit = posted.Ref
		}
		outbox.Add(tx, outbox.Message{To: posted.To, Out: out, Same: n.of(), Priority: outbox.Broadcast, Expires: n.At})
	}
}

// groupPost is the notice with the count of the moment.
func groupPost(tx store.Tx, n Notice) bot.Out {
	out := letter(tx, n)
	if n.State == Cancelled {
		return bot.Out{Text: fmt.Sprintf("【%s】取消了。\n原因：%s", n.Title, n.Why)}
	}
	out.Text += "\n" + room(tx, n)
	return out
}

// room is a line that says how many come and for how many there is room.
func room(tx store.Tx, n Notice) string {
	switch coming, waiting := count(tx, n, Coming), count(tx, n, Waiting); {
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
