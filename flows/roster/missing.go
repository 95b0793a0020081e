package roster

import (
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/outbox"
	"yishi/flows/roster/lists"
	"yishi/store"
)

// missing is somebody who does not find where they live, until staff have looked.
type missing struct {
	ID     string `json:"id"`
	Person string `json:"person"`
	Words  string `json:"words"` // where it is, as they said it
	As     string `json:"as"`
	Name   string `json:"name"`
}

var missings = store.NewTable("nohome", func(m *missing) string { return m.ID },
	store.Index[missing]{Name: "person", Keys: func(m *missing) []string { return []string{store.Key(m.Person)} }})

// fileMissing notes it and tells those who can add it. Of one person there is one.
func fileMissing(tx store.Tx, person string, m missing) error {
	forget(tx, person)
	if p, ok := directory.GetPerson(tx, person); ok && directory.NeedsConsent(p) {
		directory.Agree(tx, p, directory.ConsentVersion)
	}
	m.ID, m.Person = store.Short(tx.Seq()), person
	missings.Put(tx, m)
	for p := range (directory.Audience{Roles: []string{directory.Staff, directory.StreetStaff}}).People(tx) {
		if estate, _ := estateIn(lists.NewTree(tx), p, m.Words); estate != "" || len(directory.PlacesOf(p, directory.KeepRegister)) > 0 && nowhere(tx, m.Words) {
			outbox.Add(tx, outbox.Message{Person: p.ID, Priority: outbox.Reminder, Same: "nohome " + m.ID,
				Out: bot.Out{Text: "登记里没有他家：\n" + m.called(), Buttons: []bot.Button{{Label: "补住处", Token: "补住处"}}}})
		}
	}
	return nil
}

// nowhere reports whether words name no estate there is: then it is for everybody to see.
func nowhere(tx store.Reader, words string) bool {
	everywhere := directory.Person{}
	for _, s := range directory.Children(tx, "") {
		everywhere.Roles = append(everywhere.Roles, directory.Role{Role: directory.StreetStaff, Place: s.ID})
	}
	estate, _ := estateIn(lists.NewTree(tx), everywhere, words)
	return estate == ""
}

// missingFor are those whom somebody can help, the longest waiting first.
func missingFor(tx store.Reader, by directory.Person) (list []missing) {
	for m := range missings.All(tx) {
		if estate, _ := estateIn(lists.NewTree(tx), by, m.Words); estate != "" || nowhere(tx, m.Words) {
			list = append(list, m)
		}
	}
	return list
}

// readHome reads words as one home, there or to be added.
func readHome(tx store.Reader, by directory.Person, words string) adding {
	if home := homeFor(tx, by, words); home != "" {
		return adding{Called: directory.FullName(tx, home), Estate: home}
	}
	a := readAdding(tx, by, words)
	if a.Why == "" && len(a.Rooms) != 1 {
		a.Why = "看不出是哪一户。"
	}
	return a
}

// settleMissing adds the home, if it is not there by now, registers the person in it on
// their own word, and tells them.
func settleMissing(tx store.Tx, by directory.Person, m missing, a adding) (home string, err error) {
	m, waits := missings.Get(tx, m.ID)
	p, known := directory.GetPerson(tx, directory.Resolve(tx, m.Person))
	if !waits || !known {
		return "", bot.Refuse("这一户别人已经办过了。")
	}
	if home = a.Estate; len(a.Rooms) > 0 {
		if home, err = a.put(tx, by); err != nil {
			return "", err
		}
	}
	if _, _, err := joining.FileClaim(tx, p, home, m.As, m.Name, p.Phone); err != nil {
		return "", err
	}
	missings.Delete(tx, m.ID)
	audit.Log(tx, by.ID, "register at a new home", home, p.ID)
	outbox.Tell(tx, p.ID, bot.Out{Text: "您家加上了：" + directory.FullName(tx, home) + "，已经替您登记好。这里的投票和活动，会通知您。\n不对的话，回复「登记住处」重新填。"})
	return home, nil
}

func refuseMissing(tx store.Tx, by directory.Person, m missing, why string) error {
	m, waits := missings.Get(tx, m.ID)
	if !waits {
		return bot.Refuse("这一户别人已经办过了。")
	}
	missings.Delete(tx, m.ID)
	audit.Log(tx, by.ID, "refuse new home", "", m.Person)
	outbox.Tell(tx, m.Person, bot.Out{Text: "您说的「" + m.Words + "」没有加上：" + why + "。\n弄错了的话，回复「登记住处」再填一次。"})
	return nil
}

func missingOf(tx store.Reader, person string) (list []missing) {
	for _, id := range directory.IDsOf(tx, person) {
		list = slices.AppendSeq(list, missings.By(tx, "person", store.Key(id)))
	}
	return list
}

func forget(tx store.Tx, person string) {
	for _, m := range missingOf(tx, person) {
		missings.Delete(tx, m.ID)
	}
}
