package issue

import (
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/store"
)

// Kinds of what falls due.
const (
	dueAnswer = "issue.answer" // the day of the answer is over
	dueAsk    = "issue.ask"    // whether it is solved was not said
)

// Kit is what issues bring into the house: what falls due. They are talked about in
// flows/issue/care.
func Kit() house.Kit {
	return house.Kit{
		Name: "issue", Keeps: keeps, Settings: []setting.Kind{answerDays, urgentDays}, Exports: []house.Extract{{Name: "issues", Write: writeAll}}, Figures: figures, Sample: Fill,
		Due: map[string]agenda.Handler{dueAnswer: late, dueAsk: ask, dueUnsay: tooLate},
	}
}

// askAgain is how long after closing it is asked once more whether it is solved.
const askAgain = 48 * time.Hour

// late is the day of the answer gone by without one: who had the issue is told
// once, it goes one level up, and the reporter is told how it is.
func late(tx store.Tx, e agenda.Entry) error {
	i, ok := Get(tx, e.Ref)
	if !ok || !i.Waits() || tx.Now().Before(i.Due) {
		return nil
	}
	before, who, up := inCharge(tx, i), slow(tx, i), above(tx, i)
	i.Late++
	i.note(Event{At: tx.Now(), Act: Overdue, To: up})
	if up != "" {
		i.Role, i.Handler = up, ""
		if i.State == Taken {
			i.State = Open
		}
		i.promiseFrom(tx, true)
	}
	put(tx, i)
	tellLate(tx, i, who, up, before)
	return nil
}

// ask asks the reporter once more whether it is solved. After that it counts as
// not answered, though a rating is still welcome.
func ask(tx store.Tx, e agenda.Entry) error {
	i, ok := Get(tx, e.Ref)
	if !ok || i.State != Closed || i.Rating > 0 || i.Solved || i.Asked != 1 || tx.Now().Before(i.Ended.Add(askAgain)) {
		return nil
	}
	i.Asked++
	put(tx, i)
	tellReporter(tx, i, "请您评价", bot.Out{
		Text:    endedWhen(i, tx.Now()) + "办好的「" + i.Title() + "」（" + i.No + "），" + isSolved,
		Buttons: solvedOrNot(i), Thanks: thankFor(i),
	})
	return nil
}

// endedWhen says when it was closed: two days ago, or on which day if it is asked late.
func endedWhen(i Issue, now time.Time) string {
	if now.Sub(i.Ended) > askAgain+24*time.Hour {
		return bot.Day(i.Ended)
	}
	return "前两天"
}

// slow says who has the issue, for those above: 老陈（物业）, or 物业.
func slow(tx store.Reader, i Issue) string {
	if p, ok := HandlerOf(tx, i); ok {
		return called(p, roleFor(p, i))
	}
	return directory.RoleName(i.Role)
}
