package run

import (
	"fmt"
	"strconv"
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/setting"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/store"
)

// Open sends a draft on its way: to a second look where the place asks for one,
// else it is announced, and opened when its time has come.
func Open(tx store.Tx, p poll.Poll, by directory.Person) (poll.Poll, error) {
	p, err := prepare(tx, p, by)
	if err != nil {
		return p, err
	}
	if _, asked := asksReview(tx, p.For.Place); asked {
		return p, submit(tx, p, by)
	}
	audit.Log(tx, by.ID, "open poll", p.For.Place, p.ID)
	return announce(tx, p)
}

// prepare gives a draft its number and what its kind lays down.
func prepare(tx store.Tx, p poll.Poll, by directory.Person) (poll.Poll, error) {
	p.Suits()
	if err := Check(p, by, tx.Now()); err != nil {
		return p, err
	}
	if err := poll.By(p, hasAnybody, hasAnybody, hasRegister)(tx, p); err != nil {
		return p, err
	}
	p.No = int(store.Next(tx, "poll"))
	p.ID = strconv.Itoa(p.No)
	p.State, p.By = poll.Draft, by.ID
	return p, nil
}

// hasAnybody refuses a poll in which nobody could vote.
func hasAnybody(tx store.Reader, p poll.Poll) error {
	for range p.For.IDs(tx) {
		return nil
	}
	return bot.Refuse("%s一个也没有登记，没有人能投。换个范围吧。", p.For.Words(tx))
}

// announce begins the register. A short one is made at once, a long one a
// stretch at a time, while the organiser has an answer already.
func announce(tx store.Tx, p poll.Poll) (poll.Poll, error) {
	p.State, p.Announced = poll.Announced, tx.Now()
	if p.Opens.Before(tx.Now()) {
		p.Opens = tx.Now()
	}
	if !p.ByPart() {
		return enrolOn(tx, p, false), nil
	}
	if _, live, _ := owners.Live(tx, p.For.Place); live.Parts > poll.ManyPeople {
		poll.Polls.Put(tx, p)
		agenda.Set(tx, tx.Now(), poll.DueEnrol, p.ID)
		return p, nil
	}
	err := freeze(tx, &p)
	if err != nil {
		return p, err
	}
	return enrolOn(tx, p, false), nil
}

// announced goes on when the register is made.
func announced(tx store.Tx, p poll.Poll, later bool) poll.Poll {
	p.Cursor = ""
	if p.Opens.After(tx.Now()) {
		poll.Polls.Put(tx, p)
		agenda.Set(tx, p.Opens, poll.DueOpen, p.ID)
		if p.Info().Notice > 0 {
			outbox.TellAll(tx, outbox.Broadcast{Of: p.Of("announce"), Out: tell.Announcement(tx, p), To: p.For, Topic: p.Topic(), Priority: outbox.Bulk, Expires: p.Opens})
		}
	} else {
		p = open(tx, p)
		invite(tx, p)
	}
	if later {
		outbox.Tell(tx, p.By, bot.Out{Text: tell.OpenedWords(p)})
	}
	return p
}

// open has ballots taken from now on.
func open(tx store.Tx, p poll.Poll) poll.Poll {
	p.State = poll.Opened
	if p.Reminds.IsZero() && !p.Unreminded {
		p.Reminds = RemindAt(p.Opens, p.Closes)
	}
	poll.Polls.Put(tx, p)
	agenda.Set(tx, p.Closes, poll.DueClose, p.ID)
	agenda.Set(tx, tx.Now(), poll.DueHead, p.ID)
	if !p.Reminds.IsZero() {
		agenda.Set(tx, p.Reminds, poll.DueRemind, p.ID)
	}
	return p
}

// invite tells everybody the poll is for, and their groups.
func invite(tx store.Tx, p poll.Poll) {
	outbox.TellAll(tx, outbox.Broadcast{
		Of: p.Of("open"), Out: tell.Invitation(tx, p), To: p.For, Topic: p.Topic(), Filter: poll.FilterInvited, Ref: p.ID,
		Priority: outbox.Bulk, Expires: p.Closes,
	})
	for _, g := range directory.GroupsAt(tx, p.For.Place) {
		tell.Post(tx, p, g)
	}
}

// openDue opens a poll at its time, and invites to it by day. One whose register is
// not made by then opens when it is.
func openDue(tx store.Tx, e agenda.Entry) error {
	p, ok := poll.Get(tx, e.Ref)
	switch {
	case !ok || p.State != poll.Announced || !p.Frozen:
		return nil
	case e.Late:
		return openLate(tx, p)
	}
	open(tx, p)
	agenda.Set(tx, setting.Awake(tx, p.For.Place, tx.Now()), poll.DueInvite, p.ID)
	return nil
}

// inviteDue invites to a poll that has opened.
func inviteDue(tx store.Tx, e agenda.Entry) error {
	if p, ok := poll.Get(tx, e.Ref); ok && p.Takes(tx.Now()) {
		invite(tx, p)
	}
	return nil
}

// leastOpen is the least time that a poll is open to be worth opening.
const leastOpen = time.Hour

// openLate opens a poll whose opening was missed, from now on, if it is not too late,
// and tells who made it.
func openLate(tx store.Tx, p poll.Poll) error {
	by := func(text string) {
		outbox.Add(tx, outbox.Message{Person: p.By, Out: bot.Out{Text: text}, Priority: outbox.Reminder, Next: bot.Awake(tx.Now())})
	}
	planned := bot.Moment(p.Opens)
	if p.Closes.Sub(bot.Awake(tx.Now())) < leastOpen {
		cancel(tx, p, "原定"+planned+"开始，那时系统停着，没能开成")
		by(fmt.Sprintf("%s「%s」没有开成：原定%s开始，那时系统停着，现在来不及了。还要投，请重新发起，回复「发起投票」。", p.Name(), p.Question, planned))
		return nil
	}
	p.Opens = tx.Now()
	open(tx, p)
	agenda.Set(tx, setting.Awake(tx, p.For.Place, tx.Now()), poll.DueInvite, p.ID)
	by(fmt.Sprintf("%s「%s」晚开了：原定%s开始，那时系统停着，现在才开始。\n还是%s截止。时间不够，回复「延长投票」。", p.Name(), p.Question, planned, bot.Moment(p.Closes)))
	return nil
}

// evening is the hour at which who has not voted is reminded.
const evening = 19 * time.Hour

// RemindAt is when those who have not voted are reminded: the evening before
// closing, or half way where that would be too soon after opening. It is never
// at night, and zero where no time is left for it.
func RemindAt(opens, closes time.Time) time.Time {
	at := bot.Midnight(closes).Add(evening - poll.Day)
	if at.Sub(opens) < poll.Day/2 {
		at = bot.Awake(opens.Add(closes.Sub(opens) / 2).Truncate(time.Minute))
	}
	if closes.Sub(at) < 30*time.Minute {
		return time.Time{}
	}
	return at
}

// remind tells those who have not voted, once.
func remind(tx store.Tx, e agenda.Entry) error {
	p, ok := poll.Get(tx, e.Ref)
	if !ok || !p.Takes(tx.Now()) || e.Late && p.Closes.Sub(tx.Now()) < leastOpen {
		return nil
	}
	outbox.TellAll(tx, outbox.Broadcast{
		Of: p.Of("remind"), Out: tell.Reminder(tx, p), To: p.For, Topic: p.Topic(), Filter: poll.FilterSilent, Ref: p.ID,
		Priority: outbox.Bulk, Expires: p.Closes,
	})
	return nil
}

// Reached is whom a draft would be told to, and how.
type Reached struct {
	Who    string `json:"who"`
	People int    `json:"people"`
	Ways   string `json:"ways"`
}

// ReachOf looks whom a draft would be told to.
func ReachOf(tx store.Reader, p poll.Poll) (Reached, error) {
	n := directory.Count(tx, p.For)
	if n > poll.ManyPeople {
		return Reached{p.For.Words(tx), n, "人多，名册要准备一会儿。"}, nil
	}
	return Reached{p.For.Words(tx), n, tell.ReachWords(outbox.Preview(tx, outbox.Broadcast{To: p.For, Topic: p.Topic()}))}, nil
}
