package issue

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/store"
)

// Owner is whose turn it is: a person, or whoever holds a role for the place.
type Owner struct {
	Role   string
	Person string
}

// Next is who has to do something about an issue, and by when. Of one that is over it is
// nobody and no time; of every other there is both.
func Next(tx store.Reader, i Issue) (who Owner, when time.Time) {
	if i.State == Same {
		main, _ := Get(tx, i.Of)
		return Next(tx, main)
	}
	if i.Over() {
		return who, when
	}
	return ownerOf(tx, i), i.when()
}

// ownerOf is its handler, or the nearest role from its own up that anybody holds.
func ownerOf(tx store.Reader, i Issue) Owner {
	if p, ok := HandlerOf(tx, i); ok && i.Check != ToCall {
		return Owner{roleFor(p, i), p.ID}
	}
	if len(serving(tx, i.Role, i.Spot.Place)) == 0 {
		if up := above(tx, i); up != "" {
			return Owner{Role: up}
		}
	}
	return Owner{Role: i.Role}
}

// Owners are the people whose turn it is.
func Owners(tx store.Reader, i Issue) []directory.Person {
	who, _ := Next(tx, i)
	if who.Role == "" {
		return nil
	}
	if p, ok := directory.GetPerson(tx, who.Person); ok && who.Person != "" {
		return []directory.Person{p}
	}
	return serving(tx, who.Role, i.Spot.Place)
}

// when is the day by which something must happen: the one that was set, or of a record of
// former days the one that follows from what it says.
func (i *Issue) when() time.Time {
	switch {
	case !i.Next.IsZero():
		return i.Next
	case i.HasEnded():
		return i.Ended.Add(time.Duration(max(i.Asked, 1)) * askAgain)
	case i.State == Answered && len(i.Events) > 0:
		return i.Events[len(i.Events)-1].At.AddDate(0, 0, 7)
	}
	return i.Due
}

// Over reports whether nothing is left to be done or asked.
func (i *Issue) Over() bool {
	switch {
	case i.State == Withdrawn:
		return true
	case !i.HasEnded() || i.Check == ToCall:
		return false
	}
	former := i.Next.IsZero() && i.Asked > 1 // once was enough, when nobody called
	return former || i.Solved || i.Rating > 0 || i.Asked > asks || i.Check != ""
}

// HasEnded reports whether staff say that there is nothing left to do.
func (i *Issue) HasEnded() bool { return i.State == Closed || i.State == Foreign }

// Live reports whether there is still something to do about it.
func (i *Issue) Live() bool { return !i.HasEnded() && i.State != Withdrawn && i.State != Same }

// Waits reports whether the reporter still waits for the answer that was promised.
func (i *Issue) Waits() bool {
	return i.Live() && i.State != Answered && i.State != OnSite && i.State != Outside
}

// Overdue reports whether a day that the reporter was told has passed.
func (i *Issue) Overdue(now time.Time) bool { return !i.overdueSince(now).IsZero() }

// PastDays is for how many days it is overdue: since the first day that passed.
func (i *Issue) PastDays(now time.Time) int {
	since := i.overdueSince(now)
	if since.IsZero() {
		return 0
	}
	return max(1, int(bot.Midnight(now).Sub(bot.Midnight(since)).Hours())/24)
}

func (i *Issue) overdueSince(now time.Time) (since time.Time) {
	switch {
	case !i.Live():
	case !i.Missed.IsZero():
		return i.Missed
	case i.Late > 0 && i.Waits(), now.After(i.Due): // Late without Missed is of former days
		return i.Due
	}
	return since
}

// Silent reports whether the reporter was asked twice and never said if it is solved.
func (i *Issue) Silent() bool { return i.HasEnded() && i.Rating == 0 && !i.Solved && i.Asked > 1 }

// answerBy is Due while it matters and nothing later; a missed day stays missed.
func (i *Issue) answerBy() time.Time {
	switch {
	case !i.Live():
		return time.Time{}
	case i.Overdue(time.Time{}):
		return i.Filed
	}
	return i.Due
}

// put writes an issue. Whoever changed it has said by when something is to happen next;
// the agenda looks then.
func put(tx store.Tx, i Issue) {
	if was, had := Get(tx, i.No); had && !was.Next.IsZero() {
		agenda.Unset(tx, was.Next, dueNext, i.No)
	}
	switch {
	case i.Over() || i.State == Same:
		i.Next = time.Time{}
	default:
		i.Next = i.when()
		agenda.Entries.Put(tx, agenda.Entry{Due: i.Next, Kind: dueNext, Ref: i.No, Night: i.Urgent && i.Live()})
	}
	issues.Put(tx, i)
	mornings(tx)
}

// Adopt gives records of former days the day by which something must happen.
func Adopt(tx store.Tx) {
	for _, no := range slices.Collect(issues.Between(tx, "live", "", "")) {
		i, _ := issues.Get(tx, no)
		if !i.Next.IsZero() {
			continue
		}
		if i.State == Answered { // it promised no day
			i.Due = i.when()
		}
		put(tx, i)
	}
}

// past is a transaction at a time gone by, in which nobody is told anything.
type past struct {
	store.Tx
	at time.Time
}

func (p past) Now() time.Time { return p.at }
