package course

import (
	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// ofPupil is what messages to one pupil of a course belong to.
func ofPupil(c Course, person string) string { return "course/" + c.ID() + "/" + person }

// tellPupil tells one pupil something of their course, by day.
func tellPupil(tx store.Tx, c Course, p Pupil, out bot.Out) {
	outbox.Add(tx, outbox.Message{
		Person: p.Person, Out: out, Priority: outbox.Reminder, Of: ofPupil(c, p.Person), Next: bot.Awake(tx.Now()),
	})
}

// tellBefore tells one pupil something that is of use before a class: by day, or
// at once where that would be too late.
func tellBefore(tx store.Tx, c Course, p Pupil, k Class, out bot.Out) {
	next := bot.Awake(tx.Now())
	if next.After(k.At.Add(-signAround)) {
		next = tx.Now()
	}
	outbox.Add(tx, outbox.Message{
		Person: p.Person, Out: out, Priority: outbox.Reminder, Of: ofPupil(c, p.Person), Next: next, Expires: k.At,
	})
}

// tellStaff tells who runs a term; those of the place, if they do no more.
func tellStaff(tx store.Tx, t Term, out bot.Out) {
	people := directory.StaffAt(tx, directory.Staff, t.For.Place)
	if by, ok := directory.GetPerson(tx, t.By); ok && directory.May(by, directory.OpenPoll, t.For.Place) {
		people = []directory.Person{by}
	}
	for _, p := range people {
		outbox.Add(tx, outbox.Message{Person: p.ID, Out: out, Priority: outbox.Reminder, Of: "term/" + t.ID() + "/staff", Next: bot.Awake(tx.Now())})
	}
}

// tellDue tells everybody who could vote which courses are open, and again when
// that has changed.
func tellDue(tx store.Tx, e agenda.Entry) error {
	t, ok := GetTerm(tx, e.Ref)
	if !ok || t.State != Enrolling || !tx.Now().Before(t.Deadline) {
		return nil
	}
	of := "term/" + t.ID() + "/open"
	outbox.Recall(tx, of, "时间改了，发了新的")
	outbox.Cast(tx, outbox.Casting{
		Of: of, Out: openOut(tx, t), To: t.For, Priority: outbox.Broadcast, Expires: t.Deadline,
	})
	return nil
}
