package desk

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// callsOf are all calls for a person that somebody made.
func callsOf(tx store.Reader, person string) (all []call) {
	for _, id := range directory.IDsOf(tx, person) {
		all = slices.AppendSeq(all, calls.By(tx, "person", store.Key(id)))
	}
	return all
}

func known(tx store.Reader, who directory.Person) []string {
	if n := len(callsOf(tx, who.ID)); n > 0 {
		return []string{fmt.Sprintf("找过工作人员：%d次", n)}
	}
	return nil
}

func export(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "找工作人员", Head: []string{"哪天", "说了什么"}}
	for _, k := range callsOf(tx, who.ID) {
		s.Rows = append(s.Rows, []string{bot.Date(k.Since), k.About})
	}
	return house.Sheets(s)
}

// forget drops what somebody who is to be erased said when they called.
func forget(tx store.Tx, person string) {
	for _, k := range callsOf(tx, person) {
		calls.Delete(tx, k.ID)
	}
}
