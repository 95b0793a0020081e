package settle

import (
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/joining"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/store"
)

// post is what somebody does somewhere.
type post struct {
	Person string         `json:"person"`
	Role   directory.Role `json:"role"`
	Called string         `json:"called"` // 小周，桂花社区工作人员
}

// postsOf are those that somebody may take back, of people called so.
func postsOf(tx store.Reader, by directory.Person, name string) (list []post) {
	for _, root := range directory.PlacesOf(by, directory.AddStaff) {
		for p := range (directory.Audience{Place: root, Roles: directory.RoleKeys()}).Ever().People(tx) {
			if p.ID == by.ID || !strings.Contains(p.Name, name) {
				continue
			}
			for _, r := range p.AllRoles() {
				one := post{p.ID, r, p.Name + "，" + r.Words(tx)}
				if directory.MayGive(by, r) && !slices.Contains(list, one) {
					list = append(list, one)
				}
			}
		}
	}
	return list
}

// takeBack takes a role from somebody, and tells them.
func takeBack(tx store.Tx, by directory.Person, one post) (string, error) {
	p, ok := directory.GetPerson(tx, one.Person)
	switch {
	case !ok || !slices.Contains(p.AllRoles(), one.Role):
		return "", bot.Refuse("这项工作已经撤了。")
	case !directory.MayGive(by, one.Role):
		return "", directory.ErrNotYours
	}
	directory.TakeRole(tx, p, one.Role)
	audit.Log(tx, by.ID, "take role", one.Role.Place, p.ID+" "+one.Role.Role)
	told := outbox.TellSaying(tx, p.ID, bot.Out{Text: "您在" + directory.FullName(tx, one.Role.Place) + "的工作（" + directory.RoleName(one.Role.Role) + "）撤下来了，谢谢您。弄错了的话，请找社区。"})
	return "撤好了，" + told + "。要再给，请管理员发新的工作码。", nil
}

// registeredAt are the people of a home whose registration somebody may end.
func (d Desk) registeredAt(tx store.Reader, by directory.Person, words string) (list []waiting) {
	for _, home := range address.HomesNamed(tx, by, directory.VouchResident, words, 4) {
		for p := range (directory.Audience{Place: home}).People(tx) {
			verified := p.TrustAt(home) >= directory.Verified
			if p.ID != by.ID && (!verified || directory.May(by, directory.SeePapers, home)) {
				list = append(list, waiting{p.ID, home, calledAt(p, home)})
			}
		}
	}
	return list
}

func (d Desk) claimed(tx store.Reader, w waiting) []string {
	return house.Claimed(d.Kits(), tx, w.Person, w.Home)
}

// remove ends a registration, with what came of it where it was false.
func (d Desk) remove(tx store.Tx, by directory.Person, w waiting, why string) (string, error) {
	p, ok := directory.GetPerson(tx, w.Person)
	if !ok {
		return "", bot.Refuse("没有找到这个人。")
	}
	if err := joining.Remove(tx, by, p, w.Home, why); err != nil {
		return "", err
	}
	words := "您在" + directory.FullName(tx, w.Home) + "的登记撤下来了：已经搬走。"
	if why == falsely {
		words = "您在" + directory.FullName(tx, w.Home) + "的登记撤下来了：不是这一户的。"
		if len(d.claimed(tx, w)) > 0 {
			house.Unclaim(d.Kits(), tx, by, w.Person, w.Home)
			words += "为这一户投的、还没有截止的票，找得到的都划掉了。"
		}
	}
	told := outbox.TellSaying(tx, w.Person, bot.Out{Text: words + "\n弄错了的话，回复「人工」，或者重新「登记住处」。"})
	return "撤好了，" + told + "。", nil
}
