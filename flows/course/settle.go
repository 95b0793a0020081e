package course

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/store"
)

// decideIn is how long staff have to decide about courses with too few pupils,
// and pupils to answer whether they go along into another.
const decideIn = 2 * 24 * time.Hour

// deadlineDue ends signing up. Where every course has pupils enough, or none at
// all, that settles the term; else staff decide first.
func deadlineDue(tx store.Tx, e agenda.Entry) error {
	t, ok := GetTerm(tx, e.Ref)
	if !ok || t.State != Enrolling || tx.Now().Before(t.Deadline) {
		return nil
	}
	t.State = Settling
	t = settleBy(tx, t)
	if few := Undecided(tx, t); len(few) > 0 {
		tellStaff(tx, t, fewOut(tx, t, few))
		return nil
	}
	return settle(tx, t)
}

// settleBy sets anew when a term settles by itself: at a full hour by day.
func settleBy(tx store.Tx, t Term) Term {
	agenda.Unset(tx, t.Settle, dueSettle, t.ID())
	t.Settle = bot.Awake(tx.Now().Add(decideIn).Truncate(time.Hour))
	terms.Put(tx, t)
	agenda.Set(tx, t.Settle, dueSettle, t.ID())
	return t
}

func settleDue(tx store.Tx, e agenda.Entry) error {
	if t, ok := GetTerm(tx, e.Ref); ok && t.State == Settling && !tx.Now().Before(t.Settle) {
		return settle(tx, t)
	}
	return nil
}

// Undecided are the courses with some pupils, but too few, of which staff have
// said nothing yet.
func Undecided(tx store.Tx, t Term) []Course {
	merged := Of(tx, t, Merged)
	var few []Course
	for _, c := range Of(tx, t, Open) {
		joined := slices.ContainsFunc(merged, func(m Course) bool { return m.Into == c.No })
		if n := len(Line(tx, c, In)); n > 0 && n < c.Least && !joined {
			few = append(few, c)
		}
	}
	return few
}

// undecided finds one of them for a member of staff.
func undecided(tx store.Tx, id string, by directory.Person) (Course, Term, error) {
	c, _ := Get(tx, id)
	t, err := run(tx, termOf(tx, c).ID(), by, Settling, Running, TermOver)
	if err != nil {
		return c, t, err
	}
	if t.State != Settling || !slices.ContainsFunc(Undecided(tx, t), func(u Course) bool { return u.No == c.No }) {
		return c, t, bot.Refuse("「%s」已经定过了。", c.Name)
	}
	return c, t, nil
}

// Cancel gives a course with too few pupils up and tells them.
func Cancel(tx store.Tx, id string, by directory.Person) (Course, error) {
	c, t, err := undecided(tx, id, by)
	if err != nil {
		return c, err
	}
	cancel(tx, c)
	directory.Log(tx, by.ID, "cancel course", t.For.Place, id)
	return c, settleIfDone(tx, t)
}

// cancel ends a course that does not open.
func cancel(tx store.Tx, c Course) {
	c.State = Cancelled
	courses.Put(tx, c)
	for _, p := range slices.Concat(Line(tx, c, In), Line(tx, c, Waiting)) {
		tellPupil(tx, c, p, cancelledOut(tx, c))
	}
}

// Merge asks the pupils of a course with too few whether they come along into
// another of the term.
func Merge(tx store.Tx, id, into string, by directory.Person) (Course, error) {
	c, t, err := undecided(tx, id, by)
	if err != nil {
		return c, err
	}
	other, _ := Get(tx, into)
	if other.Term != c.Term || other.No == c.No || other.State != Open {
		return c, bot.Refuse("只能并到这一期里还在开的另一门课。")
	}
	c.State, c.Into = Merged, other.No
	courses.Put(tx, c)
	t = settleBy(tx, t)
	for _, p := range slices.Concat(Line(tx, c, In), Line(tx, c, Waiting)) {
		p.State = Asked
		pupils.Put(tx, p)
		tellPupil(tx, c, p, mergedOut(tx, c, other, t, p))
	}
	directory.Log(tx, by.ID, "merge course", t.For.Place, id+" "+into)
	return c, nil
}

// Along is a pupil's answer to whether they go along into the other course. It
// returns how they stand there.
func Along(tx store.Tx, who directory.Person, id string, yes bool) (Course, Pupil, error) {
	c, _ := Get(tx, id)
	t := termOf(tx, c)
	into, _ := courses.Get(tx, store.Key(c.Into))
	p := Find(tx, c, who)
	switch {
	case c.State != Merged || p.State == NotIn:
		return into, p, bot.Refuse("没有要您回答的并课。回复「我的课程」看看您报的课。")
	case t.State != Settling || p.State != Asked:
		return into, p, bot.Refuse("这件事已经定了。回复「我的课程」看看您报的课。")
	}
	for _, other := range ids(tx, who) {
		if o, ok := pupils.Get(tx, store.Key(c.No, other)); ok {
			o.State = Gone
			pupils.Put(tx, o)
		}
	}
	there := Find(tx, into, who)
	if yes && there.State != In && there.State != Waiting {
		there = admit(tx, into, there)
	}
	return into, there, settleIfDone(tx, t)
}

// settleIfDone settles a term of which nothing is open any more.
func settleIfDone(tx store.Tx, t Term) error {
	for _, c := range Of(tx, t, Merged) {
		if len(Line(tx, c, Asked)) > 0 {
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
func settle(tx store.Tx, t Term) error {
	agenda.Unset(tx, t.Settle, dueSettle, t.ID())
	for _, c := range Of(tx, t, Merged) {
		for _, p := range Line(tx, c, Asked) {
			p.State = Gone
			pupils.Put(tx, p)
			tellPupil(tx, c, p, notAlongOut(tx, c))
		}
	}
	t.State = TermOver
	for _, c := range Of(tx, t, Open) {
		if len(Line(tx, c, In)) < c.Least {
			cancel(tx, c)
			continue
		}
		confirm(tx, t, c)
		t.State = Running
	}
	terms.Put(tx, t)
	tellStaff(tx, t, settledOut(tx, t))
	return nil
}

// confirm fixes the pupils of a course, their fees and its classes.
func confirm(tx store.Tx, t Term, c Course) {
	c.State, c.First, c.Weeks = Confirmed, c.Slot.after(t.Starts), t.Weeks
	courses.Put(tx, c)
	line := Line(tx, c, In)
	for i, p := range line {
		p = p.charge(Share(c.Fee, len(line), i)).remindToPay(tx, c)
		pupils.Put(tx, p)
		tellPupil(tx, c, p, confirmedOut(tx, c, p, len(line)))
	}
	for _, p := range Line(tx, c, Waiting) {
		tellPupil(tx, c, p, noRoomOut(tx, c))
	}
	plan(tx, c)
}

// taught finds a course that is given, for a member of staff who runs it.
func taught(tx store.Tx, id string, by directory.Person) (Course, Term, error) {
	c, _ := Get(tx, id)
	t := termOf(tx, c)
	if !slices.Contains([]State{Confirmed, Over, Cancelled}, c.State) || !directory.May(by, directory.OpenPoll, t.For.Place) {
		return c, t, bot.Refuse("没有找到您负责的这门课。回复「管课程」看看有哪些。")
	}
	return c, t, nil
}
