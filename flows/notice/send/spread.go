package send

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/notice"
	"yishi/store"
)

// post puts the notice into the groups whose members it is all for.
func (s Sender) post(tx store.Tx, n notice.Notice, priority outbox.Priority) []string {
	if narrowed(n.To) {
		return nil
	}
	var posts []string
	for _, g := range directory.GroupsAt(tx, n.To.Place) {
		posts = append(posts, outbox.Add(tx, outbox.Message{
			To: bot.Address{Channel: g.Channel, Chat: g.Chat}, Out: s.Photo.Letter(tx, n), Of: n.Of() + "/group",
			Same: n.Of(), Priority: priority, Expires: n.Until(),
		}))
	}
	return posts
}

func narrowed(a directory.Audience) bool {
	return len(a.Roles) > 0 || a.MinAge > 0 || a.MaxAge > 0 || len(a.Tags) > 0 || a.Owners || a.MinTrust > 0
}

// filter leaves everybody out, while a notice is spread, who has not got it when it is cancelled.
const filter = "notice"

func wanted(tx store.Reader, id string, _ directory.Person) bool {
	n, ok := notice.Get(tx, id)
	return ok && n.State != notice.Cancelled
}

// Reach is how a notice would travel, were it sent now.
func Reach(tx store.Reader, n notice.Notice) outbox.Reach {
	return outbox.Preview(tx, outbox.Broadcast{To: n.To, Topic: n.Kind, Priority: priority(n)})
}

// Try sends a notice to the one who writes it, to see what it looks like.
func (s Sender) Try(tx store.Tx, who directory.Person, chat bot.Address, n notice.Notice) {
	n.By = who.ID
	outbox.Add(tx, outbox.Message{To: chat, Person: who.ID, Out: s.Photo.Letter(tx, n)})
}
