package settle

import (
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/joining"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/store"
)

// recordsOf are the records of a home, or of a number. Whose data was looked at is noted
// when they are merged.
func recordsOf(tx store.Reader, by directory.Person, words, not string) (list []record) {
	add := func(p directory.Person) {
		if p.ID == not || p.Merged != "" || !joining.MayStandFor(by, p) {
			return
		}
		r := record{ID: p.ID, Name: p.Name, Phone: directory.Masked(p.Phone)}
		r.Text = p.Name + said("，", r.Phone)
		for _, t := range p.Ties {
			r.Text += "；" + directory.FullName(tx, t.Home) + "（" + directory.TieName(t.As) + "，" + directory.LevelName(p.TrustAt(t.Home)) + "）"
		}
		if len(p.AllRoles()) > 0 {
			r.Text += "；" + directory.RolesWords(tx, p.AllRoles())
		}
		list = append(list, r)
	}
	for _, home := range address.HomesNamed(tx, by, directory.KeepRegister, words, 4) {
		for p := range (directory.Audience{Place: home}).People(tx) {
			add(p)
		}
	}
	if p, ok := directory.PersonByPhone(tx, words); ok && len(list) == 0 {
		add(p)
	}
	return list
}

// mergeTwo makes one of two records: from is into's from then on.
func (d Desk) mergeTwo(tx store.Tx, by directory.Person, from, into, name, phone record) (string, error) {
	old, ok := directory.GetPerson(tx, from.ID)
	p, known := directory.GetPerson(tx, into.ID)
	if !ok || !known || old.Merged != "" || p.Merged != "" {
		return "", bot.Refuse("其中一份已经不在了。")
	}
	if !joining.MayStandFor(by, old) || !joining.MayStandFor(by, p) {
		return "", directory.ErrNotYours
	}
	if phone.ID == old.ID {
		p.Phone, p.Proved = old.Phone, old.Proved
	}
	if name.ID == old.ID {
		p.Name = old.Name
	}
	if p.Born == 0 {
		p.Born = old.Born
	}
	p = joining.Merge(tx, old, p)
	house.Merge(d.Kits(), tx, old.ID, p.ID)
	audit.Log(tx, by.ID, "merge people", "", old.ID+" "+p.ID)
	told := outbox.TellSaying(tx, p.ID, bot.Out{Text: "社区把您登记的两份资料合成了一份：" + p.Name + said("，", directory.Masked(p.Phone)) + "。回复「我的资料」看看，不对的话，回复「人工」。"})
	return "合好了：" + p.Name + "，" + told + "。", nil
}
