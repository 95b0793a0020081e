package lend

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// keeps is how lending answers for the people in it.
var keeps = house.Keeps{Tables: []string{"lend"}, Known: known, Export: export, Merge: merge, Forget: forget}

func known(tx store.Reader, who directory.Person) (lines []string) {
	if n := len(ownedBy(tx, who.ID)); n > 0 {
		lines = append(lines, fmt.Sprintf("登记出借、送人的东西：%d样", n))
	}
	if n := len(borrowedBy(tx, who.ID)); n > 0 {
		lines = append(lines, fmt.Sprintf("借着的东西：%d样", n))
	}
	return lines
}

func export(tx store.Reader, who directory.Person) []house.Sheet {
	s := house.Sheet{Name: "借出、借来、送人的东西", Head: []string{"东西", "是谁的", "登记那天", "现在怎样"}}
	ids := directory.IDsOf(tx, who.ID)
	for _, t := range ever(tx, who.ID) {
		whose := "别人的"
		if slices.Contains(ids, t.Owner) {
			whose = "自己的"
		}
		s.Rows = append(s.Rows, []string{t.What, whose, bot.Date(t.Made), t.State.words()})
	}
	return house.Sheets(s)
}

// merge has nobody borrow of themselves.
func merge(tx store.Tx, _, into string) {
	for _, t := range borrowedBy(tx, into) {
		if is(tx, t.Owner, directory.Person{ID: into}) {
			put(tx, t, Offered)
		}
	}
}

// forget lets go of somebody who is to be erased. The other of the two is told, so that
// nothing is left with nobody.
func forget(tx store.Tx, person string) {
	for _, t := range borrowedBy(tx, person) {
		if t.State != Out {
			dropped(tx, t)
			continue
		}
		tellOwner(tx, t, "借了您「"+t.What+"」的"+nameOf(tx, t.Borrower)+"删掉了自己的资料，我这里找不到他了。东西请直接向他要；还回来了，请按一下。",
			button("收到了", "back", t), button("找不到了", "lost", t))
		t.Borrower = ""
		things.Put(tx, t)
	}
	for _, t := range ownedBy(tx, person) {
		if t.State != Out {
			withdraw(tx, t)
			continue
		}
		if t.Borrower != "" {
			tellBorrower(tx, t, "「"+t.What+"」的主人删掉了自己的资料，我这里不再管这件事。东西请直接还给主人。")
		}
		put(tx, t, Withdrawn)
	}
}
