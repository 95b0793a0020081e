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
	if n.State == Draft {
		agenda.Unset(tx, n.Send, dueSend, n.ID())
	}
	if !n.Remind.IsZero() {
		agenda.Unset(tx, n.Remind, dueRemind, n.ID())
	}
	n.State, n.Why = Cancelled, why
	notices.Put(tx, n)
	outbox.Recall(tx, n.of(), recalled)
	outbox.Recall(tx, n.of()+"/group", recalled)
	for _, in := range []Standing{Coming, Waiting} {
		for s := range line(tx, n, in) {
			outbox.Recall(tx, n.ofOne(s.Person), recalled)
			outbox.Tell(tx, s.Person, cancelledWord(n))
			told++
		}
	}
	refresh(tx, n)
	directory.Log(tx, by.ID, "cancel notice", n.To.Place, n.ID())
	return told, nil
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
