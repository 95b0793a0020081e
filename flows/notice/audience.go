package notice

import (
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/meaning"
	"yishi/store"
)

// Whom a notice can be narrowed to.
const (
	toAll     = "all"
	toElders  = "60"
	toOwners  = "owners"
	toLeaders = "leaders"
)

func audience(place, whom string) directory.Audience {
	a := directory.Audience{Place: place}
	switch whom {
	case toElders:
		a.MinAge = 60
	case toOwners:
		a.Owners = true
	case toLeaders:
		a.Roles = []string{directory.BuildingLeader}
	}
	return a
}

// mayCome refuses who is not in the audience, and says why.
func mayCome(tx store.Tx, n Notice, p directory.Person) error {
	if n.To.Has(tx, p) {
		return nil
	}
	who := "这个活动是给" + n.To.Words(tx) + "的。"
	lives := slices.ContainsFunc(p.Ties, func(t directory.Tie) bool { return directory.Within(t.Home, n.To.Place) })
	switch {
	case len(p.Ties) == 0:
		return bot.Refuse("%s您还没有登记住处，请先发「登记」给我。", who)
	case !lives:
		return bot.Refuse("%s您登记的住处不在那里，不能报名。", who)
	case n.To.MinAge > 0 && p.Born == 0:
		return bot.Refuse("%s还不知道您的年纪，请联系社区工作人员补上。", who)
	}
	return bot.Refuse("%s这次不能报名，下次再请您来。", who)
}

// sender is in whose name a person sends to a place: 桂花社区, 桂花苑物业.
func sender(tx store.Tx, by, place string) string {
	p, _ := directory.GetPerson(tx, by)
	for _, r := range p.Roles {
		at := directory.Role{Role: r.Role, Place: r.Place}
		if !directory.May(directory.Person{Roles: []directory.Role{at}}, directory.SendNotice, place) {
			continue
		}
		name := directory.FullName(tx, r.Place)
		if r.Role == directory.Property || r.Role == directory.Committee {
			name += directory.RoleName(r.Role)
		}
		return name
	}
	return "社区"
}

// seen are the activities to come that a person may know of: theirs to sign up
// for, or those of the place they work for.
func seen(tx store.Tx, p directory.Person) []Notice {
	return slices.DeleteFunc(upcoming(tx), func(n Notice) bool {
		return !n.To.Has(tx, p) && find(tx, n, p).State == NotAsked && !directory.May(p, directory.SendNotice, n.To.Place)
	})
}

// titles are the activities to come that a person's sentence may be about.
func titles(tx store.Tx, p directory.Person) []meaning.Titled {
	var list []meaning.Titled
	for _, n := range seen(tx, p) {
		list = append(list, meaning.Titled{
			ID: n.ID(), Title: n.Title, Pool: meaning.Joined, Of: "notice", Flow: "activity", Name: "notice",
		})
	}
	return list
}
