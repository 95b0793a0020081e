package course

import (
	"unicode/utf8"

	"yishi/bot"
)

// What a course may be: a message of one glance, and a class of one room.
const (
	MostName    = 10
	MostWords   = 40
	mostFee     = 100_000_00
	MostPupils  = 200
	MostCourses = 12 // what fits one vote
	MostWeeks   = 30
)

// Check refuses a course that cannot be given.
func (c Course) Check() error {
	switch {
	case c.Name == "" || utf8.RuneCountInString(c.Name) > MostName:
		return bot.Refuse("课名要短，最多%d个字，比如「太极」。", MostName)
	case utf8.RuneCountInString(c.Teacher) > MostName:
		return bot.Refuse("老师的名字太长了，最多%d个字。", MostName)
	case utf8.RuneCountInString(c.Where) > MostWords || utf8.RuneCountInString(c.Bring) > MostWords:
		return bot.Refuse("太长了，地点和要带的东西，最多各%d个字。", MostWords)
	case c.Fee < 0 || c.Fee > mostFee:
		return bot.Refuse("课时费不对，要在0到%s之间。", Yuan(mostFee))
	case c.Least < 1 || c.Most < c.Least || c.Most > MostPupils:
		return bot.Refuse("人数不对：最少要1人，最多不能比最少的还少，也不能超过%d人。", MostPupils)
	case c.Slot.From < Earliest || c.Slot.From > Latest || c.Slot.Long < 30 || c.Slot.Long > 240:
		return bot.Refuse("上课时间要在早上6点到晚上8点之间开始，一次半小时到4小时。")
	}
	return nil
}
