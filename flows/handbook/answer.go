package handbook

import (
	"slices"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

const errPast = bot.Refusal("这一问已经过去了。")

// answerable is a question that somebody may answer: it was for them.
func answerable(tx store.Reader, staff directory.Person, id string) (Question, directory.Person, error) {
	q, ok := questions.Get(tx, id)
	who, known := directory.GetPerson(tx, directory.Resolve(tx, q.Person))
	switch {
	case !ok || !known:
		return q, who, bot.Refuse("这一问已经过去了。")
	case q.State == Dropped:
		return q, who, bot.Refuse("%s不用回了，对方收回了这一问。", q.Number())
	case !slices.ContainsFunc(answerers(tx, q, who), func(s directory.Person) bool { return s.ID == staff.ID }):
		return q, who, directory.ErrNotYours
	}
	return q, who, nil
}

// Answer tells whoever asked, and says of it to who answered what is so.
func Answer(tx store.Tx, staff directory.Person, id, words string) (string, error) {
	q, who, err := answerable(tx, staff, id)
	if err != nil {
		return "", err
	}
	agenda.Unset(tx, q.Due, dueAnswer, q.ID)
	q.State, q.Staff = Answered, staff.ID
	questions.Put(tx, q)
	audit.Log(tx, staff.ID, "answer call", "", q.Person)
	return outbox.TellSaying(tx, who.ID, bot.Out{Text: inTheNameOf(staff) + "回复您" + q.paren() + "：\n" + words + "\n\n要接着说，回复「人工」。"}), nil
}

// inTheNameOf is in whose name somebody answers: 社区工作人员小周, 值班老李.
func inTheNameOf(staff directory.Person) string {
	for _, r := range staff.Roles {
		if r.Role == directory.Staff || r.Role == directory.Duty || r.Role == directory.StreetStaff {
			return directory.RoleName(r.Role) + staff.Name
		}
	}
	return staff.Name
}

// late is the day of an answer gone by without one: the question goes to the street, or
// stays at the top and is asked after every day. It always has an owner and a day.
func late(tx store.Tx, e agenda.Entry) error {
	q, ok := questions.Get(tx, e.Ref)
	if !ok || !q.waits() || tx.Now().Before(q.Due) {
		return nil
	}
	who, known := directory.GetPerson(tx, directory.Resolve(tx, q.Person))
	if !known {
		return nil
	}
	before, first := answerers(tx, q, who), q.Late == 0
	up := q.Role != directory.StreetStaff && len(officers(tx, who, directory.StreetStaff)) > 0
	if q.Late++; up {
		q.Role = directory.StreetStaff
	}
	q.Rung = tx.Now()
	promise(tx, &q)
	if !up {
		ring(tx, q, who, "逾期：")
		if first {
			outbox.Tell(tx, who.ID, bot.Out{Text: "对不起，" + q.yours() + "到今天还没有人回。又催了一遍，最晚" + bot.Day(q.Due) + "回您。"})
		}
		return nil
	}
	for _, s := range before {
		outbox.Tell(tx, s.ID, bot.Out{Text: "逾期：" + q.Number() + "到期没有回，已经报给街道。您还可以回。", Buttons: []bot.Button{{Label: "回复", Token: prefix + ":" + q.ID}}})
	}
	for _, s := range officers(tx, who, directory.StreetStaff) {
		outbox.Tell(tx, s.ID, bot.Out{Text: "逾期上报：" + q.news(tx, who), Buttons: []bot.Button{{Label: "回复", Token: prefix + ":" + q.ID}}})
	}
	outbox.Tell(tx, who.ID, bot.Out{Text: "对不起，" + q.yours() + "到今天还没有人回。已经报给" + officeOf(tx, who, q.Role) + "，最晚" + bot.Day(q.Due) + "回您。"})
	return nil
}

// openAt are the questions that wait for somebody's answer, the first due first.
func openAt(tx store.Reader, staff directory.Person) (list []Question) {
	for id := range questions.Between(tx, "waits", "", "") {
		if q, _, err := answerable(tx, staff, id); err == nil {
			list = append(list, q)
		}
	}
	return list
}
