package issue

import (
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/store"
)

// errNoSuch is said to who names a number that nothing has.
const errNoSuch = bot.Refusal("没有这个编号。")

// letGo leaves an issue to whoever of its role takes it.
func (i *Issue) letGo(tx store.Tx) {
	if i.Handler = ""; i.State != Reopened {
		i.State = Open
	}
	i.Nudged = false
	i.Next = earlier(i.spanEnd(tx, i.row(tx).Take), i.Due, tx.Now())
}

// earlier is the first of two times that is still to come.
func earlier(a, b, now time.Time) time.Time {
	if b.After(now) && b.Before(a) {
		return b
	}
	return a
}

// Workable returns a live issue to somebody who may work on it.
func Workable(tx store.Reader, who directory.Person, no string) (Issue, error) {
	i, ok := Get(tx, no)
	if !ok {
		return i, errNoSuch
	}
	if err := need(who, directory.HandleIssue, i); err != nil {
		return i, err
	}
	if !i.Live() {
		return i, bot.Refuse("这件事%s，不用再办。", i.State.Words())
	}
	return i, nil
}

// free refuses when somebody else has the issue.
func free(tx store.Reader, who directory.Person, i Issue) error {
	if p, ok := HandlerOf(tx, i); ok && p.ID != who.ID {
		return bot.Refuse("%s已经接手了。", p.In(roleFor(p, i)))
	}
	return nil
}

func (i *Issue) done(tx store.Tx, who directory.Person, e Event) {
	e.At, e.By, e.As = tx.Now(), who.ID, roleFor(who, *i)
	i.note(e)
	audit.Log(tx, who.ID, "issue."+string(e.Act), i.Spot.Place, i.No)
}

// Take makes somebody the handler: first come, first served.
func Take(tx store.Tx, who directory.Person, no string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil {
		err = free(tx, who, i)
	}
	if err == nil && i.Handler == who.ID {
		err = bot.Refuse("这件事已经在您手上了。")
	}
	if err != nil {
		return i, err
	}
	i.takeOn(tx, who)
	put(tx, i)
	tellTaken(tx, i, who)
	return i, nil
}

// takeOn makes somebody the handler. The day of the answer stays as it was told, if it is
// still to come.
func (i *Issue) takeOn(tx store.Tx, who directory.Person) {
	i.Handler, i.Role = who.ID, roleFor(who, *i)
	i.Giver, i.Refused = "", 0
	if i.Waits() {
		i.State = Taken
		row := i.row(tx)
		switch {
		case i.Urgent && i.Limit.After(tx.Now()):
			i.Due = i.Limit
		case i.Urgent && !i.Due.After(tx.Now()):
			i.Due = i.spanEnd(tx, row.Solve)
		case !i.Due.After(tx.Now()):
			i.Due = i.spanEnd(tx, row.Take)
		}
		i.Next = i.Due
	}
	i.done(tx, who, Event{Act: Took})
}

// Sort puts an issue into another category.
func Sort(tx store.Tx, who directory.Person, no, category string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err != nil || i.Category == category {
		return i, err
	}
	i.Category = category
	i.done(tx, who, Event{Act: Sorted, To: category})
	put(tx, i)
	return i, nil
}

// GiveBack lets go of an issue that somebody has taken: others can take it. The
// day of the answer stays as it was promised.
func GiveBack(tx store.Tx, who directory.Person, no string) (Issue, error) {
	i, err := Workable(tx, who, no)
	if err == nil && i.Handler != who.ID {
		err = bot.Refuse("这件事不在您手上。")
	}
	if err != nil {
		return i, err
	}
	i.done(tx, who, Event{Act: Gave})
	i.letGo(tx)
	put(tx, i)
	by := who.In(i.Role)
	tellReporter(tx, i, "等人来办", bot.Out{Text: by + "先不办" + yours(i) + "了，会有别人来办，答复的日子不变。", Buttons: FollowUp(i)})
	for _, p := range inCharge(tx, i) {
		if p.ID != who.ID {
			tellNews(tx, i, []directory.Person{p}, by+"放回来一件：\n\n")
		}
	}
	return i, nil
}
