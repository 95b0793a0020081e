package activity

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// keeps is how activities and notices answer for the people in them.
var keeps = house.Keeps{Tables: []string{"notice", "signup"}, Known: known, Forget: forget}

func known(tx store.Reader, who directory.Person) []string {
	n := len(signUps.Of(tx, who.ID))
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("报过名的活动：%d个", n)}
}
