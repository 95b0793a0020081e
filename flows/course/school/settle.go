package school

import (
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/flows/course"
	"yishi/flows/course/class"
	"yishi/store"
)

// decideIn is how long staff have to decide about courses with too few pupils,
// and pupils to answer whether they go along into another.
const decideIn = 2 * 24 * time.Hour

// deadlineDue ends signing up. Where every course has pupils enough, or none at
// all, that settles the term; else staff decide first.
func deadlineDue(tx store.Tx, e agenda.Entry) error {
	t, ok := course.GetTerm(tx, e.Ref)
	if !ok || t.State != course.Enrolling || tx.Now().Before(t.Deadline) {
		return nil
	}
	if e.Late {
		course.TellStaff(tx, t, bot.Out{Text: fmt.Sprintf("%s的课程报名%s就截止了，那时系统停着，现在才处理。", t.Name, bot.Moment(t.Deadline))})
	}
	t.State = course.Settling
	t = settleBy(tx, t)
	follow(tx, t)
	if few := Undecided(tx, t); len(few) > 0 {
		course.TellStaff(tx, t, fewOut(tx, t, few))
		return nil
	}
	return settle(tx, t)
}

// settleBy sets anew when a term settles by itself: at a full hour by day.
func settleBy(tx store.Tx, t course.Term) course.Term {
	agenda.Unset(tx, t.Settle, dueSettle, t.ID())
	t.Settle = bot.Awake(tx.Now().Add(decideIn).Truncate(time.Hour))
	course.PutTerm(tx, t)
	agenda.Set(tx, t.Settle, dueSettle, t.ID())
	return t
}

func settleDue(tx store.Tx, e agenda.Entry) error {
	if t, ok := course.GetTerm(tx, e.Ref); ok && t.State == course.Settling && !tx.Now().Before(t.Settle) {
		return settle(tx, t)
	}
	return nil
}

// settleIfDone settles a term of which nothing is open any more.
func settleIfDone(tx store.Tx, t course.Term) error {
	for _, c := range course.Of(tx, t, course.Merged) {
		if len(course.Line(tx, c, course.Asked)) > 0 {
			return nil
		}
	}
	if len(Undecided(tx, t)) > 0 {
		return nil
	}
	return settle(tx, t)
}

// settle fixes everything at once: who did not answer goes nowhere, who has too
// few is cancelled, and the rest are confirmed with their fees.
func settle(tx store.Tx, t course.Term) error {
	agenda.Unset(tx, t.Settle, dueSettle, t.ID())
	t = startLater(tx, t)
	for _, c := range course.Of(tx, t, course.Merged) {
		for _, p := range course.Line(tx, c, course.Asked) {
			p.State = course.Gone
			course.Pupils.Put(tx, p)
			course.TellPupil(tx, c, p, notAlongOut(tx, c))
		}
	}
	t.State = course.TermOver
	for _, c := range course.Of(tx, t, course.Open) {
		if len(course.Line(tx, c, course.In)) < c.Least {
			cancel(tx, c)
			continue
		}
		confirm(tx, t, c)
		t.State = course.Running
	}
	course.PutTerm(tx, t)
	if follow(tx, t); len(t.Posts) > 0 {
		tellGroups(tx, t, groupOut(tx, t).Text)
	}
	course.TellStaff(tx, t, settledOut(tx, t))
	return nil
}

// startLater puts a term off whose first week is over before it is settled, as nothing
// ran meanwhile: by whole weeks, so that the days of the week stay.
func startLater(tx store.Tx, t course.Term) course.Term {
	planned := t.Starts
	for t.Starts.Before(bot.Midnight(tx.Now()).Add(24 * time.Hour)) {
		t.Starts = t.Starts.AddDate(0, 0, 7)
	}
	if !t.Starts.Equal(planned) {
		course.TellStaff(tx, t, bot.Out{Text: fmt.Sprintf("%s原定%s开课，现在才处理完报名，开课顺延到%s。学员收到的是新的时间。", t.Name, bot.Day(planned), bot.Day(t.Starts))})
	}
	return t
}

// cancel ends a course that does not open.
func cancel(tx store.Tx, c course.Course) {
	c.State = course.Cancelled
	course.Put(tx, c)
	for _, p := range slices.Concat(course.Line(tx, c, course.In), course.Line(tx, c, course.Waiting)) {
		course.TellPupil(tx, c, p, cancelledOut(tx, c))
	}
}

// confirm fixes the pupils of a course, their fees and its classes.
func confirm(tx store.Tx, t course.Term, c course.Course) {
	c.State, c.First, c.Weeks = course.Confirmed, c.Slot.After(t.Starts), t.Weeks
	course.Put(tx, c)
	line := course.Line(tx, c, course.In)
	for i, p := range line {
		p = remindToPay(tx, c, p.Charge(course.Share(c.Fee, len(line), i)))
		course.Pupils.Put(tx, p)
		course.TellPupil(tx, c, p, confirmedOut(tx, c, p, len(line)))
	}
	for _, p := range course.Line(tx, c, course.Waiting) {
		course.TellPupil(tx, c, p, noRoomOut(tx, c))
	}
	class.Schedule(tx, c)
}
