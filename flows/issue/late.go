package issue

import (
	"hash/fnv"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/issue/deadline"
	"yishi/store"
)

// dueNext is when something must have happened; the others are of former days.
const (
	dueNext   = "issue.next"
	dueAnswer = "issue.answer"
	dueAsk    = "issue.ask"
)

// Kit is what issues bring into the house: what falls due. They are talked about in
// flows/issue/care.
func Kit() house.Kit {
	return house.Kit{
		Name: "issue", Keeps: keeps, Settings: deadline.Settings(), Exports: []house.Extract{{Name: "issues", Write: writeAll}}, Figures: figures, Begin: Adopt,
		Due: map[string]agenda.Handler{dueNext: passed, dueAnswer: passed, dueAsk: passed, dueUnsay: tooLate, dueMorning: tellMorning},
	}
}

const (
	askAgain   = 48 * time.Hour // how long after closing, and after that, it is asked whether it is solved
	asks       = 2              // how often
	sampled    = 10             // of so many one is called by the branch
	callWithin = 5              // working days
)

// passed is the day by which something had to happen: nothing did.
func passed(tx store.Tx, e agenda.Entry) error {
	i, ok := Get(tx, e.Ref)
	if !ok || i.Over() || i.State == Same || tx.Now().Before(i.when()) {
		return nil
	}
	switch {
	case i.Check == ToCall:
		i.callLate(tx)
	case i.HasEnded():
		i.silence(tx)
	case i.promised() && !i.Nudged:
		i.nudge(tx)
	default:
		i.climb(tx)
	}
	return nil
}

// promised reports whether somebody has given their word for the day that passed.
func (i *Issue) promised() bool {
	return i.State == Answered || i.State == OnSite || i.State == Outside
}

// miss notes that a day has passed.
func (i *Issue) miss() {
	i.Late++
	if i.Missed.IsZero() {
		i.Missed = i.when()
	}
}

// nudge asks after a promise once, before the issue is taken from who gave it.
func (i *Issue) nudge(tx store.Tx) {
	i.miss()
	i.Nudged = true
	i.note(Event{At: tx.Now(), Act: Nudged})
	i.Next = i.spanEnd(tx, i.row(tx).Take)
	put(tx, *i)
	tellNudged(tx, *i)
}

// climb takes an issue one level up. At the top it is asked for again, and again. If the
// day that was told has not passed, only nobody has taken it: that day stays.
func (i *Issue) climb(tx store.Tx) {
	before, who, up := inCharge(tx, *i), slow(tx, *i), above(tx, *i)
	late := !tx.Now().Before(i.Due)
	if late {
		i.miss()
	}
	i.Next = i.spanEnd(tx, i.patience(tx))
	if up != "" {
		i.goUp(up)
	}
	switch {
	case late && up != "":
		i.Due = i.Next
	case !late:
		i.Next = earlier(i.Next, i.Due, tx.Now())
	}
	fresh := up != "" || !i.atTop()
	if fresh {
		i.note(Event{At: tx.Now(), Act: Overdue, To: up, Text: map[bool]string{false: untaken}[late]})
	}
	put(tx, *i)
	if fresh || late && i.Late%nowAndThen == 0 {
		tellLate(tx, *i, up, late)
	}
	if i.Urgent {
		callAgain(tx, *i, who, before)
	}
}

// untaken is said in the history of what nobody has taken in time.
const untaken = "没有人接手"

// goUp gives an issue to a level above.
func (i *Issue) goUp(role string) {
	i.Role, i.Giver, i.Handler, i.Nudged = role, "", "", false
	if i.State != Reopened {
		i.State = Open
	}
}

// nowAndThen is how often the reporter hears that it is still asked for at the top.
const nowAndThen = 5

// patience is how long the next may take. What was asked for often is asked for less
// often then: what cannot wait every hour, all else every working day.
func (i *Issue) patience(tx store.Tx) deadline.Span {
	const often, few = 18, 3
	switch {
	case i.Urgent && i.Late > often:
		return deadline.Span{N: 1, Unit: deadline.Hours}
	case !i.Urgent && i.Late > few:
		return deadline.Span{N: 1, Unit: deadline.Days}
	}
	return i.row(tx).Take
}

// atTop reports whether the last that happened is that its day passed at the top.
func (i *Issue) atTop() bool {
	last := i.Events[len(i.Events)-1]
	return last.Act == Overdue && last.To == ""
}

// silence asks the reporter once more whether it is solved. After that it counts as
// not answered, though a rating is still welcome.
func (i *Issue) silence(tx store.Tx) {
	i.Asked++
	if i.Asked > asks {
		i.note(Event{At: tx.Now(), Act: Silence})
		i.sample(tx)
		put(tx, *i)
		return
	}
	i.Next = tx.Now().Add(askAgain)
	put(tx, *i)
	tellReporter(tx, *i, "请您评价", bot.Out{
		Text:    endedWhen(*i, tx.Now()) + "办好的「" + i.Title() + "」（" + i.No + "），" + isSolved,
		Buttons: solvedOrNot(*i), Thanks: thankFor(*i),
	})
}

// sample has one of so many that are over called by the branch: whether it is as staff
// say. Which is no secret and no choice: their numbers are shuffled.
func (i *Issue) sample(tx store.Tx) {
	h := fnv.New32a()
	h.Write([]byte(i.No))
	if i.Check != "" || h.Sum32()%sampled != 0 {
		return
	}
	i.Check = ToCall
	i.Role = directory.Party
	if len(serving(tx, directory.Party, i.Spot.Place)) == 0 {
		i.Role = directory.Staff
	}
	i.Next = i.spanEnd(tx, deadline.Span{N: callWithin, Unit: deadline.Days})
}

// callLate has the level above call, as nobody did.
func (i *Issue) callLate(tx store.Tx) {
	if up := above(tx, *i); up != "" {
		i.Role = up
	}
	i.Next = i.spanEnd(tx, deadline.Span{N: callWithin, Unit: deadline.Days})
	put(tx, *i)
}

// Call records what the branch heard when it called: it is as it should be, or not, and
// then it is opened again, one level up.
func Call(tx store.Tx, who directory.Person, no string, good bool, words string) (Issue, error) {
	i, ok := Get(tx, no)
	if !ok {
		return i, errNoSuch
	}
	if err := need(who, directory.HandleIssue, i); err != nil {
		return i, err
	}
	if !i.HasEnded() {
		return i, bot.Refuse("%s%s，办结以后才回访。", Subject(i), i.State.Words())
	}
	i.hush(tx)
	i.Check = WasBad
	if good {
		i.Check, i.Solved = WasGood, true
	}
	i.done(tx, who, Event{Act: Called, To: string(i.Check), Text: words})
	if !good {
		before := inCharge(tx, i)
		if up := above(tx, i); up != "" {
			i.Role, i.Handler = up, ""
		}
		i.again(tx)
		put(tx, i)
		tellCalled(tx, i, who, before)
		return i, nil
	}
	put(tx, i)
	return i, nil
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
		return p.In(roleFor(p, i))
	}
	return directory.RoleName(i.Role)
}

// At is a transaction at a time gone by, in which nobody is told anything: for the sample.
func At(tx store.Tx, at time.Time) store.Tx { return past{tx, at} }

// Lapse lets pass the days of an issue that have passed by a time.
func Lapse(tx store.Tx, no string, until time.Time) error {
	for {
		i, _ := Get(tx, no)
		if i.Next.IsZero() || i.Next.After(until) {
			mornings(tx)
			return nil
		}
		if err := passed(past{tx, i.Next}, agenda.Entry{Ref: no}); err != nil {
			return err
		}
	}
}
