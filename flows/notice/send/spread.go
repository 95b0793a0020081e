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

// filter leaves out, while a notice is spread, who does not want it.
const filter = "notice"

func wanted(tx store.Reader, id string, p directory.Person) bool {
	n, ok := notice.Get(tx, id)
	return ok && n.State != notice.Cancelled && wants(tx, n, p)
}

// wants: somebody who took back their consent gets nothing, who asked to be left
// alone no activities.
func wants(tx store.Reader, n notice.Notice, p directory.Person) bool {
	if p.Quiet && n.Kind == notice.Activity {
		return false
	}
	return p.Consent > 0 || len(directory.AccountsOf(tx, p.ID)) == 0
}

// Reach is how a notice would travel, were it sent now.
func Reach(tx store.Reader, n notice.Notice) outbox.Reach {
	return outbox.PreviewOf(tx, func(yield func(directory.Person) bool) {
		for p := range n.To.People(tx) {
			if wants(tx, n, p) && !yield(p) {
				return
			}
		}
	})
}

// Try sends a notice to the one who writes it, to see what it looks like.
func (s Sender) Try(tx store.Tx, who directory.Person, chat bot.Address, n notice.Notice) {
	n.By = who.ID
	outbox.Add(tx, outbox.Message{To: chat, Person: who.ID, Out: s.Photo.Letter(tx, n)})
}
