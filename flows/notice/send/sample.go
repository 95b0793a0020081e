package send

import (
	"fmt"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/flows/notice"
	"yishi/flows/notice/activity"
	"yishi/store"
)

// Fill puts an activity on the sample street, after its people: in a week, with
// room for a few more. Nobody is told.
func Fill(tx store.Tx) error {
	by, ok := staffOf(tx)
	if !ok {
		return fmt.Errorf("notice: the sample street has no staff")
	}
	n, err := Make(tx, by, notice.Notice{
		Kind: notice.Activity, Title: "社区义诊", Text: "量血压、测血糖、看中医，不收钱。请带医保卡，测血糖的早上别吃东西。",
		At:    bot.Midnight(tx.Now()).Add(7*24*time.Hour + 9*time.Hour),
		Where: "桂花苑广场", Capacity: 40, To: directory.Audience{Place: by.Roles[0].Place},
	})
	if err != nil {
		return err
	}
	n.State, n.Send = notice.Sent, tx.Now()
	activity.Plan(tx, &n)
	notice.Put(tx, n)
	return signUpSome(tx, n, 34)
}

func staffOf(tx store.Reader) (directory.Person, bool) {
	for p := range (directory.Audience{Roles: []string{directory.Staff}}).People(tx) {
		return p, true
	}
	return directory.Person{}, false
}

// signUpSome signs up every few elders.
func signUpSome(tx store.Tx, n notice.Notice, want int) error {
	i := 0
	for p := range (directory.Audience{Place: n.To.Place, MinAge: 60}).People(tx) {
		if i++; i%7 != 3 || len(p.Roles) > 0 {
			continue
		}
		if _, _, err := activity.Join(tx, p, n.ID()); err != nil {
			return err
		}
		if want--; want == 0 {
			return nil
		}
	}
	return nil
}
