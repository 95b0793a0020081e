package course

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// OfPupil is what messages to one pupil of a course belong to.
func OfPupil(c Course, person string) string { return "course/" + c.ID() + "/" + person }

// TellPupil tells one pupil something of their course, by day.
func TellPupil(tx store.Tx, c Course, p Pupil, out bot.Out) {
	outbox.Add(tx, outbox.Message{
		Person: p.Person, Out: out, Priority: outbox.Reminder, Of: OfPupil(c, p.Person), Next: bot.Awake(tx.Now()),
	})
}

// TellStaff tells who runs a term; those of the place, if they do no more.
func TellStaff(tx store.Tx, t Term, out bot.Out) {
	people := directory.StaffAt(tx, directory.Staff, t.For.Place)
	if by, ok := directory.GetPerson(tx, t.By); ok && directory.May(by, directory.OpenPoll, t.For.Place) {
		people = []directory.Person{by}
	}
	for _, p := range people {
		outbox.Add(tx, outbox.Message{Person: p.ID, Out: out, Priority: outbox.Reminder, Of: "term/" + t.ID() + "/staff", Next: bot.Awake(tx.Now())})
	}
}
