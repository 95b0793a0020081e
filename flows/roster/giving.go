package roster

import (
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/flows/roster/lists"
	"yishi/store"
)

// worker is somebody of whom we know by more than their word who they are, and who can be
// written to: a role may be given to them without a code.
func workers(tx store.Reader, by directory.Person, name string) (list []known) {
	for _, root := range directory.PlacesOf(by, directory.AddStaff) {
		take := func(p directory.Person) {
			sure := p.Trust >= directory.Vouched || len(p.AllRoles()) > 0
			met := false
			for _, k := range list {
				met = met || k.ID == p.ID
			}
			if p.Name == name && p.ID != by.ID && sure && !met && len(list) < 8 && len(directory.AccountsOf(tx, p.ID)) > 0 {
				list = append(list, known{p.ID, Called(tx, p)})
			}
		}
		for p := range (directory.Audience{Place: root, MinTrust: directory.Vouched}).People(tx) {
			take(p)
		}
		for p := range (directory.Audience{Place: root, Roles: directory.RoleKeys()}).Ever().People(tx) {
			take(p)
		}
	}
	return list
}

// give lets a person hold a role, and tells them.
func give(tx store.Tx, by directory.Person, id string, r directory.Role) (string, error) {
	p, ok := directory.GetPerson(tx, id)
	switch {
	case !ok:
		return "", bot.Refuse("没有找到这个人。")
	case !directory.MayGive(by, r):
		return "", directory.ErrNotYours
	}
	if _, err := directory.GiveRole(tx, p, r); err != nil {
		return "", err
	}
	audit.Log(tx, by.ID, "give role", r.Place, p.ID+" "+r.Role)
	told := outbox.TellSaying(tx, p.ID, bot.Out{Text: "您现在是" + r.Words(tx) + "了，辛苦您。回复「菜单」看能办什么；弄错了的话，请找社区。"})
	return "给好了：" + p.Name + "，" + r.Words(tx) + "，" + told + "。要收回，回复「撤工作」。", nil
}

// giveCode makes a code by which somebody we do not know yet fetches a role.
func giveCode(tx store.Tx, by directory.Person, name string, r directory.Role) (string, error) {
	if !directory.MayGive(by, r) {
		return "", directory.ErrNotYours
	}
	code := directory.NewCode(lists.CodeLength)
	joining.PutStaffCode(tx, code, r, name, tx.Now().Add(joining.StaffCodeLife))
	audit.Log(tx, by.ID, "add staff", r.Place, r.Role)
	return "工作码：" + code + "，三天内有效，只能用一次。请当面交给" + name + "：在这里发「工作码」，再发这个码，就是" + r.Words(tx) + "。", nil
}
