package lists

import (
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/poll"
	"yishi/flows/poll/ballot"
	"yishi/store"
)

// Print is something that can be printed of a poll.
type Print string

// What can be printed.
const (
	PrintPapers     Print = "paper"      // ballots on paper
	PrintNotVoted   Print = "notvoted"   // doors where nobody has voted
	PrintNotReached Print = "notreached" // doors to which an owners' ballot has not come
	PrintNotice     Print = "notice"     // the result, for the board downstairs
	PrintForm       Print = "form"       // the official form of an owners' vote, with names
)

// AllPrints are what can be printed, in the order staff are shown it.
func AllPrints() []Print {
	return []Print{PrintPapers, PrintNotVoted, PrintNotReached, PrintNotice, PrintForm}
}

// Name is what staff call it.
func (w Print) Name() string {
	switch w {
	case PrintPapers:
		return "纸质选票"
	case PrintNotVoted:
		return "还没投的名单"
	case PrintNotReached:
		return "还没送到的名单"
	case PrintNotice:
		return "结果公示"
	case PrintForm:
		return "官方表格（Excel）"
	}
	return ""
}

// Lists reports whether something is a list of doors: of these everybody gets those
// they are responsible for. The others are of the whole poll.
func (w Print) Lists() bool { return w == PrintNotVoted || w == PrintNotReached }

// Prints reports whether there is something to print of a poll, as it stands now.
func Prints(p poll.Poll, what Print, now time.Time) bool {
	underWay := p.Takes(now) || p.State == poll.Announced && p.Frozen
	told := p.Result != nil && p.State != poll.Closed
	switch what {
	case PrintPapers:
		return underWay && ballot.PaperHow(p) != ""
	case PrintNotVoted:
		return p.Takes(now)
	case PrintNotReached:
		return underWay && p.ByPart()
	case PrintNotice:
		return told && !p.Info().Seats
	case PrintForm:
		return told && p.ByPart()
	}
	return false
}

// MayPrint reports whether somebody may have something printed, of a place.
func MayPrint(p poll.Poll, who directory.Person, what Print, place string) bool {
	switch {
	case !directory.Within(place, p.For.Place):
		return false
	case what.Lists():
		return directory.May(who, directory.SeeTurnout, place)
	case what == PrintForm:
		return directory.May(who, directory.OpenPoll, p.For.Place) && directory.May(who, directory.SeePeople, p.For.Place)
	}
	return directory.May(who, directory.OpenPoll, p.For.Place)
}

// Ticket leads to a page to print. Who has its code can open it, so it is good for
// a day, and for as long as who asked for it may see what is on it.
type Ticket struct {
	Code    string    `json:"code"`
	Poll    string    `json:"poll"`
	What    Print     `json:"what"`
	Place   string    `json:"place"`
	Person  string    `json:"person"`
	Expires time.Time `json:"expires"`
}

var tickets = store.NewTable("ticket", func(t *Ticket) string { return store.Key(t.Code) },
	store.Index[Ticket]{Name: "expires", Keys: func(t *Ticket) []string { return []string{store.Key(t.Expires)} }},
)

const ticketLife = 24 * time.Hour

// NewTicket makes a ticket for somebody who may have one, and throws away those
// nobody can use any more.
func NewTicket(tx store.Tx, codes poll.Codes, p poll.Poll, what Print, place string, who directory.Person) Ticket {
	for _, key := range slices.Collect(tickets.Between(tx, "expires", "", store.Key(tx.Now()))) {
		tickets.Delete(tx, key)
	}
	t := Ticket{Code: codes.Long(tx, 2), Poll: p.ID, What: what, Place: place, Person: who.ID, Expires: tx.Now().Add(ticketLife)}
	tickets.Put(tx, t)
	return t
}

const noTicket = "这个链接已经失效了。请在对话里再说一次「打印」，会给您新的。"

// OpenTicket is what a ticket leads to. Whether its person may see that is looked
// at anew; that it was opened is kept.
func OpenTicket(tx store.Tx, code string) (t Ticket, p poll.Poll, names bool, err error) {
	t, known := tickets.Get(tx, store.Key(code))
	if !known || !tx.Now().Before(t.Expires) {
		return t, p, false, bot.Refusal(noTicket)
	}
	who, there := directory.GetPerson(tx, directory.Resolve(tx, t.Person))
	p, _ = poll.Get(tx, t.Poll)
	switch {
	case !there || !MayPrint(p, who, t.What, t.Place):
		return t, p, false, bot.Refuse("这份东西现在不归您看了。有疑问请问社区。")
	case !Prints(p, t.What, tx.Now()):
		return t, p, false, bot.Refuse("%s现在没有这一样可以打印。请在对话里再说一次「打印」。", p.Name())
	}
	audit.Log(tx, who.ID, "print "+string(t.What), t.Place, p.ID)
	return t, p, directory.May(who, directory.SeePeople, t.Place), nil
}
