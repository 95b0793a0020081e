package handbook

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/agenda"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

func knownOf(tx store.Reader, who directory.Person) (lines []string) {
	if n := len(askedBy(tx, who.ID)); n > 0 {
		lines = append(lines, fmt.Sprintf("问过、找过工作人员：%d次", n))
	}
	return lines
}

func export(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "问过的", Head: []string{"哪天", "编号", "说了什么"}}
	for _, q := range askedBy(tx, who.ID) {
		no := ""
		if q.No > 0 {
			no = q.Number()
		}
		s.Rows = append(s.Rows, []string{bot.Date(q.Since), no, q.Text + q.About})
	}
	return house.Sheets(s)
}

// forget drops what somebody who is to be erased asked, and lets nobody stand behind an
// answer who is no more.
func forget(tx store.Tx, person string) {
	for _, q := range askedBy(tx, person) {
		agenda.Unset(tx, q.Due, dueAnswer, q.ID)
		questions.Delete(tx, q.ID)
	}
	for e := range entries.All(tx) {
		if directory.Resolve(tx, e.By) == person {
			e.By = ""
			entries.Put(tx, e)
		}
	}
}
