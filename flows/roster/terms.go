package roster

import (
	"time"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// Of a role that has a last day both its holder and whoever gave it are told, a week
// before and on the morning after. It ends by itself (directory.Role).
const (
	dueTerms  = "terms"
	termsAt   = 9 * time.Hour
	termAhead = 7 // days
)

// watchTerms has the roles looked through on the next morning.
func watchTerms(tx store.Tx) {
	at := bot.Midnight(tx.Now()).Add(termsAt)
	if !at.After(tx.Now()) {
		at = at.AddDate(0, 0, 1)
	}
	agenda.Set(tx, at, dueTerms, "")
}

// termsDue tells of the roles that end soon, and of those that ended; of all days since it
// was meant to, if nothing ran on them.
func termsDue(tx store.Tx, e agenda.Entry) error {
	watchTerms(tx)
	since := e.Due
	if !e.Meant.IsZero() {
		since = e.Meant
	}
	from, to := day(since), day(tx.Now())
	for p := range (directory.Audience{Roles: directory.RoleKeys()}).Ever().People(tx) {
		for _, r := range p.AllRoles() {
			last, err := time.ParseInLocation(time.DateOnly, r.Until, bot.Zone)
			if err != nil {
				continue
			}
			soon, over := day(last.AddDate(0, 0, -termAhead)), day(last.AddDate(0, 0, 1))
			if from <= over && over <= to {
				tellTerm(tx, p, r, "您做"+bare(tx, r)+"，到"+bot.Day(last)+"满了，辛苦您。从今天起这些事不归您办。还要接着做，请跟社区说一声。",
					p.Name+"做"+bare(tx, r)+"，到"+bot.Day(last)+"满了，今天起不再管。要接着做，回复「给工作」。")
			} else if from <= soon && soon <= to {
				tellTerm(tx, p, r, "您做"+bare(tx, r)+"，到"+bot.Day(last)+"满。还要接着做，请跟社区说一声。",
					p.Name+"做"+bare(tx, r)+"，到"+bot.Day(last)+"满。要接着做，回复「给工作」，把日子定晚些。")
			}
		}
	}
	return nil
}

func day(t time.Time) string { return t.In(bot.Zone).Format(time.DateOnly) }

// bare says a role without its days.
func bare(tx store.Reader, r directory.Role) string {
	return directory.Role{Role: r.Role, Place: r.Place}.Words(tx)
}

func tellTerm(tx store.Tx, p directory.Person, r directory.Role, holder, giver string) {
	tell := func(person, words string) {
		outbox.Add(tx, outbox.Message{Person: person, Priority: outbox.Reminder, Out: bot.Out{Text: words, Aside: true,
			Title: "工作到期", Fields: []bot.Field{{Name: "工作", Value: bare(tx, r)}, {Name: "到哪天", Value: r.Until}}}})
	}
	tell(p.ID, holder)
	for _, id := range givers(tx, p, r) {
		tell(id, giver)
	}
}

// givers are who gave somebody a role, if they may still give it; else the closest staff
// who may.
func givers(tx store.Reader, p directory.Person, r directory.Role) []string {
	gave := ""
	for a := range audit.On(tx, directory.IDsOf(tx, p.ID)) { // the newest first
		if a.Action == "give role" && a.Place == r.Place && gave == "" {
			gave = a.By
		}
	}
	if by, ok := directory.GetPerson(tx, directory.Resolve(tx, gave)); ok && by.ID != p.ID && directory.MayGive(by, r) {
		return []string{by.ID}
	}
	for _, role := range []string{directory.Staff, directory.StreetStaff} {
		var ids []string
		for _, s := range directory.StaffAt(tx, role, r.Place) {
			if s.ID != p.ID {
				ids = append(ids, s.ID)
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}
