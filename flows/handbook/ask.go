package handbook

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/directory/setting"
	"yishi/bot/outbox"
	"yishi/store"
)

const (
	dueAnswer = "handbook.answer" // the day of an answer is over
	again     = 10 * time.Minute  // how soon staff are told once more that somebody waits
	mostOpen  = 10                // questions of one person that wait at a time
)

// wanted passes on that somebody wants a person, in the middle of something or of nothing.
func wanted(tx store.Tx, who directory.Person, chat bot.Address, doing string) string {
	return Pass(tx, Question{Person: who.ID, Chat: chat, About: doing})
}

// Pass gives a question to the staff where its person lives, and returns the sentence that
// says so. The same one is theirs once, however often it is said.
func Pass(tx store.Tx, q Question) string {
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, q.Person))
	if open := openOf(tx, who.ID); len(open) > 0 {
		i := slices.IndexFunc(open, func(o Question) bool { return o.Text == q.Text || q.Text == "" })
		switch {
		case i >= 0:
			return once(tx, open[i], who)
		case len(open) >= mostOpen:
			return "您已经有" + numbers(open) + "在等人回了。先等一等；不用回的，回复「我的提问」。"
		}
	}
	q.Role = ownerFor(tx, who)
	switch {
	case q.Role == "" && placeOf(tx, who) == "":
		return "还不知道您在哪里，我不知道该转给哪里的工作人员。回复「登记住处」，登记好了再问。"
	case q.Role == "":
		return "这里还没有工作人员可以转告。您可以直接说遇到的问题，我先记下来。"
	}
	if q.ID == "" {
		q.ID, q.Since = store.Short(tx.Seq()), tx.Now()
	}
	q.No, q.State, q.Rung = store.Next(tx, "question"), Asked, tx.Now()
	promise(tx, &q)
	ring(tx, q, who, "")
	return "记下了，编号" + q.Number() + "。" + officeOf(tx, who, q.Role) + "最晚" + bot.Day(q.Due) + "回您。" + dial(tx, who)
}

// once is the word to who asks again what waits already. Staff hear of it, not too often.
func once(tx store.Tx, q Question, who directory.Person) string {
	if tx.Now().Sub(q.Rung) >= again {
		q.Rung = tx.Now()
		questions.Put(tx, q)
		ring(tx, q, who, "【又问了一次】")
	}
	return "转给工作人员了（" + q.Number() + "），最晚" + bot.Day(q.Due) + "回您。" + dial(tx, who)
}

func dial(tx store.Reader, who directory.Person) string {
	number := contact.Dial(tx, placeOf(tx, who), directory.Staff)
	if number == "" {
		return ""
	}
	return "急事请直接打社区电话" + number + "。"
}

// replyDays are how many working days a question may wait.
var replyDays = setting.Kind{Key: "reply_days", Name: "提问几个工作日回复", Usual: "1", Form: setting.Days}

// promise gives a question its day: where nothing else is set, the end of the next working
// day.
func promise(tx store.Tx, q *Question) {
	agenda.Unset(tx, q.Due, dueAnswer, q.ID)
	who, _ := directory.GetPerson(tx, directory.Resolve(tx, q.Person))
	at := placeOf(tx, who)
	q.Due, _ = setting.Due(tx, at, replyDays.Days(tx, at))
	agenda.Set(tx, q.Due, dueAnswer, q.ID)
	questions.Put(tx, *q)
}

// ownerFor is the office that answers for a person: the community's, else the street's;
// "" if nobody works there.
func ownerFor(tx store.Reader, who directory.Person) string {
	for _, role := range []string{directory.Staff, directory.StreetStaff} {
		if len(officers(tx, who, role)) > 0 {
			return role
		}
	}
	return ""
}

// officers are who hold a role where somebody is; of who has said no place yet, all in the
// street.
func officers(tx store.Reader, who directory.Person, role string) []directory.Person {
	at := placeOf(tx, who)
	if p, ok := directory.GetPlace(tx, at); ok && p.Kind == directory.Street {
		return slices.Collect(directory.Audience{Place: at, Roles: []string{role}}.People(tx))
	}
	return directory.StaffAt(tx, role, at)
}

// placeOf is where somebody lives, or else works; of who does neither yet it is the
// street, if there is only one.
func placeOf(tx store.Reader, who directory.Person) string {
	if seat := directory.SeatOf(who); seat != "" {
		return seat
	}
	if streets := directory.Children(tx, ""); len(streets) == 1 {
		return streets[0].ID
	}
	return ""
}

// answerers are all who may answer a question: its office, and who is on duty there.
func answerers(tx store.Reader, q Question, who directory.Person) []directory.Person {
	roles := []string{directory.Duty, directory.Staff}
	if q.Role == directory.StreetStaff {
		roles = append(roles, directory.StreetStaff)
	}
	var all []directory.Person
	for _, role := range roles {
		for _, p := range officers(tx, who, role) {
			if !slices.ContainsFunc(all, func(o directory.Person) bool { return o.ID == p.ID }) {
				all = append(all, p)
			}
		}
	}
	return all
}

// ring tells all of them.
func ring(tx store.Tx, q Question, who directory.Person, lead string) {
	for _, s := range answerers(tx, q, who) {
		outbox.Add(tx, outbox.Message{
			Person: s.ID, Priority: outbox.Reply,
			Out: bot.Out{Text: lead + q.news(tx, who), Buttons: []bot.Button{{Label: "回复", Token: prefix + ":" + q.ID}}},
		})
	}
}

// openOf are the questions of somebody that wait for staff.
func openOf(tx store.Reader, person string) []Question {
	return slices.DeleteFunc(askedBy(tx, person), func(q Question) bool { return !q.waits() })
}

// askedBy are all questions of somebody, the oldest first.
func askedBy(tx store.Reader, person string) (all []Question) {
	for _, id := range directory.IDsOf(tx, person) {
		all = slices.AppendSeq(all, questions.By(tx, "person", store.Key(id)))
	}
	return all
}

// drop says that nobody need answer any more.
func drop(tx store.Tx, who directory.Person, id string) error {
	q, ok := questions.Get(tx, id)
	if !ok || !q.waits() || directory.Resolve(tx, q.Person) != who.ID {
		return errPast
	}
	agenda.Unset(tx, q.Due, dueAnswer, q.ID)
	q.State = Dropped
	questions.Put(tx, q)
	return nil
}
