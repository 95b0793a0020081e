// Package send has notices go out, by day and once their photo is there, follows what
// becomes of them, and takes back or puts right what was sent: whom it reached is told,
// what waits goes out right or not at all.
package send

import (
	"fmt"
	"time"
	"unicode/utf8"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/store"
)

// Kinds of agenda entries.
const (
	dueSend   = "notice.send"
	dueWatch  = "notice.watch"
	dueRetell = "notice.retell"
)

// Sender sends notices, with the photos that go along.
type Sender struct{ Photo notice.Photos }

// Kit is what sending notices brings into the house.
func Kit(photo notice.Photos) house.Kit {
	s := Sender{photo}
	return house.Kit{
		Name: "notice", Sample: Fill,
		Topics: []house.Topic{
			{Key: notice.Plain, Name: "社区通知", Still: "紧急通知", Words: "社区通知 公告"},
			{Key: notice.Activity, Name: "活动通知", Still: "您报了名的活动的提醒", Words: "活动"},
		},
		Due:  map[string]agenda.Handler{dueSend: s.sendDue, dueWatch: watchDue, dueRetell: retellDue},
		Late: map[string]agenda.Rule{dueSend: {Within: sendWithin}, dueWatch: {Within: sendWithin}, dueRetell: {Silent: true}},

		Filters: map[string]outbox.Filter{filter: wanted},
		Figures: figures,
	}
}

// MaxTitle is the most characters of a title: one line in large type.
const MaxTitle = 20

// Make writes a notice down as a draft and gives it its number.
func Make(tx store.Tx, by directory.Person, n notice.Notice) (notice.Notice, error) {
	if err := check(tx, by, n); err != nil {
		return n, err
	}
	n.No = store.Next(tx, "notice")
	n.By, n.Made, n.State = by.ID, tx.Now(), notice.Draft
	if n.Kind == notice.Plain {
		n.At, n.Where, n.Capacity = time.Time{}, "", 0
	}
	n.Ends = notice.Ends(n, tx.Now())
	notice.Put(tx, n)
	audit.Log(tx, by.ID, "make notice", n.To.Place, n.ID())
	return n, nil
}

func check(tx store.Reader, by directory.Person, n notice.Notice) error {
	switch {
	case !directory.May(by, directory.SendNotice, n.To.Place):
		return bot.Refuse("您不能给这个地方的居民发通知。")
	case n.Title == "" || utf8.RuneCountInString(n.Title) > MaxTitle:
		return bot.Refuse("标题要有，不超过%d个字。", MaxTitle)
	case n.Kind == notice.Activity && !n.At.After(tx.Now()):
		return bot.Refuse("活动的时间已经过了，没有发。")
	}
	return nil
}

// SendAt has a draft go out at a time; a time that is not to come is now.
func (s Sender) SendAt(tx store.Tx, n notice.Notice, at time.Time) (notice.Notice, error) {
	if n.Kind == notice.Activity && !at.Before(n.At) {
		return n, bot.Refuse("到那时活动已经开始了，没有发。")
	}
	n.Send = at
	if at.After(tx.Now()) || !s.hasPhoto(tx, n) {
		if !at.After(tx.Now()) {
			n.Send = tx.Now().Add(photoLook)
		}
		notice.Put(tx, n)
		agenda.Entries.Put(tx, agenda.Entry{Due: n.Send, Kind: dueSend, Ref: n.ID(), Night: n.Urgent})
		return n, nil
	}
	return s.send(tx, n), nil
}

// A photo is fetched from its platform while the rest is asked. If it takes
// longer the notice waits for it, but not for ever.
const (
	photoLook = 10 * time.Second
	photoWait = 5 * time.Minute
)

func (s Sender) hasPhoto(tx store.Reader, n notice.Notice) bool {
	return n.Photo == "" || s.Photo(tx, n.Photo) != "" || tx.Now().Sub(n.Made) > photoWait
}

// sendDue sends a draft whose time has come.
func (s Sender) sendDue(tx store.Tx, e agenda.Entry) error {
	n, ok := notice.Get(tx, e.Ref)
	if !ok || n.State != notice.Draft {
		return nil
	}
	switch {
	case n.Kind == notice.Activity && notice.Over(tx, n):
		n.State, n.Why = notice.Cancelled, "没有赶在活动开始前发出"
		notice.Put(tx, n)
		outbox.Tell(tx, n.By, bot.Out{Text: fmt.Sprintf("%d号通知「%s」没有发：原定%s发，那时系统停着，现在活动时间已经过了。", n.No, n.Title, bot.Moment(n.Send))})
		return nil
	case e.Missed:
		askMissed(tx, n)
		return nil
	}
	_, err := s.SendAt(tx, n, tx.Now())
	return err
}

// send begins to send.
func (s Sender) send(tx store.Tx, n notice.Notice) notice.Notice {
	n.State, n.Send = notice.Sending, tx.Now()
	if !n.Ends.After(tx.Now()) { // its day is over, and staff had it sent all the same
		n.Ends = time.Time{}
	}
	outbox.TellAll(tx, outbox.Broadcast{
		Of: n.Of(), Out: s.Photo.Letter(tx, n), To: n.To, Topic: n.Kind, Filter: filter, Ref: n.ID(), Priority: priority(n), Expires: n.Until(),
	})
	n.Posts = s.post(tx, n, priority(n))
	activity.Plan(tx, &n)
	notice.Put(tx, n)
	agenda.Set(tx, tx.Now().Add(watchEvery), dueWatch, n.ID())
	return n
}

func priority(n notice.Notice) outbox.Priority {
	if n.Urgent {
		return outbox.Urgent
	}
	return outbox.Bulk
}
