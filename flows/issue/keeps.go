package issue

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// keeps is how issues answer for the people in them.
var keeps = house.Keeps{Tables: []string{"issue", "said"}, Known: known, Export: exportOwn, Merge: merge, Forget: forget}

func known(tx store.Reader, who directory.Person) []string {
	own := Own(tx, who.ID)
	if len(own) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("反映过的事：%d件，最近一件%s", len(own), own[0].No)}
}

func exportOwn(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "反映过的事", Head: []string{"编号", "哪天", "说了什么", "地点", "到哪一步", "打了几分", "经过"}}
	for _, i := range Own(tx, who.ID) {
		score := ""
		if i.Rating > 0 {
			score = Score(i.Rating)
		}
		s.Rows = append(s.Rows, []string{
			i.No, bot.Date(i.Filed), i.What, whereWords(tx, i.Spot), i.State.Words(), score, strings.Join(allHistory(tx, i, i.Reporter), "\n"),
		})
	}
	return house.Sheets(s)
}

// merge gives what one of the staff has in hand to who they turned out to be.
func merge(tx store.Tx, from, into string) {
	if who, _ := directory.GetPerson(tx, into); len(who.AllRoles()) == 0 {
		return
	}
	for _, i := range slices.Collect(issues.All(tx)) {
		if i.Handler == from {
			i.Handler = into
			put(tx, i)
		}
	}
	for _, s := range slices.Collect(saids.By(tx, "by", store.Key(from))) {
		s.By = into
		saids.Put(tx, s)
	}
}

// forget lets go of a reporter who is about to be erased: the issues stay, and
// nothing in them leads to a chat any more.
func forget(tx store.Tx, person string) {
	for _, i := range Own(tx, person) {
		i.Chat = bot.Address{}
		put(tx, i)
		saids.Delete(tx, i.No)
	}
}
