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
	outbox.Add(tx, ToPupil(tx, c, p, outbox.Message{Out: out, Priority: outbox.Reminder, Next: bot.Awake(tx.Now())}))
}

// ToPupil is a message to a pupil; where nothing reaches them, to who signed them up and
// may still act for them, with the words by which they answer.
func ToPupil(tx store.Reader, c Course, p Pupil, m outbox.Message) outbox.Message {
	m.Person, m.Of = p.Person, OfPupil(c, p.Person)
	to := outbox.Via(tx, m, p.By)
	if to.Person != m.Person && len(m.Out.Buttons) > 0 {
		to.Out.Text += "\n要替" + NameOf(tx, p) + "办，回复「帮" + NameOf(tx, p) + "看我的课程」。"
	}
	return to
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
