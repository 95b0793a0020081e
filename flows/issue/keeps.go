package issue

import (
	"fmt"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// keeps is how issues answer for the people in them.
var keeps = house.Keeps{Tables: []string{"issue", "said"}, Known: known, Forget: forget}

func known(tx store.Reader, who directory.Person) []string {
	own := Own(tx, who.ID)
	if len(own) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("反映过的事：%d件，最近一件%s", len(own), own[0].No)}
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
