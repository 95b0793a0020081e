package notice

import (
	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// mayManage: who wrote a notice looks after it, and so may the staff of its place.
func mayManage(p directory.Person, n Notice) bool {
	return directory.May(p, directory.SendNotice, n.To.Place) && (n.By == p.ID || directory.May(p, directory.SeePeople, n.To.Place))
}

// managed returns a notice that can still be changed, by this person.
func managed(tx store.Tx, by directory.Person, id string) (Notice, error) {
	n, ok := Get(tx, id)
	switch {
	case !ok || !mayManage(by, n):
		return n, bot.Refuse("这条通知不归您管。")
	case n.Withdrawn:
		return n, bot.Refuse("这条通知已经撤回了。")
	case n.State == Cancelled:
		return n, bot.Refuse("这条通知已经取消了。")
	case over(tx, n):
		return n, bot.Refuse("活动已经开始了，不能再改。")
	}
	return n, nil
}

const recalled = "已经取消，没有再发"

// Cancel takes a notice back: what has not gone out does not, and everybody who
// has signed up is told.
func Cancel(tx store.Tx, by directory.Person, id, why string) (told int, err error) {
	n, err := managed(tx, by, id)
	if err != nil {
		return 0, err
	}
	n = end(tx, by, n, why)
	if n.Kind == Activity { // in its place it disturbs nobody
		retell(tx, n, groupPost(tx, n), outbox.Message{})
	}
	for _, in := range []Standing{Coming, Waiting} {
		for s := range line(tx, n, in) {
			outbox.Recall(tx, n.ofOne(s.Person), recalled)
			outbox.Tell(tx, s.Person, cancelledWord(n))
			told++
		}
	}
	return told, nil
}

// end has nothing more of a notice go out, and its posts say so.
func end(tx store.Tx, by directory.Person, n Notice, why string) Notice {
	if n.State == Draft {
		agenda.Unset(tx, n.Send, dueSend, n.ID())
	}
	if !n.Remind.IsZero() {
		agenda.Unset(tx, n.Remind, dueRemind, n.ID())
	}
	if n.Kind == Activity {
		agenda.Unset(tx, n.At, dueOver, n.ID())
	}
	n.State, n.Why = Cancelled, why
	notices.Put(tx, n)
	for _, of := range []string{n.of(), n.of() + "/group", n.ofFix()} {
		outbox.Recall(tx, of, recalled)
	}
	refresh(tx, n)
	directory.Log(tx, by.ID, "cancel notice", n.To.Place, n.ID())
	return n
}

// SetCapacity changes how many may come, 0 for no limit; those who waited move up.
func SetCapacity(tx store.Tx, by directory.Person, id string, capacity int) (moved int, err error) {
	n, err := managed(tx, by, id)
	if err != nil {
		return 0, err
	}
	if coming := count(tx, n, Coming); capacity > 0 && capacity < coming {
		return 0, bot.Refuse("已经有%d人报名，名额不能比这还少。", coming)
	}
	n.Capacity = capacity
	notices.Put(tx, n)
	moved = moveUp(tx, n)
	refresh(tx, n)
	directory.Log(tx, by.ID, "set capacity", n.To.Place, n.ID())
	return moved, nil
}
