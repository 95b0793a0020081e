package school

import (
	"fmt"
	"strings"

	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/flows/course"
	"yishi/store"
)

// keeps is how courses answer for the people in them, and for who came to a class.
var keeps = house.Keeps{Tables: []string{"term", "course", "pupil", "mark"}, Known: known, Forget: forget}

func known(tx store.Reader, who directory.Person) []string {
	var names []string
	for _, p := range course.Pupils.Of(tx, who.ID) {
		if c, ok := course.Get(tx, fmt.Sprint(p.Course)); ok {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"报过的课，和上课签到：" + strings.Join(names, "、")}
}
