package notice

import (
	"fmt"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// maxTitle is the most characters of a title: one line in large type.
const maxTitle = 20

// Make writes a notice down as a draft and gives it its number.
func Make(tx store.Tx, by directory.Person, n Notice) (Notice, error) {
	if err := check(tx, by, n); err != nil {
		return n, err
	}
	n.No = store.Next(tx, "notice")
	n.By, n.Made, n.State = by.ID, tx.Now(), Draft
	if n.Kind == Plain {
		n.At, n.Where, n.Capacity = time.Time{}, "", 0
	}
	n.Ends = ends(n, tx.Now())
	notices.Put(tx, n)
	directory.Log(tx, by.ID, "make notice", n.To.Place, n.ID())
	return n, nil
}

func check(tx store.Tx, by directory.Person, n Notice) error {
	switch {
	case !directory.May(by, directory.SendNotice, n.To.Place):
		return bot.Refuse("您不能给这个地方的居民发通知。")
	case n.Title == "" || utf8.RuneCountInString(n.Title) > maxTitle:
		return bot.Refuse("标题要有，不超过%d个字。", maxTitle)
	case n.Kind == Activity && !n.At.After(tx.Now()):
		return bot.Refuse("活动的时间已经过了，没有发。")
	}
	return nil
}

// sendAt has a draft go out at a time; a time that is not to come is now.
func (k kit) sendAt(tx store.Tx, n Notice, at time.Time) (Notice, error) {
	if n.Kind == Activity && !at.Before(n.At) {
		return n, bot.Refuse("到那时活动已经开始了，没有发。")
	}
	n.Send = at
	if at.After(tx.Now()) || !k.hasPhoto(tx, n) {
		if !at.After(tx.Now()) {
			n.Send = tx.Now().Add(photoLook)
		}
		notices.Put(tx, n)
		agenda.Entries.Put(tx, agenda.Entry{Due: n.Send, Kind: dueSend, Ref: n.ID(), Night: n.Urgent})
		return n, nil
	}
	return k.send(tx, n), nil
}

// A photo is fetched from its platform while the rest is asked. If it takes
// longer the notice waits for it, but not for ever.
const (
	photoLook = 10 * time.Second
	photoWait = 5 * time.Minute
)

func (k kit) hasPhoto(tx store.Tx, n Notice) bool {
	return n.Photo == "" || k.photo(tx, n.Photo) != "" || tx.Now().Sub(n.Made) > photoWait
}

// sendDue sends a draft whose time has come.
func (k kit) sendDue(tx store.Tx, e agenda.Entry) error {
	n, ok := Get(tx, e.Ref)
	if !ok || n.State != Draft {
		return nil
	}
	switch {
	case n.Kind == Activity && over(tx, n):
		n.State, n.Why = Cancelled, "没有赶在活动开始前发出"
		notices.Put(tx, n)
		outbox.Tell(tx, n.By, bot.Out{Text: fmt.Sprintf("%d号通知「%s」没有发：原定%s发，那时系统停着，现在活动时间已经过了。", n.No, n.Title, bot.Moment(n.Send))})
		return nil
	case e.Missed:
		askMissed(tx, n)
		return nil
	}
	_, err := k.sendAt(tx, n, tx.Now())
	return err
}

// send begins to send.
func (k kit) send(tx store.Tx, n Notice) Notice {
	n.State, n.Send = Sending, tx.Now()
	if !n.Ends.After(tx.Now()) { // its day is over, and staff had it sent all the same
		n.Ends = time.Time{}
	}
	priority := outbox.Broadcast
	if n.Urgent {
		priority = outbox.Urgent
	}
	outbox.Cast(tx, outbox.Casting{
		Of: n.of(), Out: k.letter(tx, n), To: n.To, Filter: castFilter, Ref: n.ID(), Priority: priority, Expires: n.until(),
	})
	n.Posts = k.post(tx, n, priority)
	planReminder(tx, &n)
	if n.Kind == Activity {
		agenda.Set(tx, n.At, dueOver, n.ID())
	}
	notices.Put(tx, n)
	agenda.Set(tx, tx.Now().Add(watchEvery), dueWatch, n.ID())
	return n
}

// post puts the notice into the groups whose members it is all for.
func (k kit) post(tx store.Tx, n Notice, priority outbox.Priority) []string {
	if narrowed(n.To) {
		return nil
	}
	var posts []string
	for _, g := range directory.GroupsAt(tx, n.To.Place) {
		posts = append(posts, outbox.Add(tx, outbox.Message{
			To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: k.letter(tx, n), Of: n.of() + "/group",
			Same: n.of(), Priority: priority, Expires: n.until(),
		}))
	}
	return posts
}

func narrowed(a directory.Audience) bool {
	return len(a.Roles) > 0 || a.MinAge > 0 || a.MaxAge > 0 || len(a.Tags) > 0 || a.Owners || a.MinTrust > 0
}

// castFilter leaves out, while a notice is spread, who does not want it.
const castFilter = "notice"

func wanted(tx store.Tx, id string, p directory.Person) bool {
	n, ok := Get(tx, id)
	return ok && n.State != Cancelled && wants(tx, n, p)
}

// wants: somebody who took back their consent gets nothing, who asked to be left
// alone no activities.
func wants(tx store.Tx, n Notice, p directory.Person) bool {
	if p.Quiet && n.Kind == Activity {
		return false
	}
	return p.Consent > 0 || len(directory.AccountsOf(tx, p.ID)) == 0
}

// reach is how a notice would travel, were it sent now.
func reach(tx store.Tx, n Notice) outbox.Reach {
	return outbox.PreviewOf(tx, func(yield func(directory.Person) bool) {
		for p := range n.To.People(tx) {
			if wants(tx, n, p) && !yield(p) {
				return
			}
		}
	})
}

// try sends a notice to the one who writes it, to see what it looks like.
func (k kit) try(tx store.Tx, who directory.Person, chat bot.Address, n Notice) {
	n.By = who.ID
	outbox.Add(tx, outbox.Message{To: chat, Person: who.ID, Out: k.letter(tx, n)})
}
