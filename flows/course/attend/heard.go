package attend

import (
	"yishi/bot/house"
	"yishi/bot/talk"
)

// toCourses leads who speaks of courses to theirs, or to all there are.
func toCourses(c *talk.Conv, h house.Heard) error {
	if ofOwn(h.Text) {
		return c.Command("我的课程")
	}
	if h.Party.Several() {
		return c.Goto("course", talk.Given{talk.Party: h.Party})
	}
	return c.Command("课程")
}
