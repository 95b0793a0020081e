package notice

import (
	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// MayManage: who wrote a notice looks after it, and so may the staff of its place.
func MayManage(p directory.Person, n Notice) bool {
	return directory.May(p, directory.SendNotice, n.To.Place) && (n.By == p.ID || directory.May(p, directory.SeePeople, n.To.Place))
}

// Managed returns a notice that can still be changed, by this person.
func Managed(tx store.Reader, by directory.Person, id string) (Notice, error) {
	n, ok := Get(tx, id)
	switch {
	case !ok || !MayManage(by, n):
		return n, bot.Refuse("这条通知不归您管。")
	case n.Withdrawn:
		return n, bot.Refuse("这条通知已经撤回了。")
	case n.State == Cancelled:
		return n, bot.Refuse("这条通知已经取消了。")
	case Over(tx, n):
		return n, bot.Refuse("活动已经开始了，不能再改。")
	}
	return n, nil
}

// From is in whose name a person sends to a place: 桂花社区, 桂花苑物业.
func From(tx store.Reader, by, place string) string {
	p, _ := directory.GetPerson(tx, by)
	for _, r := range p.Roles {
		at := directory.Role{Role: r.Role, Place: r.Place}
		if !directory.May(directory.Person{Roles: []directory.Role{at}}, directory.SendNotice, place) {
			continue
		}
		if r.Role == directory.Staff || r.Role == directory.StreetStaff {
			return directory.FullName(tx, r.Place)
		}
		return at.Words(tx)
	}
	return "社区"
}
